// What ends a run before its next step is asked: a stop handed in, `stop_when`, `stop_if`.

import type { Trace } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Run, RunInput } from './run.js';

export interface Stop {
  readonly reason: string;
  readonly trace?: Trace;
}

/** @param scope `event` in it is the fact that started the run */
export function findStop(workflow: Workflow, run: Run, input: RunInput, scope: Scope): Stop | null {
  if (input.kind === 'stop') return { reason: input.reason };
  for (const stop of workflow.stopWhen) {
    if (stop.kind === 'event' && input.kind === 'event' && stop.event === input.name) return { reason: `stop_when: ${stop.event}` };
    if (stop.kind === 'stage' && hasReached(stop.stage, run, scope)) return { reason: `stop_when: deal.${stop.stage}` };
  }
  if (workflow.stopIf?.holds(scope) !== true) return null;
  return { reason: `stop_if: ${workflow.stopIf.source}`, trace: workflow.stopIf.trace(scope) };
}

/** A colleague's payment moves the deal of an account without a fact about this person: so the deal itself is asked, too. */
function hasReached(stage: string, run: Run, scope: Scope): boolean {
  const deal = scope.deal?.own;
  if (deal === undefined || deal['stage'] !== stage) return false;
  const since = deal['in_stage_since'];
  return typeof since === 'number' && since > run.startedAt;
}
