// Time has passed for a deal: what that moves begins and stops runs like any other move.

import { passTime } from '#libs/deals/pass-time.js';
import { ownFact } from './own-fact.js';
import { scopeOf } from './scope-of.js';
import { tellDeals } from './tell-deals.js';
import type { WorkingSet } from './working-set.js';

/** @param now epoch ms. @returns false: it was not due (any more) */
export function tellQuiet(set: WorkingSet, dealId: string, now: number): boolean {
  const deal = set.deals.deals.get(dealId);
  const pipeline = set.workspace.pipelines.get(deal?.pipeline ?? '');
  if (deal === undefined || pipeline === undefined) return false;
  const about = { personId: deal.contactId, accountId: deal.accountId, dealId };
  const context = { version: set.workspace.hash, workspace: set.workspaceFacts };
  const moved = passTime(set.deals, pipeline, dealId, { scope: scopeOf(set, about, now), now, context, newId: () => set.newId() });
  if (moved === undefined) return false;
  const { at } = moved;
  tellDeals(set, moved, about, ownFact('deal.quiet', at, now));
  return true;
}
