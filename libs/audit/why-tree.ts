// What `why` answers with: the changes of one subject in their order, each with what led to it, from rows as they were stored.

import type { Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import type { Because, Change } from './because.js';

/** A row of audit, as stored. */
export interface ChangeRow extends Change {
  /** Decimal digits: rows of one instant stand in their order. */
  readonly id: string;
}

/** A run that did something, with its journal as far as it is kept. */
export interface RunRow {
  readonly id: string;
  readonly workflow: string;
  /** Hash of the workflow's version. */
  readonly version: string;
  /** The fact that started it. */
  readonly trigger: TriggerRow;
  readonly steps: readonly JournalRow[];
}

export interface TriggerRow {
  readonly eventId: string | null;
  readonly name: string;
  readonly at: number;
  readonly source: string;
}

export interface JournalRow {
  readonly at: number;
  readonly step: string;
  readonly kind: string;
  /** `kind`, `port`, `reason`, `note`, `traces`. */
  readonly outcome: { readonly [name: string]: Value };
}

/** One decision on the way of a run to the step that made the change. */
export interface WayPoint {
  readonly step: string;
  readonly kind: string;
  readonly at: number;
  /** The port it went through, or how it ended. */
  readonly went: string;
  readonly note: string | null;
  readonly traces: readonly Trace[];
}

export interface WhyQuestion {
  readonly subject: { readonly kind: Change['subject']['kind'] | 'delivery'; readonly id: string };
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
  /** Epoch ms; what it took effect at. */
  readonly at: number;
  readonly because: Because;
  /** When the fact came, where that was later than it happened (over a minute); null: in time, or no fact did it. */
  readonly arrivedAt: number | null;
  /** Of the run that did it: the decisions up to this one. */
  readonly run: { readonly id: string; readonly workflow: string; readonly version: string; readonly way: readonly WayPoint[] } | null;
}

export interface WhyAnswer {
  readonly subject: { readonly kind: string; readonly id: string; readonly title: string };
  /** In the order in which they took effect. */
  readonly questions: readonly WhyQuestion[];
  /** The same for a terminal, the newest first; times are UTC. */
  readonly lines: readonly string[];
}

const late = 60_000;

/**
 * @param runs by id
 * @param received id of an event → when it came (epoch ms)
 */
export function whyTree(
  rows: readonly ChangeRow[],
  runs: ReadonlyMap<string, RunRow>,
  received: ReadonlyMap<string, number>,
): readonly WhyQuestion[] {
  return rows.toSorted(compareRows).map(({ subject, field, from, to, at, because }) => {
    const run = because.run === undefined ? undefined : runs.get(because.run.id);
    const cameAt = because.event === undefined ? undefined : received.get(because.event.id);
    return {
      subject,
      field,
      from,
      to,
      at,
      because,
      arrivedAt: cameAt !== undefined && cameAt - because.event!.at > late ? cameAt : null,
      run: run === undefined ? null : { id: run.id, workflow: run.workflow, version: run.version, way: wayTo(run, because.run!.step, at) },
    };
  });
}

/** The decisions of a run up to the one in which `step` acted at `at`. */
export function wayTo({ steps }: RunRow, step: string, at: number): readonly WayPoint[] {
  // A change may stand at its fact's own time, never behind the decision that made it.
  const there = steps.findIndex((one) => one.step === step && one.at >= at);
  const way = there === -1 ? steps.filter((one) => one.at <= at) : steps.slice(0, there + 1);
  return way.map(({ step: name, kind, at: when, outcome }) => ({ step: name, kind, at: when, ...told(outcome) }));
}

function told({ kind, port, reason, note, traces }: JournalRow['outcome']): Pick<WayPoint, 'went' | 'note' | 'traces'> {
  const words: Readonly<Record<string, string>> = { sleep: 'sleeps', listen: 'listens' };
  const outcome = typeof kind === 'string' ? (words[kind] ?? kind) : '';
  return {
    went: kind === 'go' && typeof port === 'string' ? port : typeof reason === 'string' ? `${outcome}: ${reason}` : outcome,
    note: typeof note === 'string' ? note : null,
    traces: Array.isArray(traces) ? traces : [],
  };
}

/** Vendors stamp whole seconds: within one, rows stand in the order in which they were made. */
function compareRows(one: ChangeRow, other: ChangeRow): number {
  const apart = Math.floor(one.at / 1000) - Math.floor(other.at / 1000);
  if (apart !== 0) return apart;
  return one.id.length === other.id.length ? (one.id < other.id ? -1 : 1) : one.id.length - other.id.length;
}
