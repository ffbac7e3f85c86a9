// A limited connection, and that nobody after it is limited.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { openPool } from './connection.store.js';
import { makeDataSource } from './data-source.store.js';
import { sight } from './sighted-pool.store.js';

const database = useDatabase();
let pool: Pool;

beforeAll(async () => {
  // One connection: what a request leaves on it the next one gets.
  pool = openPool(database.url, 1);
  await pool.query(
    'drop schema if exists sight cascade; create schema sight; create view sight.instance as select * from public.instance where false',
  );
});
afterAll(() => pool.end());

const limited = <Result>(work: () => Promise<Result>) => sight.run({ reps: ['nina', 'it"s, {odd}'] }, work);
const isFree = async () =>
  expect(
    (await pool.query(`select current_setting('search_path') as path, coalesce(current_setting('millrace.reps', true), '') as reps`)).rows,
  ).toEqual([{ path: '"$user", public', reps: '' }]);

test('a table without a view is not read, one with a view is the view', async () => {
  await pool.query(`insert into instance values ('x', 'y')`);
  expect((await limited(() => pool.query('select * from instance'))).rows).toEqual([]);
  await expect(limited(() => pool.query('select * from account'))).rejects.toThrow('relation "account" does not exist');
  const { rows } = await limited(() => pool.query(`select current_setting('millrace.reps')::text[] as reps`));
  expect(rows).toEqual([{ reps: ['nina', 'it"s, {odd}'] }]);
  await isFree();
});

test('after a failure, and after a transaction that was left open, the next sees everything', async () => {
  await limited(() => pool.query('select 1 / 0')).catch(() => undefined);
  await isFree();
  await limited(async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query('select 1 / 0').catch(() => undefined);
    client.release();
  });
  await isFree();
});

test('TypeORM’s connections are the same', async () => {
  const source = await makeDataSource(database.url, 1).initialize();
  await source.query(`insert into instance values ('x', 'y')`);
  expect(await limited(() => source.query('select * from instance'))).toEqual([]);
  expect(await source.query(`select name from instance where name = 'x'`)).toEqual([{ name: 'x' }]);
  await source.destroy();
});

test('many at once, limited and not, each see what is due to them', async () => {
  await pool.query(`insert into instance values ('x', 'y')`);
  const seen = await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      const read = async () => (await pool.query(`select 1 from instance where name = 'x'`)).rowCount;
      return at % 2 === 0 ? limited(read) : read();
    }),
  );
  expect(seen).toEqual(Array.from({ length: 40 }, (_, at) => at % 2));
});
