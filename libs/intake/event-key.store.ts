// The memory of sameness keys: what was processed once is not processed again, for 35 days at least.

import type { ClientBase } from 'pg';
import { timestamps, uuids } from '#libs/database/columns.js';

/**
 * @param keys uuids
 * @param since epoch ms; older months need not be looked at
 * @returns those that are known
 */
export async function knownKeys(client: ClientBase, keys: readonly string[], since: number): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await client.query<{ key: string }>({
    name: 'known_keys',
    text: `select key from event_key where key = any($1::uuid[]) and received_at >= to_timestamp($2::float8 / 1000)`,
    values: [uuids(keys), since],
  });
  return new Set(rows.map(({ key }) => key));
}

/** In the transaction of the effects. */
export async function saveKeys(client: ClientBase, keys: readonly { readonly key: string; readonly receivedAt: number }[]): Promise<void> {
  if (keys.length === 0) return;
  await client.query({
    name: 'save_keys',
    text: `insert into event_key (key, received_at) select * from unnest($1::uuid[], $2::timestamptz[]) on conflict do nothing`,
    values: [uuids(keys.map(({ key }) => key)), timestamps(keys.map(({ receivedAt }) => receivedAt))],
  });
}
