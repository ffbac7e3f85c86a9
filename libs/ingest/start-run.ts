// A run starts another workflow for its subject: that workflow's own rules decide, as when an event starts it.

import type { Run } from '#libs/engine/run.js';
import { enrol } from '#libs/runs/enrol.js';
import { putRun } from '#libs/runs/run-slice.js';
import type { StartedRun } from '#libs/runs/world.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import type { WorkingSet } from './working-set.js';

/** The new run is driven after what is under way; its cause is this run, so that it stands one deeper. */
export function startRun(set: WorkingSet, by: Run, name: string, now: number): StartedRun {
  const workflow = set.workspace.workflows.get(name);
  const versionId = set.versionIds.get(name);
  if (workflow === undefined || versionId === undefined) return { refused: `there is no workflow "${name}" any more` };
  const { person, account, deal } = subjectsOf(set, by);
  const about = { personId: person?.id ?? null, accountId: account?.id ?? null, dealId: by.dealId ?? deal?.id ?? null };
  const scope = scopeOf(set, by, now);
  const pause = set.paused?.get(name);
  const candidate = { workflow, versionId, trigger: null, ...about, fact: by.trigger, causeDepth: by.depth, scope, now, pause };
  const enrolment = enrol(candidate, set.runs, set.newId);
  if (enrolment.kind === 'refused') {
    set.refusals.push(`not in ${name}: ${enrolment.reason}`);
    return { refused: enrolment.reason };
  }
  putRun(set.runs, enrolment.run);
  set.todo.push({ kind: 'drive', runId: enrolment.run.id, input: { kind: 'start' } });
  return { run: enrolment.run.id };
}
