import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { emptyDatabase, useDatabase } from '#libs/testing/test-database.service.js';
import { openPool } from './connection.store.js';
import { migrate } from './migrate.service.js';
import { migrations } from './migrations/registry.js';
import { dumpSchema } from './schema-dump.store.js';

const database = useDatabase();
const now = Date.parse('2026-11-24T09:00:00Z');

test('several processes that start at once migrate once', async () => {
  const url = await emptyDatabase('migrate_together');
  const done = await Promise.all([migrate(url, now), migrate(url, now), migrate(url, now)]);
  expect(done.filter((names) => names.length > 0)).toEqual([migrations.map((Migration) => new Migration().name)]);
});

test('a database that a newer version migrated is refused by name', async () => {
  const url = await emptyDatabase('migrate_newer');
  await migrate(url, now);
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`insert into migration (timestamp, name) values (1, 'FromTheFuture9')`);
  await client.end();
  await expect(migrate(url, now)).rejects.toThrow('migrated by a newer version (FromTheFuture9)');
});

test('schema.sql is what the migrations make: run `npm run db:dump` after a new one', async () => {
  const committed = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema(database.pool)).toBe(committed);
});

test('numbers come without loss: int8 as text, json exact, a date as it is written', async () => {
  const pool = openPool(database.url, 1);
  const { rows } = await pool.query(
    `select 9007199254740993 as id, '{"n": 9007199254740993}'::jsonb as document, date '2026-11-24' as day, 1796083200123 as big`,
  );
  await pool.end();
  expect(rows[0].id).toBe('9007199254740993');
  expect(String(rows[0].document.n)).toBe('9007199254740993');
  expect(rows[0].day).toBe('2026-11-24');
});
