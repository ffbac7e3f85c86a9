// What became of deals is put into the audit, and stages that they are in now wake, stop and begin runs.

import type { DealsMoved } from '#libs/deals/refold.js';
import type { RunTrigger } from '#libs/engine/run.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

/** @param fact what moved them: runs that begin by it keep it as their trigger */
export function tellDeals(set: WorkingSet, { changes, transitions }: DealsMoved, about: About, fact: RunTrigger): void {
  set.changes.push(...changes);
  for (const { isNow, to, dealId } of transitions)
    if (isNow)
      set.todo.push({
        kind: 'happening',
        transition: { kind: 'stage', stage: to },
        about: { ...about, dealId },
        fact,
        delivery: null,
        runId: null,
        causeDepth: null,
      });
}
