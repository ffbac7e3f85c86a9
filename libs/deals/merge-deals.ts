// After two subjects became one: deals and waiting facts of the one that is gone are the other's.

import { addFact, type DealSlice, factsOf, removePending } from './deal-slice.js';
import type { Workspace } from '#libs/language/workspace.js';
import { findDeal } from './find-deal.js';
import type { FoldContext } from './fold-facts.js';
import { type DealsMoved, refold } from './refold.js';
import type { StageTransition } from './fold-deal.js';
import type { Change } from '#libs/audit/because.js';

/** Changes the slice in place. A fact that waited under one of the two finds a deal of the other. */
export function mergeDeals(
  slice: DealSlice,
  workspace: Workspace,
  { kind, from, into }: { readonly kind: 'person' | 'account'; readonly from: string; readonly into: string },
  context: FoldContext,
  newId: () => string,
): DealsMoved {
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
  const changes: Change[] = [];
  const transitions: StageTransition[] = [];
  for (const fact of waiting) {
    const pipeline = workspace.pipelines.get(fact.pipeline);
    if (pipeline === undefined) continue;
    const subjects = kind === 'account' ? { accountId: into, personId: null } : { accountId: null, personId: into };
    const deal = findDeal(slice, pipeline, subjects, fact.at, fact.body.event?.properties);
    if (deal === undefined) continue;
    const before = factsOf(slice, deal.id).slice();
    removePending(slice, fact);
    addFact(slice, { dealId: deal.id, id: newId(), at: fact.at, key: fact.key, kind: 'event', body: fact.body, because: fact.because });
    const moved = refold(slice, pipeline, deal.id, before, context);
    changes.push(...moved.changes);
    transitions.push(...moved.transitions);
  }
  return { changes, transitions };
}
