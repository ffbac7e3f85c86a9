// Why somebody is, was, or is not in a workflow, as lines for a terminal: the runs there were, what was refused and why, and what
// would be decided at this moment with what every condition sees.

import { plainText, plainTime } from '#libs/audit/plain-text.js';
import { traceLine } from '#libs/audit/trace-lines.js';
import type { Trace } from '#libs/language/expression.js';
import type { Trigger, Workflow } from '#libs/language/workflow.js';
import type { Enrolment } from '#libs/runs/enrol.js';

export interface WorkflowFacts {
  readonly who: string;
  /** The latest first. */
  readonly runs: readonly {
    readonly id: string;
    readonly state: string;
    readonly step: string | null;
    readonly startedAt: number;
    readonly endedAt: number | null;
    readonly endReason: string | null;
  }[];
  /** The latest first. */
  readonly refusals: readonly { readonly event: string; readonly eventId: string; readonly at: number; readonly reason: string }[];
  /** Event that can begin it → when it came last about them; null: never. */
  readonly lastCame: ReadonlyMap<string, number | null>;
  /** Time that can begin it, by its name → when it comes next by their clock. */
  readonly nextComes: ReadonlyMap<string, number>;
}

export function whyWorkflowLines(
  workflow: Workflow,
  { who, runs, refusals, lastCame, nextComes }: WorkflowFacts,
  now: Enrolment,
): string[] {
  const { file, line } = workflow.place;
  const lines = [`${plainText(who)} and the workflow ${workflow.name} (${file}:${line}, version ${workflow.hash.slice(0, 7)})`, ''];
  if (runs.length === 0) lines.push('was never in it');
  for (const { id, state, step, startedAt, endedAt, endReason } of runs) {
    const end =
      endedAt === null ? `${state} at ${plainText(step ?? 'its end')}` : `${state} ${plainTime(endedAt)}: ${plainText(endReason ?? '')}`;
    lines.push(`${endedAt === null ? 'is in it' : 'was in it'} since ${plainTime(startedAt)}, run ${id}: ${end}`);
  }
  lines.push('', 'begins by');
  for (const trigger of workflow.when)
    lines.push(`  ${triggerText(trigger)}  ${trigger.place.file}:${trigger.place.line}${cameText(trigger, lastCame, nextComes)}`);
  if (refusals.length > 0) {
    lines.push('', 'was refused');
    for (const { event, eventId, at, reason } of refusals)
      lines.push(`  ${plainTime(at)}  ${plainText(event)} (event ${eventId}): ${plainText(reason)}`);
  }
  lines.push('', 'if it were to begin now');
  if (now.kind === 'enrolled') lines.push('  it would: nothing but its trigger is missing');
  else {
    lines.push(`  it would not: ${plainText(now.reason)}${now.until === undefined ? '' : `; it may from ${plainTime(now.until)}`}`);
    if (now.trace !== undefined) lines.push(...partLines(now.trace));
  }
  return lines;
}

/** The whole, then each part with its own truth. */
function partLines(trace: Trace): string[] {
  const parts = trace.parts.filter(({ source }) => source !== trace.source);
  return [`    ${traceLine(trace)}`, ...parts.map((part) => `      ${traceLine({ ...trace, ...part, parts: [part] })}`)];
}

function triggerText(trigger: Trigger): string {
  if (trigger.kind === 'event')
    return `the event ${plainText(trigger.event)}${trigger.if === undefined ? '' : ` if ${plainText(trigger.if.source)}`}`;
  if (trigger.kind === 'stage') return `the stage ${trigger.stage}`;
  if (trigger.kind === 'every') return `every ${trigger.name}`;
  return `${trigger.of}.${trigger.trait} becoming ${trigger.becomes.join(' or ')}`;
}

function cameText(trigger: Trigger, lastCame: WorkflowFacts['lastCame'], nextComes: WorkflowFacts['nextComes']): string {
  if (trigger.kind === 'every') return `: it comes next ${plainTime(nextComes.get(trigger.name) ?? 0)}`;
  if (trigger.kind !== 'event') return '';
  const at = lastCame.get(trigger.event) ?? null;
  return at === null ? ': it never came' : `: it came last ${plainTime(at)}`;
}
