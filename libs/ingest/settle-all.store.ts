// Settles what has happened; the ledger of turns is locked when a run asks for one, and not before.

import type { PoolClient } from 'pg';
import { loadPools } from '#libs/routing/routing.store.js';
import { settle, type SettleContext } from './settle.js';
import type { WorkingSet } from './working-set.js';

export async function settleAll(client: PoolClient, set: WorkingSet, context: SettleContext): Promise<void> {
  for (let wanted = settle(set, context); wanted.length > 0; wanted = settle(set, context)) await loadPools(client, wanted, set.pools);
}
