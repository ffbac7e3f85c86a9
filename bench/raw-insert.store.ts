// Raw limit (a): the same rows by plain multi-row INSERT, batches of 1,000, two connections, nothing else. What the intake writes are
// rows of the inbox; what ingest writes of an event is, before all else, its row in the log and its key, each with its indexes.

import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

const rowsAStatement = 1000;

/** Inserts the next batch. @param from rows of this connection so far */
type InsertBatch = (client: PoolClient, from: number) => Promise<unknown>;

/** What intake writes. @returns rows a second */
export function rawInboxInsert(pool: Pool, body: Buffer, milliseconds: number): Promise<number> {
  return rawInsert(pool, ['inbox'], milliseconds, (client, from) =>
    insert(client, 'raw_inbox (shard, received_at, source, key, body)', (i) => [
      (from + i) % 64,
      new Date(),
      'segment:bench',
      randomUUID(),
      body,
    ]),
  );
}

/** What ingest keeps of an event. @returns events a second */
export function rawEventInsert(pool: Pool, body: Buffer, milliseconds: number): Promise<number> {
  let id = 0;
  return rawInsert(pool, ['event', 'event_key'], milliseconds, async (client) => {
    const now = new Date();
    const keys = Array.from({ length: rowsAStatement }, () => randomUUID());
    await client.query('begin');
    await insert(
      client,
      'raw_event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, deal_id, verdict, notes, body)',
      (i) => {
        id += 1;
        const person = 10_000 + ((id * 7919) % 100_000);
        return [person, id, now, now, 'event', 'Ticket Answered', 'segment:bench', keys[i], person, person + 1, null, 'used', null, body];
      },
    );
    await insert(client, 'raw_event_key (key, received_at)', (i) => [keys[i], now]);
    await client.query('commit');
  });
}

async function rawInsert(pool: Pool, tables: readonly string[], milliseconds: number, batch: InsertBatch): Promise<number> {
  for (const table of tables) await pool.query(`create table raw_${table} (like ${table} including all)`);
  const clients = [await pool.connect(), await pool.connect()];
  const started = performance.now();
  const end = started + milliseconds;
  const counts = await Promise.all(
    clients.map(async (client) => {
      let rows = 0;
      for (; performance.now() < end; rows += rowsAStatement) await batch(client, rows);
      return rows;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const client of clients) client.release();
  for (const table of tables) await pool.query(`drop table raw_${table}`);
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function insert(client: PoolClient, into: string, row: (i: number) => readonly unknown[]): Promise<unknown> {
  const values: unknown[] = [];
  const places = Array.from({ length: rowsAStatement }, (_, i) => {
    const cells = row(i);
    const at = values.length;
    values.push(...cells);
    return `(${cells.map((__, cell) => `$${at + cell + 1}`).join(', ')})`;
  });
  return client.query(`insert into ${into} values ${places.join(',')}`, values);
}
