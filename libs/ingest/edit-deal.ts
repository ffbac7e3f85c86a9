// The whole effect of a rep's edit, pure: the deal is folded again, its stage begins and stops runs, and a change of hands takes the
// account and the turn of the ledger along.

import type { Because } from '#libs/audit/because.js';
import { factsOf } from '#libs/deals/deal-slice.js';
import { type Edited, editDeal as foldEdit } from '#libs/deals/edit-deal.js';
import type { WorkingSet } from './working-set.js';
import { tellDeals } from './tell-deals.js';

/** @returns false: there is no such deal, or its pipeline is not there any more */
export function editDeal(set: WorkingSet, edited: Edited): boolean {
  const { dealId, because } = edited;
  const deal = set.deals.deals.get(dealId);
  const pipeline = set.workspace.pipelines.get(deal?.pipeline ?? '');
  if (deal === undefined || pipeline === undefined) return false;
  // Two edits of one instant would be taken in the order of their keys, and the second might not win.
  const others = factsOf(set.deals, dealId).filter(({ kind, key }) => kind === 'edit' && key !== edited.key);
  const at = Math.max(edited.at, ...others.map((fact) => fact.at + 1));
  const context = { version: set.workspace.hash, workspace: set.workspaceFacts };
  const moved = foldEdit(set.deals, pipeline, { ...edited, at }, context, set.newId);
  const about = { personId: deal.contactId, accountId: deal.accountId, dealId };
  tellDeals(set, moved, about, { eventId: null, name: 'deal.edited', at, receivedAt: at, source: because.by, properties: {} });
  if (because.by === 'rep') set.touches.push({ rep: because.name, accountId: deal.accountId, personId: deal.contactId, at, what: 'edit' });
  const owner = set.deals.deals.get(dealId)?.owner ?? null;
  if (owner !== deal.owner) handOn(set, about, { from: deal.owner, to: owner, at, because });
  return true;
}

/** Where the rep had the account too, the account goes along: its next lead is the new rep's. */
function handOn(
  set: WorkingSet,
  about: { readonly personId: string | null; readonly accountId: string | null; readonly dealId: string },
  { from, to, at, because }: { readonly from: string | null; readonly to: string | null; readonly at: number; readonly because: Because },
): void {
  const account = about.accountId === null ? undefined : set.people.accounts.get(about.accountId);
  if (account !== undefined && account.owner === from && to !== null) {
    set.changes.push({ subject: { kind: 'account', id: account.id }, field: 'owner', from, to, at, because });
    account.owner = to;
    set.people.dirtyAccounts.add(account.id);
  }
  if (from === null) return;
  const { personId, accountId, dealId } = about;
  set.creditWishes.push({
    lead: { accountId, dealId, personId },
    from,
    to,
    at,
    reason: 'handed on by hand: the credit goes along',
    because,
  });
}
