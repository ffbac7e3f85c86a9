// What ends a run before its next step is asked: a stop handed in, `stop_when`, its goal, `stop_if`.

import type { Trace } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Run, RunInput } from './run.js';

export interface Stop {
  readonly reason: string;
  readonly trace?: Trace;
}

/**
 * @param scope `event` in it is the fact that started the run
 * @param arrived the same with the fact that has come, for an input of kind `event`
 */
export function findStop(workflow: Workflow, run: Run, input: RunInput, scope: Scope, arrived: Scope = scope): Stop | null {
  if (input.kind === 'stop') return { reason: input.reason };
  for (const stop of workflow.stopWhen) {
    if (stop.kind === 'event' && input.kind === 'event' && stop.event === input.name) return { reason: `stop_when: ${stop.event}` };
    if (stop.kind === 'stage' && hasReached(stop.stage, run, scope)) return { reason: `stop_when: deal.${stop.stage}` };
  }
  const goal = input.kind === 'event' ? metGoal(workflow, run, input, arrived) : null;
  if (goal !== null) return goal;
  if (workflow.stopIf?.holds(scope) !== true) return null;
  return { reason: `stop_if: ${workflow.stopIf.source}`, trace: workflow.stopIf.trace(scope) };
}

/** Met by a fact of its own time: after the one that began the run, and before the goal's time is over. */
function metGoal({ goal }: Workflow, run: Run, input: RunInput & { readonly kind: 'event' }, arrived: Scope): Stop | null {
  if (goal === undefined || goal.event !== input.name || !isWithin(run, goal.within, input.at)) return null;
  if (goal.if === undefined) return { reason: `goal: ${goal.event}` };
  return goal.if.holds(arrived) === true ? { reason: `goal: ${goal.event}`, trace: goal.if.trace(arrived) } : null;
}

/** @param at the fact's own time: one that was there before is late, and no answer to what the run does */
export function isWithin({ trigger, startedAt }: Pick<Run, 'trigger' | 'startedAt'>, within: number, at: number): boolean {
  return at >= Math.min(trigger.at, startedAt) && at <= startedAt + within;
}

/** A colleague's payment moves the deal of an account without a fact about this person: so the deal itself is asked, too. */
function hasReached(stage: string, run: Run, scope: Scope): boolean {
  const deal = scope.deal?.own;
  if (deal === undefined || deal['stage'] !== stage) return false;
  const since = deal['in_stage_since'];
  return typeof since === 'number' && since > run.startedAt;
}
