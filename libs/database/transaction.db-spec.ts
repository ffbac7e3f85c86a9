import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { inTransaction, RepeatBatch } from './transaction.store.js';

const database = useDatabase();

async function names(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>('select name from instance order by name');
  return rows.map(({ name }) => name);
}

test('what failed leaves nothing behind, and its error is the caller’s', async () => {
  const failed = inTransaction(database.pool, async (client) => {
    await client.query(`insert into instance values ('a', '1')`);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await names()).toEqual([]);
});

test('a repeat begins anew and is committed once', async () => {
  let tries = 0;
  const result = await inTransaction(database.pool, async (client) => {
    tries += 1;
    await client.query(`insert into instance values ('try ${tries}', '1')`);
    if (tries < 3) throw new RepeatBatch('it changed');
    return tries;
  });
  expect(result).toBe(3);
  expect(await names()).toEqual(['try 3']);
});

test('a repeat that does not help ends with its reason', async () => {
  await expect(inTransaction(database.pool, () => Promise.reject(new RepeatBatch('still changing')), 2)).rejects.toThrow('still changing');
});

test('two that lock in opposite order both get through', async () => {
  await database.pool.query(`insert into instance values ('a', '0'), ('b', '0')`);
  let waiting = 2;
  let open: () => void = () => undefined;
  const bothHold = new Promise<void>((resolve) => (open = resolve));
  const add = (first: string, second: string) =>
    inTransaction(database.pool, async (client) => {
      await client.query('update instance set value = value::int + 1 where name = $1', [first]);
      waiting -= 1;
      if (waiting <= 0) open();
      await bothHold;
      await client.query('update instance set value = value::int + 1 where name = $1', [second]);
    });
  await Promise.all([add('a', 'b'), add('b', 'a')]);
  const { rows } = await database.pool.query('select value from instance');
  expect(rows).toEqual([{ value: '2' }, { value: '2' }]);
});

test('a connection that broke is not used again', async () => {
  const broken = inTransaction(database.pool, async (client) => {
    await client.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(broken).rejects.toThrow();
  expect(await names()).toEqual([]);
});
