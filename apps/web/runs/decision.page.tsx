// One decision of a run: what woke it, what it asked with the values it saw, what it did, and where it went.

import { Badge, Code, Text } from '@mantine/core';
import { sayTrait } from '../people/trait-words.js';
import { Moment } from '../parts/moment.page.js';
import { sayName } from '../words.js';

export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly step: string;
  readonly kind: string;
  readonly input: { readonly kind?: string; readonly name?: string; readonly reason?: string };
  readonly facts: Readonly<Record<string, unknown>>;
  readonly outcome: {
    readonly kind?: string;
    readonly port?: string;
    readonly until?: number | null;
    readonly reason?: string;
    readonly note?: string;
    readonly traces?: readonly Trace[];
    readonly writes?: readonly Readonly<Record<string, unknown>>[];
    readonly deliveries?: readonly { readonly action?: string; readonly to?: string }[];
  };
}

interface Trace {
  readonly source?: string;
  readonly result?: unknown;
  readonly place?: { readonly file?: string; readonly line?: number };
  readonly parts?: readonly {
    readonly source?: string;
    readonly result?: unknown;
    readonly saw?: readonly { readonly name?: string; readonly value?: unknown }[];
  }[];
}

export function Decision({ line: { at, step, kind, input, facts, outcome } }: { readonly line: JournalLine }) {
  const { traces = [], writes = [], deliveries = [], note } = outcome;
  const seen = new Set(traces.flatMap(({ parts = [] }) => parts.flatMap(({ saw = [] }) => saw.map(({ name }) => name))));
  const other = Object.entries(facts).filter(([name]) => !seen.has(name) && !/^(pick|heard)\./.test(name));
  return (
    <li>
      <Text size="xs" className="mr-quiet mr-when">
        <Moment at={at} />
      </Text>
      <div className="mr-what">
        <Text size="sm" component="div">
          <b>{step === '' ? sayName(kind) : step}</b> <span className="mr-quiet">{woke(input)}</span> → <Went outcome={outcome} />
        </Text>
        {note !== undefined && <Text size="sm">{note}</Text>}
        {traces.map((trace, index) => (
          <Condition key={index} trace={trace} />
        ))}
        {writes.map((write, index) => (
          <Text key={index} size="xs">
            {sayWrite(write)}
          </Text>
        ))}
        {deliveries.map(({ action, to }, index) => (
          <Text key={index} size="xs">
            asks for <b>{action}</b> to {to}
          </Text>
        ))}
        {other.length > 0 && (
          <details className="mr-why">
            <summary>What it read</summary>
            <ul className="mr-plain mr-small">
              {other.map(([name, value]) => (
                <li key={name} className="mr-break">
                  <Text span size="xs">
                    {name} = {value === null ? 'unknown' : sayTrait(value, name)}
                  </Text>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Condition({ trace: { source, result, place, parts = [] } }: { readonly trace: Trace }) {
  return (
    <Text size="xs" component="div" mt={2}>
      <Code>{source}</Code>{' '}
      <Badge size="xs" variant="default">
        {result === true ? 'met' : result === false ? 'not met' : 'unknown'}
      </Badge>
      {place?.file !== undefined && <span className="mr-quiet"> config/{`${place.file}:${place.line ?? ''}`}</span>}
      <ul className="mr-plain mr-small">
        {parts
          .flatMap(({ saw = [] }) => saw)
          .filter(({ name }, at, all) => all.findIndex((one) => one.name === name) === at)
          .map(({ name = '', value }) => (
            <li key={name} className="mr-quiet mr-break">
              {name} = {value === null || value === undefined ? 'unknown' : sayTrait(value, name)}
            </li>
          ))}
      </ul>
    </Text>
  );
}

function Went({ outcome: { kind, port, until, reason } }: { readonly outcome: JournalLine['outcome'] }) {
  if (kind === 'go') return <>{port === 'next' ? 'on' : port}</>;
  if (kind === 'sleep')
    return (
      <>
        sleeps until <Moment at={until} />
      </>
    );
  if (kind === 'listen')
    return (
      <>
        listens
        {until == null ? (
          ''
        ) : (
          <>
            {' '}
            until <Moment at={until} />
          </>
        )}
      </>
    );
  return (
    <>
      {kind === 'fail' ? 'failed' : kind === 'stop' ? 'stopped' : 'ended'}: {reason}
    </>
  );
}

function woke({ kind, name, reason }: JournalLine['input']): string {
  if (kind === 'due') return 'its time had come';
  if (kind === 'event') return `${name ?? 'a fact'} came`;
  return kind === 'stop' ? (reason ?? '') : '';
}

function sayWrite(write: Readonly<Record<string, unknown>>): string {
  const { kind, ...rest } = write;
  const said = Object.entries(rest)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => `${sayName(name).toLowerCase()} ${sayTrait(value, name)}`);
  const { rep } = (rest['pick'] ?? {}) as { rep?: string | null };
  return [`writes ${String(kind).replaceAll('_', ' ')}`, ...said, ...(rep == null ? [] : [`rep ${rep}`])].join(', ');
}
