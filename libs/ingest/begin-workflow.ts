// Begins a workflow for the subjects of a happening, or tells why not.

import { enrol } from '#libs/runs/enrol.js';
import type { Start } from '#libs/runs/index-triggers.js';
import { putRun } from '#libs/runs/run-slice.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import type { Drive, Happening } from './todo.js';
import type { WorkingSet } from './working-set.js';

/** The run is in the set; null: none begins, the reason is among the set's refusals. */
export function beginWorkflow(
  set: WorkingSet,
  { workflow, trigger }: Start,
  happening: Pick<Happening, 'about' | 'fact' | 'causeDepth'>,
  now: number,
): Drive | null {
  const versionId = set.versionIds.get(workflow.name);
  if (versionId === undefined) return null;
  const { about, causeDepth } = happening;
  const { dealId } = about;
  // A run keeps the deal that its fact was about: what it waits for later is about that one.
  const fact = dealId === null ? happening.fact : { ...happening.fact, dealId };
  const subjects = subjectsOf(set, about);
  const ids = {
    personId: subjects.person?.id ?? null,
    accountId: subjects.account?.id ?? null,
    dealId: dealId ?? subjects.deal?.id ?? null,
  };
  const scope = scopeOf(set, about, now);
  const arm = set.armOf?.(workflow.name);
  const pause = set.paused?.get(workflow.name);
  const enrolment = enrol({ workflow, versionId, trigger, ...ids, fact, causeDepth, scope, now, arm, pause }, set.runs, set.newId);
  if (enrolment.kind === 'refused') {
    set.refusals.push(`not in ${enrolment.workflow}: ${enrolment.reason}`);
    return null;
  }
  putRun(set.runs, enrolment.run);
  return { kind: 'drive', runId: enrolment.run.id, input: { kind: 'start' } };
}
