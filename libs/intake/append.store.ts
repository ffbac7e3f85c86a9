// The statement of the append: all rows and their count are one statement, so one commit and one round trip.
// Tried: VALUES (55,000 rows/s) and jsonb (50,000) against one binary array a column (80,000, with half the CPU here).
// The count is an upsert: a process needs no row of its own beforehand, and an append inside a transaction uses it as it is.

import type { ClientBase, Pool, QueryConfig } from 'pg';
import { byteas, int2s, texts, timestamps, uuids } from '#libs/database/columns.js';
import type { NewInboxRow } from './inbox-row.js';
import { samenessBytes } from './sameness-key.service.js';
import { shardOf } from './shard-of.js';

export interface Arrival {
  readonly row: NewInboxRow;
  /** Epoch ms. */
  readonly receivedAt: number;
}

const text = `
with appended as (
  insert into inbox (shard, received_at, source, key, body)
  select * from unnest($1::int2[], $2::timestamptz[], $3::text[], $4::uuid[], $5::bytea[])
)
insert into intake_tally as tally (process, accepted) values ($7, $6)
on conflict (process) do update set accepted = tally.accepted + excluded.accepted`;

/**
 * Rows of one call keep their order. The facts are accepted when the statement (or the transaction around it) commits.
 * @param process uuid of the row that counts; two that write at once take two, else they wait for each other
 */
export async function appendRows(client: ClientBase | Pool, process: string, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const statement: QueryConfig & { readonly query_timeout: number } = {
    name: 'append',
    text,
    // A Postgres that hangs is as good as away; the connection is then thrown away.
    query_timeout: 15_000,
    values: [
      int2s(arrivals.map(({ row }) => shardOf(row.subjectKey))),
      timestamps(arrivals.map(({ receivedAt }) => receivedAt)),
      texts(arrivals.map(({ row }) => row.source)),
      uuids(arrivals.map(({ row }) => samenessBytes(row.sameness))),
      byteas(arrivals.map(({ row }) => row.body)),
      arrivals.length,
      process,
    ],
  };
  await client.query(statement);
}
