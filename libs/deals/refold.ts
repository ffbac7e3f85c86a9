// Takes the fold of deals of the slice again after their facts have changed.

import type { Change } from '#libs/audit/because.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { type DealSlice, factsOf } from './deal-slice.js';
import type { DealFact } from './deal.js';
import { foldDeal, type StageTransition } from './fold-deal.js';
import type { FoldContext } from './fold-facts.js';

/** What became of deals: rows of the audit, and stages that begin, wake and stop runs. */
export interface DealsMoved {
  readonly changes: readonly Change[];
  readonly transitions: readonly StageTransition[];
}

/** @param before the deal's facts as they were before this change */
export function refold(
  slice: DealSlice,
  pipeline: Pipeline,
  dealId: string,
  before: readonly DealFact[],
  context: FoldContext,
): DealsMoved {
  const deal = slice.deals.get(dealId);
  if (deal === undefined) return { changes: [], transitions: [] };
  const folded = foldDeal(pipeline, deal, factsOf(slice, dealId), context, before);
  const { deal: after, changes, transitions, proposed, withdrawn, history } = folded;
  slice.deals.set(dealId, after);
  slice.dirty.add(dealId);
  if (history !== null) slice.histories.set(dealId, history);
  for (const proposal of proposed) slice.proposals.set(`${dealId} ${proposal.key}`, { dealId, ...proposal, state: 'open' });
  for (const key of withdrawn) withdraw(slice, dealId, key);
  return { changes, transitions };
}

function withdraw(slice: DealSlice, dealId: string, key: string): void {
  const known = slice.proposals.get(`${dealId} ${key}`);
  slice.proposals.set(`${dealId} ${key}`, { ...(known ?? { dealId, key }), state: 'withdrawn' });
}
