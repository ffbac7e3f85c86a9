// Settles what has happened; the ledger of turns is locked when a run asks for one, an account's people are read
// when one writes to several of them, and not before.

import type { Buffer } from 'node:buffer';
import type { PoolClient } from 'pg';
import { countOpenDeals } from '#libs/deals/open-deals.store.js';
import { ownersByName } from '#libs/people/owners-by-name.store.js';
import { readRoster } from '#libs/people/read-roster.store.js';
import { loadPools } from '#libs/routing/routing.store.js';
import { turnsOfLeads } from '#libs/routing/turns-of-leads.store.js';
import type { BatchContext } from './batch-context.js';
import { BatchWorld } from './batch-world.js';
import { moveCredits, poolsOfWishes } from './credit-moves.js';
import { routingNeeds } from './routing-needs.js';
import { mostLooked } from './people-of-account.js';
import { settle, type SettleContext } from './settle.js';
import type { WorkingSet } from './working-set.js';

export interface SettleAllContext extends SettleContext {
  /** Of the instance: which of the addresses are suppressed. */
  readonly secret: string;
}

export function settlingOf(set: WorkingSet, { steps, secret }: BatchContext<Buffer>, now: number): SettleAllContext {
  return { world: new BatchWorld(set), steps, secret, now };
}

export async function settleAll(client: PoolClient, set: WorkingSet, context: SettleAllContext): Promise<void> {
  for (let wanting = settle(set, context); wanting !== null; wanting = settle(set, context)) {
    if (wanting.routings.length > 0) await loadRouting(client, set, wanting.routings);
    for (const id of wanting.accountIds) set.rosters.set(id, await readRoster(client, id, mostLooked, context.secret));
  }
  await moveCreditsOf(client, set);
}

/** Locks and loads what these routings look at. */
export async function loadRouting(client: PoolClient, set: WorkingSet, routings: readonly string[]): Promise<void> {
  const { pools, loads, names } = routingNeeds(set, routings);
  await loadPools(client, pools, set.pools);
  if (loads.length > 0)
    for (const [rep, open] of await countOpenDeals(client, loads, [...set.deals.deals.keys()])) set.pools.loads.set(rep, open);
  if (names.length > 0) for (const [name, owner] of await ownersByName(client, names)) set.pools.namesakes.set(name, owner);
}

/** Rare: a meeting was called off, or a deal handed on. */
async function moveCreditsOf(client: PoolClient, set: WorkingSet): Promise<void> {
  if (set.creditWishes.length === 0) return;
  const leads = set.creditWishes.map(({ lead }) => lead);
  const ids = (id: 'accountId' | 'personId') => [...new Set(leads.map((lead) => lead[id]))].filter((one) => one !== null);
  const stored = await turnsOfLeads(client, ids('accountId'), ids('personId'));
  await loadPools(client, poolsOfWishes(set, stored), set.pools);
  // Another batch may have moved them before the ledger was ours.
  moveCredits(set, await turnsOfLeads(client, ids('accountId'), ids('personId')));
}
