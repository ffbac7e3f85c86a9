// The inbox as ingest takes from it, inside its transaction: shards are locked, their rows taken in order, removed, counted.

import type { ClientBase, QueryResultRow } from 'pg';
import { int2s, int8s } from '#libs/database/columns.js';
import { RepeatBatch } from '#libs/database/transaction.store.js';
import type { InboxRow, ShardTally } from './inbox-row.js';

/**
 * Locks free shards that have waiting rows, those with the oldest row first; until the transaction ends they are this one's.
 * @param most how many; a lone worker takes all, so that its batches are full
 * @returns number of each shard → id of its oldest row, by ascending number
 */
export async function claimShards(client: ClientBase, most = 64): Promise<ReadonlyMap<number, string>> {
  // One look at the head of each shard's index; counting the rows instead reads the whole inbox.
  const { rows } = await client.query<{ id: number; head: string }>({
    name: 'claim_shards',
    text: `
select s.id, head.id as head from shard s
cross join lateral (select i.id from inbox i where i.shard = s.id order by i.id limit 1) head
order by head.id limit $1
for update of s skip locked`,
    values: [most],
  });
  return new Map(rows.map(({ id, head }) => [id, head] as const).sort(([a], [b]) => a - b));
}

interface Row extends QueryResultRow {
  readonly shard: number;
  readonly id: string;
  readonly received_at: number;
  readonly source: string;
  readonly key: string;
  readonly body: Buffer;
  readonly review: InboxRow['review'];
}

/**
 * The next rows of locked shards, in the order of their ids; of one shard always a head without a gap.
 * Ask in a statement of its own after `claimShards`: its snapshot then has what the shard's last holder did.
 * @param after id of the last row of a shard that is not to be read again; without one from the oldest on
 */
export async function takeRows(
  client: Pick<ClientBase, 'query'>,
  shards: readonly number[],
  limit: number,
  after: ReadonlyMap<number, string> = new Map(),
): Promise<InboxRow[]> {
  if (shards.length === 0) return [];
  // A limit for each shard keeps the lateral from reading a full shard to its end; half as much again evens out the shares.
  const { rows } = await client.query<Row>({
    name: 'take_rows',
    text: `
select r.shard, r.id, (extract(epoch from r.received_at) * 1000)::float8 as received_at, r.source, r.key, r.body, r.review
from unnest($1::int2[], $4::int8[]) as s (shard, after)
cross join lateral (select * from inbox i where i.shard = s.shard and i.id > s.after order by i.id limit $2) r
order by r.id limit $3`,
    values: [int2s(shards), Math.ceil((1.5 * limit) / shards.length), limit, int8s(shards.map((shard) => after.get(shard) ?? '0'))],
  });
  return rows.map(({ shard, id, received_at, source, key, body, review }) => ({
    shard,
    id,
    receivedAt: Math.round(received_at),
    source,
    key,
    body,
    review,
  }));
}

/**
 * Locks the shards of rows that a batch took before, and takes those rows again: a batch that failed is tried in parts.
 * @returns those that are still waiting, in the order of their ids
 */
export async function retakeRows(client: ClientBase, rows: readonly InboxRow[]): Promise<InboxRow[]> {
  const shards = [...new Set(rows.map(({ shard }) => shard))].sort((a, b) => a - b);
  await client.query('select id from shard where id = any($1::int2[]) order by id for update', [int2s(shards)]);
  const { rows: waiting } = await client.query<{ id: string }>(
    'select i.id from inbox i join unnest($1::int2[], $2::int8[]) w (shard, id) on i.shard = w.shard and i.id = w.id',
    [int2s(rows.map(({ shard }) => shard)), int8s(rows.map(({ id }) => id))],
  );
  const ids = new Set(waiting.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}

/** @param rows all that a batch took: `shard` and `id` of each. @throws RepeatBatch when one of them has been taken by another */
export async function deleteRows(client: ClientBase, rows: readonly Pick<InboxRow, 'shard' | 'id'>[]): Promise<void> {
  if (rows.length === 0) return;
  const { rowCount } = await client.query({
    name: 'delete_rows',
    text: `delete from inbox i using unnest($1::int2[], $2::int8[]) as d (shard, id) where i.shard = d.shard and i.id = d.id`,
    values: [int2s(rows.map(({ shard }) => shard)), int8s(rows.map(({ id }) => id))],
  });
  if (rowCount !== rows.length) throw new RepeatBatch('Rows of the inbox that were read ahead are not there any more.');
}

/** Adds to the counts of shards that this transaction has locked. A duplicate is done, too: count it in both. */
export async function addTally(client: ClientBase, perShard: ReadonlyMap<number, ShardTally>): Promise<void> {
  if (perShard.size === 0) return;
  const tallies = [...perShard.values()];
  await client.query({
    name: 'add_tally',
    text: `
update shard s set done = s.done + t.done, duplicates = s.duplicates + t.duplicates, set_aside = s.set_aside + t.set_aside
from unnest($1::int2[], $2::int8[], $3::int8[], $4::int8[]) as t (id, done, duplicates, set_aside) where s.id = t.id`,
    values: [
      int2s([...perShard.keys()]),
      int8s(tallies.map(({ done }) => done)),
      int8s(tallies.map(({ duplicates }) => duplicates)),
      int8s(tallies.map(({ setAside }) => setAside)),
    ],
  });
}
