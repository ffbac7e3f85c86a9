// Events that failed alone: kept with their bytes and why, to be tried again or given up by a person.
// accepted = done + waiting + set aside holds through all of it.

import type { ClientBase, Pool } from 'pg';
import { byteas, int2s, int8s, texts, timestamps, uuids } from '#libs/database/columns.js';
import { errorText } from './error-text.js';
import type { InboxRow } from './inbox-row.js';

export interface Failed {
  readonly row: InboxRow;
  readonly error: unknown;
}

/** Called by ingest, which deletes the rows from the inbox and counts them as set aside in the same transaction. */
export async function deadLetter(client: ClientBase, failed: readonly Failed[], now: number): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map(({ row }) => row);
  await client.query(
    `insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at, review)
     select * from unnest($1::int8[], $2::int2[], $3::timestamptz[], $4::text[], $5::uuid[], $6::bytea[], $7::text[], $8::timestamptz[], $9::text[])`,
    [
      int8s(rows.map(({ id }) => id)),
      int2s(rows.map(({ shard }) => shard)),
      timestamps(rows.map(({ receivedAt }) => receivedAt)),
      texts(rows.map(({ source }) => source)),
      uuids(rows.map(({ key }) => key)),
      byteas(rows.map(({ body }) => body)),
      texts(failed.map(({ error }) => errorText(error))),
      timestamps(failed.map(() => now)),
      texts(rows.map(({ review }) => review)),
    ],
  );
}

/**
 * Puts one back into the inbox, at its old place in its shard's order. Waits for a batch that holds the shard.
 * @param id decimal digits
 * @returns false when there is none
 */
export async function retryDeadLetter(client: ClientBase | Pool, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `with gone as (delete from dead_letter where id = $1 returning *),
          back as (insert into inbox (shard, id, received_at, source, key, body, review)
            select shard, id, received_at, source, key, body, review from gone),
          noticed as (select pg_notify('inbox', '') from gone)
     update shard s set set_aside = s.set_aside - 1 from gone, noticed where s.id = gone.shard`,
    [id],
  );
  return rowCount === 1;
}

/** What was given up, for the audit row that says who did it. */
export interface Discarded {
  readonly id: string;
  readonly source: string;
  readonly key: string;
  readonly error: string;
}

/** Gives one up: it is done, without effect. Null when there is none. */
export async function discardDeadLetter(client: ClientBase | Pool, id: string): Promise<Discarded | null> {
  const { rows } = await client.query<Discarded>(
    `with gone as (delete from dead_letter where id = $1 returning *)
     update shard s set set_aside = s.set_aside - 1, done = s.done + 1 from gone where s.id = gone.shard
     returning gone.id, gone.source, gone.key, gone.error`,
    [id],
  );
  return rows[0] ?? null;
}
