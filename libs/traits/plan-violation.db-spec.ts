import { expect, test } from '@jest/globals';
import { inTransaction } from '#libs/database/transaction.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { saveViolations } from './plan-violation.store.js';

const database = useDatabase();

test('violations of one kind and day are one row that counts', async () => {
  const seen = { event: 'Demo\0', property: 'size', problem: 'type', owner: 'growth@a.test', source: 'segment', day: '2026-11-24' };
  for (const _ of [1, 2]) await inTransaction(database.pool, (client) => saveViolations(client, [seen, seen, { ...seen, problem: 'min' }]));
  const { rows } = await database.pool.query('select event, problem, count, day from plan_violation order by problem');
  expect(rows).toEqual([
    { event: 'Demo\ufffd', problem: 'min', count: '2', day: '2026-11-24' },
    { event: 'Demo\ufffd', problem: 'type', count: '4', day: '2026-11-24' },
  ]);
});
