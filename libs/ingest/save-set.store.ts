// Writes what a batch has changed: one statement a table; deliveries and state are one commit (promise 12).

import type { PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { notify } from '#libs/database/wake.store.js';
import { saveDeals } from '#libs/deals/deal.store.js';
import { saveDeliveries } from '#libs/outbox/outbox.store.js';
import { savePeople, versionOfWrites } from '#libs/people/people.store.js';
import type { PeopleCache } from '#libs/people/people-cache.js';
import { savePools } from '#libs/routing/routing.store.js';
import { saveRuns } from '#libs/runs/run.store.js';
import type { WorkingSet } from './working-set.js';

/** @returns to be called after the commit: what was written need not be read again soon */
export async function saveSet(client: PoolClient, set: WorkingSet, now: number, cache: PeopleCache): Promise<() => void> {
  await savePeople(client, set.people);
  await saveDeals(client, set.deals);
  await savePools(client, set.pools);
  await saveRuns(client, set.runs);
  await saveDeliveries(client, set.deliveries, now);
  await saveChanges(client, set.changes, set.newId);
  if (set.deliveries.length > 0) await notify(client, 'delivery', '');
  const version = await versionOfWrites(client);
  return () => cache.keep(set.people, version);
}
