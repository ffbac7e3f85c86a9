// What caps count: messages to an address, whatever workflow they are of. Two senders of one address take turns, so that a cap is
// never passed by two that looked at the same moment.

import type { ClientBase } from 'pg';
import { int8s, texts } from '#libs/database/columns.js';

/**
 * Locks these addresses until the transaction ends, and tells when messages left for them (epoch ms). One that is leaving counts
 * from when it was let through; one of which nobody knows whether it arrived counts as well.
 * @param since epoch ms
 * @param without ids of the deliveries that are asked for
 */
export async function lockMailed(
  client: ClientBase,
  recipients: readonly string[],
  since: number,
  without: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const addresses = [...new Set(recipients)].sort();
  for (const address of addresses) await client.query(`select pg_advisory_xact_lock(hashtextextended('mailed ' || $1, 0))`, [address]);
  const { rows } = await client.query<{ recipient: string; at: Date }>({
    name: 'find_mailed',
    text: `
select recipient, coalesce(ended_at, begun_at) as at from delivery
where recipient = any($1::text[]) and action = 'email.send' and state in ('sending', 'done', 'unknown')
  and (ended_at > to_timestamp($2::float8 / 1000) or (ended_at is null and begun_at is not null)) and id <> all($3::int8[])`,
    values: [texts(addresses), since, int8s(without)],
  });
  const sent = new Map<string, number[]>();
  for (const { recipient, at } of rows) sent.set(recipient, [...(sent.get(recipient) ?? []), at.getTime()]);
  return sent;
}

/** They leave now, and count from now on. */
export async function noteBegun(client: ClientBase, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await client.query({
    name: 'note_begun',
    text: `update delivery set begun_at = to_timestamp($2::float8 / 1000) where id = any($1::int8[])`,
    values: [int8s(ids), now],
  });
}
