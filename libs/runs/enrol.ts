// Does this start that workflow for this subject? Either a run, or the reason why not: "why is ana not in it" is answered
// from here.

import { Temporal } from 'temporal-polyfill';
import { isHeldOut } from '#libs/experiments/assign.js';
import { beginRun } from '#libs/engine/begin-run.js';
import type { Run, RunTrigger } from '#libs/engine/run.js';
import { triggerFacts } from '#libs/engine/trigger-facts.js';
import type { Condition, Trace } from '#libs/language/expression.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Scope } from '#libs/language/scope.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Trigger, Workflow } from '#libs/language/workflow.js';
import type { Pause } from './pause.js';
import { activeRun, endedKey, type RunSlice } from './run-slice.js';

export interface Candidate {
  readonly workflow: Workflow;
  readonly versionId: string;
  /** Null: another workflow's run starts it. */
  readonly trigger: Trigger | null;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  /** The fact that would start it. */
  readonly fact: RunTrigger;
  /** Depth of the run that caused the fact; null when it came from outside. */
  readonly causeDepth: number | null;
  readonly scope: Scope;
  readonly now: number;
  /** In a test: which arm of its experiment everybody is in; otherwise the hash decides. */
  readonly arm?: Run['arm'] | undefined;
  /** Of the workflow, which stands still. */
  readonly pause?: Pause | undefined;
}

export interface Refusal {
  readonly workflow: string;
  readonly why: 'no_subject' | 'trigger_if' | 'if' | 'goal_met' | 'unless_in' | 'paused' | 'no_key' | 'once_at_a_time' | 'again';
  /** In words: `it is in it since 2026-…`. */
  readonly reason: string;
  readonly trace?: Trace;
  /** When it may come in again (epoch ms), where time alone is in the way. */
  readonly until?: number;
}

export type Enrolment = { readonly kind: 'enrolled'; readonly run: Run } | ({ readonly kind: 'refused' } & Refusal);

/** An index entry ends at about 2,700 bytes; a key that is longer is somebody's mistake. */
const longestKey = 400;

/** Of those that something is about, the one of this kind. */
export function subjectIdOf(
  kind: SubjectKind,
  { personId, accountId, dealId }: Pick<Candidate, 'personId' | 'accountId' | 'dealId'>,
): string | null {
  return { person: personId, account: accountId, deal: dealId }[kind];
}

/** Pure: the slice is only read. The run is to be put into it and driven. */
export function enrol(candidate: Candidate, slice: RunSlice, newId: () => string): Enrolment {
  const { workflow, trigger, now } = candidate;
  const scope: Scope = { ...candidate.scope, event: triggerFacts(candidate.fact) };
  const refuse = (why: Refusal['why'], reason: string, more: Pick<Refusal, 'trace' | 'until'> = {}): Enrolment => ({
    kind: 'refused',
    workflow: workflow.name,
    why,
    reason,
    ...more,
  });
  const subjectId = subjectIdOf(workflow.of, candidate);
  if (subjectId === null) return refuse('no_subject', `the fact is about no ${workflow.of}`);

  const ofTrigger = trigger?.kind === 'event' ? unmet(trigger.if, scope) : null;
  if (ofTrigger !== null) return refuse('trigger_if', `the condition of its trigger is ${said(ofTrigger)}`, { trace: ofTrigger });
  const ofAll = unmet(workflow.if, scope);
  if (ofAll !== null) return refuse('if', `its condition is ${said(ofAll)}`, { trace: ofAll });
  if (workflow.stopIf?.holds(scope) === true)
    return refuse('goal_met', 'what ends it is met already', { trace: workflow.stopIf.trace(scope) });

  const { goal } = workflow;
  if (goal !== undefined && goal.event === candidate.fact.name && unmet(goal.if, scope) === null)
    return refuse('goal_met', `it meets the goal already: ${goal.event}`);

  const other = workflow.unlessIn.find((name) => activeRun(slice, subjectId, name) !== undefined);
  if (other !== undefined) return refuse('unless_in', `it is in "${other}" at the moment`);

  const { pause } = candidate;
  if (pause !== undefined) return refuse('paused', `it is paused since ${sayInstant(pause.since)} by ${pause.by}: ${pause.reason}`);

  const key = keyOf(workflow, scope);
  if (key === null) return refuse('no_key', `its key ${workflow.key?.source ?? ''} is unknown`);
  if (key.length > longestKey) return refuse('no_key', `its key has ${key.length} characters; it may have ${longestKey}`);
  const running = activeRun(slice, subjectId, workflow.name, key);
  if (running !== undefined) return refuse('once_at_a_time', `it is in it already, by run ${running.id}`);

  const last = slice.ended.get(endedKey(subjectId, workflow.name, key));
  if (last !== undefined && workflow.again.kind === 'never')
    return refuse('again', `it was in it, by run ${last.id}, and "again" is never`);
  if (last !== undefined && workflow.again.kind === 'after' && now < last.endedAt + workflow.again.ms)
    return refuse('again', `its run ${last.id} ended too short a time ago`, { until: last.endedAt + workflow.again.ms });

  const run = beginRun({
    id: newId(),
    workflow,
    versionId: candidate.versionId,
    subject: { kind: workflow.of, id: subjectId },
    personId: candidate.personId,
    accountId: candidate.accountId,
    dealId: candidate.dealId,
    key,
    depth: candidate.causeDepth === null ? 0 : candidate.causeDepth + 1,
    ...armOf(candidate, subjectId),
    trigger: candidate.fact,
    now,
  });
  return { kind: 'enrolled', run };
}

/** Nobody need remember it: the same hash gives the same arm when it comes in again. */
function armOf({ workflow, personId, accountId, arm }: Candidate, subjectId: string): Pick<Run, 'arm'> {
  const { experiment } = workflow;
  if (experiment === undefined) return {};
  if (arm !== undefined) return { arm };
  const whose = (experiment.by === 'account' ? accountId : personId) ?? subjectId;
  return { arm: isHeldOut(workflow.name, whose, experiment.holdout) ? 'holdout' : 'treated' };
}

/** The trace of a condition that does not hold; null when it does, or there is none. */
function unmet(condition: Condition | undefined, scope: Scope): Trace | null {
  return condition === undefined || condition.holds(scope) === true ? null : condition.trace(scope);
}

/** To the minute, in UTC: it is kept with the event. */
function sayInstant(at: number): string {
  return `${Temporal.Instant.fromEpochMilliseconds(at).toString().slice(0, 16).replace('T', ' ')} UTC`;
}

function said({ result, source }: Trace): string {
  return result === 'unknown' ? `unknown: ${source}` : `not met: ${source}`;
}

/** null: unknown. @param scope with the fact as its `event` */
export function keyOf({ key }: Workflow, scope: Scope): string | null {
  if (key === undefined) return '';
  const value = key.evaluate(scope);
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : stringifyJson(value);
}
