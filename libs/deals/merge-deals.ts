// After two subjects became one: deals and waiting facts of the one that is gone are the other's.

import { addFact, type DealSlice, factsOf, removeFact, removePending } from './deal-slice.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { DealFact } from './deal.js';
import { findDeal } from './find-deal.js';
import type { FoldContext } from './fold-facts.js';
import { type DealsMoved, refold } from './refold.js';
import type { StageTransition } from './fold-deal.js';
import type { Change } from '#libs/audit/because.js';

/** Changes the slice in place. Facts that waited, and those of deals that now stand side by side, find their deal anew (promise 7). */
export function mergeDeals(
  slice: DealSlice,
  workspace: Workspace,
  { kind, from, into }: { readonly kind: 'person' | 'account'; readonly from: string; readonly into: string },
  context: FoldContext,
  newId: () => string,
): DealsMoved {
  // As they were: what a deal's fold is compared with, after its facts were shared out again.
  const touched = new Map<string, readonly DealFact[]>();
  for (const deal of slice.deals.values()) {
    if (kind === 'account' && deal.accountId === from) deal.accountId = into;
    else if (kind === 'person' && deal.contactId === from) deal.contactId = into;
    else continue;
    slice.dirty.add(deal.id);
  }
  const waiting = [...(slice.pending.get(from) ?? []), ...(slice.pending.get(into) ?? [])];
  slice.pending.delete(from);
  // The stored rows are re-pointed by the merge itself, before they are deleted here.
  slice.pending.set(
    into,
    waiting.map((fact) => Object.assign(fact, { subjectId: into })),
  );
  const touch = (dealId: string): void => {
    if (!touched.has(dealId)) touched.set(dealId, factsOf(slice, dealId).slice());
  };
  for (const fact of waiting) {
    const pipeline = workspace.pipelines.get(fact.pipeline);
    if (pipeline === undefined) continue;
    const subjects = kind === 'account' ? { accountId: into, personId: null } : { accountId: null, personId: into };
    const deal = findDeal(slice, pipeline, subjects, fact.at, fact.body.event?.properties);
    if (deal === undefined) continue;
    touch(deal.id);
    removePending(slice, fact);
    addFact(slice, { dealId: deal.id, id: newId(), at: fact.at, key: fact.key, kind: 'event', body: fact.body, because: fact.because });
  }
  shareOut(slice, workspace, { kind, into }, touch, newId);
  const changes: Change[] = [];
  const transitions: StageTransition[] = [];
  for (const [dealId, before] of touched) {
    const moved = refold(slice, workspace.pipelines.get(slice.deals.get(dealId)!.pipeline)!, dealId, before, context);
    changes.push(...moved.changes);
    transitions.push(...moved.transitions);
  }
  return { changes, transitions };
}

/** Each event of the deals that have become one subject's goes to the one it would have found, had they always been one's. */
function shareOut(
  slice: DealSlice,
  workspace: Workspace,
  { kind, into }: { readonly kind: 'person' | 'account'; readonly into: string },
  touch: (dealId: string) => void,
  newId: () => string,
): void {
  const theirs = [...slice.deals.values()].filter((deal) => (kind === 'account' ? deal.accountId : deal.contactId) === into);
  for (const deal of theirs) {
    const pipeline = workspace.pipelines.get(deal.pipeline);
    // Alone in its pipeline it keeps what it has.
    if (pipeline === undefined || theirs.filter((other) => other.pipeline === deal.pipeline).length < 2) continue;
    const subjects = { accountId: deal.accountId, personId: deal.contactId };
    for (const fact of factsOf(slice, deal.id)) {
      if (fact.kind !== 'event') continue;
      const home = findDeal(slice, pipeline, subjects, fact.at, fact.body.event?.properties);
      if (home === undefined || home.id === deal.id || !theirs.includes(home)) continue;
      touch(deal.id);
      touch(home.id);
      removeFact(slice, fact);
      if (!factsOf(slice, home.id).some(({ key }) => key === fact.key)) addFact(slice, { ...fact, dealId: home.id, id: newId() });
    }
  }
}
