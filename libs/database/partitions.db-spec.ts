import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { emptyDatabase } from '#libs/testing/test-database.service.js';
import { openPool } from './connection.store.js';
import { monthsFrom } from './month.js';
import { ensurePartitions } from './partitions.store.js';

let pool: Pool;

beforeEach(async () => {
  await pool?.end();
  pool = openPool(await emptyDatabase('partitions'), 5);
  await pool.query('create table note (id bigint, at timestamptz not null, primary key (id, at)) partition by range (at)');
});

afterAll(() => pool.end());

async function ensure(day: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    return await ensurePartitions(client, Date.parse(day));
  } finally {
    client.release();
  }
}

async function rowsOf(table: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`select id from ${table} order by id`);
  return rows.map(({ id }) => id);
}

test('this month, the next two and a default one are made, once', async () => {
  expect(await ensure('2030-12-31T23:59:59Z')).toEqual(['note_2030_12', 'note_2031_01', 'note_2031_02', 'note_default']);
  expect(await ensure('2030-12-31T23:59:59Z')).toEqual([]);
  expect(await ensure('2031-01-01T00:00:00Z')).toEqual(['note_2031_03']);
});

test('rows are in the month of their time in UTC', async () => {
  await ensure('2030-12-01T00:00:00Z');
  await pool.query(
    `insert into note values (1, '2030-12-31 23:59:59.999+00'), (2, '2031-01-01 00:00:00+00'), (3, '2031-01-01 00:30:00+01')`,
  );
  expect(await rowsOf('note_2030_12')).toEqual(['1', '3']);
  expect(await rowsOf('note_2031_01')).toEqual(['2']);
});

test('what waited in the default partition moves to its month when that is made', async () => {
  await ensure('2030-12-01T00:00:00Z');
  await pool.query(`insert into note values (1, '2031-04-02'), (2, '2029-01-01')`);
  await ensure('2031-03-01T00:00:00Z');
  expect(await rowsOf('note_2031_04')).toEqual(['1']);
  expect(await rowsOf('note_default')).toEqual(['2']);
  expect(await rowsOf('note')).toEqual(['1', '2']);
});

test('columns that are computed from others are there in a new month, also of what waited', async () => {
  await ensure('2030-12-01T00:00:00Z');
  await pool.query(
    `alter table note add column said jsonb; alter table note add column word text generated always as (said ->> 'word') stored`,
  );
  await pool.query('create index on note (word)');
  await pool.query(`insert into note values (1, '2031-04-02', '{"word": "waited"}')`);
  expect(await ensure('2031-03-01T00:00:00Z')).toEqual(['note_2031_03', 'note_2031_04', 'note_2031_05']);
  await pool.query(`insert into note values (2, '2031-05-02', '{"word": "came"}')`);
  expect((await pool.query('select id, word, tableoid::regclass::text as month from note order by id')).rows).toEqual([
    { id: '1', word: 'waited', month: 'note_2031_04' },
    { id: '2', word: 'came', month: 'note_2031_05' },
  ]);
});

test('several processes make partitions at the same time', async () => {
  await ensure('2030-12-01T00:00:00Z');
  await Promise.all([1, 2, 3].map(() => ensure('2031-06-15T00:00:00Z')));
  const { rowCount } = await pool.query(`select from pg_inherits where inhparent = 'note'::regclass`);
  expect(rowCount).toBe(7);
});

test('months are counted in UTC and over the turn of the year', () => {
  expect(monthsFrom(Date.parse('2026-12-31T23:59:59.999Z'), 2)).toEqual([
    { name: '2026_12', from: '2026-12-01 00:00:00+00', to: '2027-01-01 00:00:00+00' },
    { name: '2027_01', from: '2027-01-01 00:00:00+00', to: '2027-02-01 00:00:00+00' },
  ]);
});
