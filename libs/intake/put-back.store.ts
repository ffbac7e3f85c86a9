// Events of the log that go back into the inbox for another look: they are waiting again, not done (promise 19).

import type { ClientBase } from 'pg';
import { byteas, int2s, int8s, texts, timestamps, uuids } from '#libs/database/columns.js';
import type { InboxRow, Review } from './inbox-row.js';
import { shardCount } from './shard-of.js';

/**
 * Under their old ids. In which shard they wait does not matter: their keys stay known, so that a repetition of the sender's is a
 * duplicate wherever it arrives, and folds take facts by the time at which they happened. Waits for a batch that holds the shard.
 */
export async function putBack(client: ClientBase, rows: readonly Omit<InboxRow, 'shard' | 'review'>[], review: Review): Promise<void> {
  if (rows.length === 0) return;
  const shards = rows.map(({ id }) => Number(BigInt(id) % BigInt(shardCount)));
  await client.query(
    `insert into inbox (shard, id, received_at, source, key, body, review)
     select *, $7 from unnest($1::int2[], $2::int8[], $3::timestamptz[], $4::text[], $5::uuid[], $6::bytea[])`,
    [
      int2s(shards),
      int8s(rows.map(({ id }) => id)),
      timestamps(rows.map(({ receivedAt }) => receivedAt)),
      texts(rows.map(({ source }) => source)),
      uuids(rows.map(({ key }) => key)),
      byteas(rows.map(({ body }) => body)),
      review,
    ],
  );
  await client.query(
    `with back as (select shard, count(*) as count from unnest($1::int2[]) as b (shard) group by shard),
          held as (select id from shard where id in (select shard from back) order by id for update)
     update shard s set done = s.done - back.count from back where s.id = back.shard and s.id in (select id from held)`,
    [int2s(shards)],
  );
}
