// Audiences of deals, pure: after something has happened to whom a deal is about, it is asked again which ones it is in. Entering
// one and leaving it is a happening like any other.

import type { RunTrigger } from '#libs/engine/run.js';
import { aboutDeal, scopeOf } from './scope-of.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

/** What may have changed the audiences of these subjects' deals. */
export interface AudienceAsk {
  readonly about: About;
  readonly fact: RunTrigger;
  readonly causeDepth: number | null;
}

/** What it leads to is on the set's list. @param now epoch ms */
export function askAudiences(set: WorkingSet, now: number): void {
  const asks = set.audienceAsks.splice(0);
  const asked = new Map<string, AudienceAsk>();
  const { deals } = set.deals;
  for (const ask of asks) {
    const { accountId, personId, dealId } = ask.about;
    // Asked for by its id: of a long history only those are in sight that were.
    if (dealId !== null && deals.get(dealId) !== undefined) asked.set(dealId, ask);
    for (const deal of deals.values())
      if ((accountId !== null && deal.accountId === accountId) || (personId !== null && deal.contactId === personId))
        asked.set(deal.id, ask);
  }
  for (const [dealId, { fact, causeDepth }] of asked) {
    const about = aboutDeal(set, dealId)!;
    for (const { name: trait, from, to } of take(set, dealId, about, now)) {
      const transition = { kind: 'trait', of: 'deal', trait, from, to } as const;
      set.todo.push({ kind: 'happening', transition, about, fact, delivery: null, runId: null, causeDepth });
    }
  }
}

/** Under a version that is new: what is so by a new definition has not become so. */
export function renewAudiences(set: WorkingSet, dealId: string, now: number): void {
  const about = aboutDeal(set, dealId);
  if (about !== null) take(set, dealId, about, now);
}

interface Moved {
  readonly name: string;
  readonly from: boolean;
  readonly to: boolean;
}

/** @returns what it has entered and left */
function take(set: WorkingSet, dealId: string, about: About, now: number): readonly Moved[] {
  const { audiences, dirtyAudiences } = set.deals;
  const scope = scopeOf(set, about, now);
  const standing = audiences.get(dealId);
  const memory = standing ?? { isIn: {} };
  audiences.set(dealId, memory);
  const moved: Moved[] = [];
  let next = Infinity;
  for (const { name, rule } of set.workspace.dealAudiences) {
    next = Math.min(next, rule.if.changesAt?.(scope) ?? Infinity);
    const from = memory.isIn[name];
    const to = rule.if.holds(scope) === true;
    if (from === to) continue;
    memory.isIn[name] = to;
    dirtyAudiences.add(dealId);
    // A deal that was there before the audience was is in it or not, and has not entered it.
    if (from !== undefined || (standing === undefined && to)) moved.push({ name, from: from ?? false, to });
  }
  // A row that is earlier than it need be stays, as in next-due.
  const { due } = memory;
  if (due === undefined ? next === Infinity : due > now && due <= next) return moved;
  if (next === Infinity) delete memory.due;
  else memory.due = next;
  dirtyAudiences.add(dealId);
  set.dues.push({ kind: 'deal', id: dealId, dueAt: next === Infinity ? null : next });
  return moved;
}
