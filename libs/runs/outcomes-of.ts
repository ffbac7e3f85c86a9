// What a fact counts for: the goal of a workflow, the goal and the guard of its experiment, also after the run has ended, and in
// both arms, so that they can be compared.

import type { Run } from '#libs/engine/run.js';
import { isWithin } from '#libs/engine/find-stop.js';
import type { Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';

/** One row: of one run, kind and event only the first counts. */
export interface RunOutcome {
  readonly runId: string;
  readonly subjectId: string;
  readonly kind: 'goal' | 'experiment_goal' | 'guard';
  readonly event: string;
  /** The fact's own time. */
  readonly at: number;
  readonly eventId: string | null;
}

export interface WatchedRun extends Pick<Run, 'id' | 'trigger' | 'startedAt'> {
  readonly subjectId: string;
}

export interface CountedFact {
  readonly name: string;
  readonly at: number;
  readonly eventId: string | null;
}

/** @param scope `event` in it is the fact */
export function outcomesOf(
  workflow: Workflow,
  run: WatchedRun,
  { name, at, eventId }: CountedFact,
  scope: () => Scope,
): readonly RunOutcome[] {
  const { goal, experiment } = workflow;
  const found: RunOutcome[] = [];
  const count = (kind: RunOutcome['kind']) => found.push({ runId: run.id, subjectId: run.subjectId, kind, event: name, at, eventId });
  if (goal?.event === name && isWithin(run, goal.within, at) && (goal.if === undefined || goal.if.holds(scope()) === true)) count('goal');
  if (experiment !== undefined && isWithin(run, experiment.within, at)) {
    if (experiment.goal === name) count('experiment_goal');
    if (experiment.guard.includes(name)) count('guard');
  }
  return found;
}
