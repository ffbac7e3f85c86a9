// One decision as a row of the journal: plain data, so that it can be stored, shown and replayed.

import type { Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import type { Decision, Outcome } from './outcome.js';
import type { NotedFacts } from './record-facts.js';
import type { Run, RunInput, RunStep } from './run.js';

export interface JournalLine {
  /** As it was before. */
  readonly run: Run;
  readonly input: RunInput;
  readonly now: number;
  readonly kind: string;
  readonly visit: number;
  readonly facts: NotedFacts;
}

/** What ends a run from outside has no outcome of a step. */
type Result = Outcome | { readonly kind: 'finish' | 'stop' | 'fail'; readonly reason: string } | { readonly kind: 'retry' | 'migrate' };

export function journalLine(line: JournalLine, outcome: Result, { writes, deliveries, traces, note }: Partial<Decision>): RunStep {
  const { run, input, now, kind, visit, facts } = line;
  const said: Record<string, unknown> = Object.assign({}, outcome);
  if (writes !== undefined && writes.length > 0) said['writes'] = writes;
  if (deliveries !== undefined && deliveries.length > 0) said['deliveries'] = deliveries;
  if (traces !== undefined && traces.length > 0) said['traces'] = traces.map(plainTrace);
  if (note !== undefined) said['note'] = note;
  return {
    runId: run.id,
    subjectId: run.subject.id,
    seq: run.stepsTaken + 1,
    at: now,
    step: run.step ?? '',
    kind,
    visit,
    input,
    facts,
    outcome: said as Record<string, Value>,
  };
}

/** What it saw as null where it was unknown: JSON has no undefined. */
function plainTrace({ source, place, result, parts }: Trace): unknown {
  return {
    source,
    place,
    result,
    parts: parts.map((part) => ({
      source: part.source,
      result: part.result,
      saw: part.saw.map(({ name, value }) => ({ name, value: value ?? null })),
    })),
  };
}
