// Raw limit (a): the inbox's rows by plain multi-row INSERT, batches of 1,000, two connections, nothing else.

import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

const rowsAStatement = 1000;

/** @returns rows a second */
export async function rawInsert(pool: Pool, body: Buffer, milliseconds: number): Promise<number> {
  await pool.query('create table if not exists raw_inbox (like inbox including all)');
  await pool.query('truncate raw_inbox');
  const clients = [await pool.connect(), await pool.connect()];
  const started = performance.now();
  const counts = await Promise.all(clients.map((client) => insertUntil(client, body, started + milliseconds)));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - started) / 1000;
  for (const client of clients) client.release();
  await pool.query('drop table raw_inbox');
  return rows / seconds;
}

async function insertUntil(client: PoolClient, body: Buffer, end: number): Promise<number> {
  let rows = 0;
  while (performance.now() < end) {
    const values: unknown[] = [];
    const places = Array.from({ length: rowsAStatement }, (_, i) => {
      values.push((rows + i) % 64, new Date(), 'segment:bench', randomUUID(), body);
      const at = i * 5;
      return `($${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}, $${at + 5})`;
    });
    await client.query(`insert into raw_inbox (shard, received_at, source, key, body) values ${places.join(',')}`, values);
    rows += rowsAStatement;
  }
  return rows;
}
