// What happened, in lines to read under a test that failed: decisions with what they saw, changes, what left, what did not begin.

import { detailLines } from '#libs/audit/detail-lines.js';
import type { Trace } from '#libs/language/expression.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import type { Outcomes } from './outcomes.js';

/** @param workflowOf a run's, where it is still known: two workflows may have steps of one name */
export function tellOutcomes(
  { steps, changes, performed, tasks, notes }: Outcomes,
  workflowOf: (runId: string) => string | undefined = () => undefined,
): string[] {
  const lines: string[] = [];
  for (const { step, kind, outcome, runId } of steps) {
    const { kind: how, port, reason, note, traces } = outcome;
    const said = [how, port, reason].filter((part) => typeof part === 'string').join(' ');
    const workflow = workflowOf(runId);
    const of = workflow === undefined ? '' : ` of ${workflow}`;
    lines.push(`step ${step === '' ? kind : step}${of}: ${said}${typeof note === 'string' ? ` (${note})` : ''}`);
    for (const trace of (traces ?? []) as unknown as readonly Trace[]) lines.push(...tellTrace(trace));
  }
  for (const { subject, field, from, to, because } of changes) {
    lines.push(`${subject.kind} ${field}: ${show(from)} → ${show(to)}`);
    // A tier follows from its score, whose lines stand above it.
    if (field !== 'tier') lines.push(...detailLines(because.details ?? {}, because.rule?.place.file).map((line) => `  ${line}`));
  }
  for (const { title, rep } of tasks) lines.push(`task "${title}" for ${rep ?? 'nobody'}`);
  for (const { action, to, payload, refused } of performed)
    lines.push(
      `${action} ${show(payload['template'] ?? payload['text'] ?? null)} to ${to}${refused === null ? '' : `: not sent, ${refused}`}`,
    );
  return lines.length + notes.length === 0 ? ['nothing happened'] : [...lines, ...notes];
}

function tellTrace({ source, result, parts }: Trace): string[] {
  const saw = parts.flatMap((part) => part.saw.map(({ name, value }) => `${name} = ${show(value ?? null)}`));
  return [`  ${source} is ${String(result)}${saw.length === 0 ? '' : `: saw ${[...new Set(saw)].join(', ')}`}`];
}

function show(value: Value): string {
  return value === null ? 'nothing' : typeof value === 'string' ? value : stringifyJson(value);
}
