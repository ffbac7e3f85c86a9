// On a real Postgres: statements that are sent without waiting, and which failure is told.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { emptyDatabase } from '#libs/testing/test-database.service.js';
import { openPool } from './connection.store.js';
import { SentStatements } from './sent-statements.js';
import { inTransaction } from './transaction.store.js';

let pool: Pool;

beforeAll(async () => {
  pool = openPool(await emptyDatabase('sent'), 2);
  await pool.query('create table line (id int primary key)');
});

afterAll(() => pool.end());

test('statements are taken in the order in which they were sent, and all are there after the commit', async () => {
  await inTransaction(pool, async (client) => {
    const sent = new SentStatements();
    for (let id = 1; id <= 50; id += 1) sent.add(client.query({ name: 'one', text: 'insert into line values ($1)', values: [id] }));
    sent.add(client.query('delete from line where id > 40'));
    await sent.all();
  });
  expect((await pool.query('select count(*)::int as n from line')).rows).toEqual([{ n: 40 }]);
});

test('the statement that failed is told, not those that failed because of it, and nothing of the transaction is there', async () => {
  const work = inTransaction(pool, async (client) => {
    const sent = new SentStatements();
    sent.add(client.query('insert into line values (100)'));
    const double = client.query('insert into line values (1)');
    const later = client.query('insert into line values (101)');
    sent.add(later);
    sent.add(double);
    await sent.all();
  });
  await expect(work).rejects.toMatchObject({ code: '23505' });
  expect((await pool.query('select 1 from line where id >= 100')).rows).toEqual([]);
});
