// Every change, the newest first: the fact, the rule with its file and line, each condition with the value it saw.

import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { sayAgo, sayFieldValue, sayInstant, sayName, sayTime, sayValue } from '../words.js';

export type Question = paths['/api/why/deal/{id}']['get']['questions'][number];

interface Trace {
  readonly source?: string;
  readonly result?: unknown;
  readonly parts?: readonly { readonly source?: string; readonly value?: unknown; readonly result?: unknown }[];
}

/** What facts, rules and time did; a rep's own edit is undone by another. */
const isAutomatic = ({ because }: Question) => because.by !== 'rep' && because.by !== 'api';

export function WhyList({
  questions,
  now,
  nameOf,
  onUndo,
  isPending,
}: {
  readonly questions: readonly Question[];
  readonly now: number;
  /** A rep's name, by the key. */
  readonly nameOf: (rep: string) => string;
  /** null: who looks may not edit. */
  readonly onUndo: ((question: Question) => void) | null;
  readonly isPending: boolean;
}) {
  const mayUndo = (question: Question) =>
    onUndo !== null &&
    isAutomatic(question) &&
    question.from !== null &&
    questions.findLast(({ field }) => field === question.field) === question;
  if (questions.length === 0) return <Text size="sm">Nothing has changed it yet.</Text>;
  return (
    <Stack gap="xs" component="ol" p={0} m={0}>
      {questions.toReversed().map((question, at) => (
        <li key={at} style={{ listStyle: 'none' }}>
          <details open={at === 0}>
            <summary>
              <Text span size="sm" fw={600}>
                {sayName(question.field)}
              </Text>{' '}
              <Text span size="sm">
                {sayFieldValue(question.field, question.from, nameOf)} → {sayFieldValue(question.field, question.to, nameOf)}
              </Text>{' '}
              <Text span size="xs" className="mr-quiet" title={sayInstant(question.at)}>
                {sayAgo(question.at, now)}
              </Text>
            </summary>
            <Stack gap={4} pl="md" py={6}>
              <Because question={question} nameOf={nameOf} />
              {mayUndo(question) && (
                <Group>
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={isPending}
                    onClick={(event) => !isSecondClick(event) && onUndo!(question)}
                  >
                    Undo: back to {sayFieldValue(question.field, question.from, nameOf)}
                  </Button>
                </Group>
              )}
            </Stack>
          </details>
        </li>
      ))}
    </Stack>
  );
}

function Because({
  question: { because, run, arrivedAt },
  nameOf,
}: {
  readonly question: Question;
  readonly nameOf: (rep: string) => string;
}) {
  const traces = [
    ...((because.traces ?? []) as readonly Trace[]),
    ...(run?.way ?? []).flatMap((step) => (step.traces ?? []) as readonly Trace[]),
  ];
  const place = because.rule?.place;
  return (
    <>
      {because.event !== undefined && (
        <Text size="sm">
          Fact: <b>{because.event.name}</b> from {because.event.source}, {sayTime(because.event.at)}
          {arrivedAt === null ? '' : `; it came later, ${sayTime(arrivedAt)}`}
        </Text>
      )}
      <Text size="sm">
        {sayName(because.by)}: <b>{because.by === 'rep' ? nameOf(because.name) : because.name}</b>
        {place?.file === undefined ? '' : ` · ${place.file}:${place.line ?? ''}`}
        {run === null ? '' : ` · run ${run.id ?? ''}`}
      </Text>
      {traces.map((trace, at) => (
        <Text size="sm" key={at} component="div">
          <Code>{trace.source}</Code> <Result of={trace.result} />
          {(trace.parts ?? [])
            .filter((part) => part.source !== undefined && part.source !== trace.source)
            .map((part, index) => (
              <Text size="xs" key={index} pl="md" className="mr-quiet">
                {part.source} = {sayValue(part.value ?? part.result)}
              </Text>
            ))}
        </Text>
      ))}
    </>
  );
}

function Result({ of }: { readonly of: unknown }) {
  const isMet = String(of) === 'true';
  return (
    <Badge size="xs" variant="default">
      {isMet ? 'met' : String(of) === 'false' ? 'not met' : 'unknown'}
    </Badge>
  );
}
