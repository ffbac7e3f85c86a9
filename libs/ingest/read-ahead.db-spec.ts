import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { ingestBatch } from './ingest-batch.service.js';
import { installation, standing } from './installation.fixture.js';
import { areNext } from './read-ahead.store.js';

const database = useDatabase();

/** Facts of one person, `n` of them, in one shard; two a batch, so that each batch but the last reads ahead. */
async function reading(n: number) {
  const house = installation(database.pool);
  const understood: string[] = [];
  const understand = house.context.understand.bind(house.context);
  Object.assign(house.context, {
    understand: (row: Parameters<typeof understand>[0]) => {
      understood.push(row.key);
      return understand(row);
    },
  });
  await house.send(...Array.from({ length: n }, (_, i) => ({ name: `Fact ${i + 1}` })));
  const options = { ...house.options(), limit: 2 };
  return { house, understood, batch: () => ingestBatch(options) };
}

const names = async (): Promise<string[]> =>
  (await database.pool.query<{ name: string }>('select name from event order by id')).rows.map(({ name }) => name);

test('what is read ahead is understood once and takes effect once, in order', async () => {
  const { batch, understood } = await reading(5);
  expect([await batch(), await batch(), await batch(), await batch()]).toEqual([2, 2, 1, 0]);
  expect(await names()).toEqual(['Fact 1', 'Fact 2', 'Fact 3', 'Fact 4', 'Fact 5']);
  expect(understood).toHaveLength(5);
  expect(await standing(database.pool)).toMatchObject({ events: 5, people: 1, done: 5, waiting: 0 });
});

test('a row that was taken by another meanwhile has no effect here, and its neighbours have theirs', async () => {
  const { batch } = await reading(4);
  await batch();
  await database.pool.query(`delete from inbox where id = (select max(id) from inbox)`);
  expect([await batch(), await batch()]).toEqual([1, 0]);
  expect(await names()).toEqual(['Fact 1', 'Fact 2', 'Fact 3']);
});

test('a row that goes before what was read ahead is taken before it', async () => {
  const { batch, house } = await reading(4);
  await database.pool.query('update inbox set id = id + 100');
  await batch();
  await house.send({ name: 'Came late' });
  await batch();
  expect(await names()).toEqual(expect.arrayContaining(['Came late', 'Fact 3']));
  expect(await names()).not.toContain('Fact 4');
});

test('a person who was changed meanwhile is read again', async () => {
  const { batch } = await reading(4);
  await batch();
  await database.pool.query(`update person set name = 'Changed by hand'`);
  await batch();
  expect((await database.pool.query('select name from person')).rows).toEqual([{ name: 'Changed by hand' }]);
});

test('rows are next when each shard begins with its oldest, and the shard is ours', () => {
  const row = (shard: number, id: string) => ({ shard, id, receivedAt: 0, source: 's', key: 'k', body: Buffer.of(), review: null });
  const rows = [row(1, '10'), row(2, '11'), row(1, '12')];
  const heads = (...pairs: [number, string][]) => new Map(pairs);
  expect(areNext(rows, heads([1, '10'], [2, '11'], [3, '4']))).toBe(true);
  expect(areNext(rows, heads([1, '9'], [2, '11']))).toBe(false);
  expect(areNext(rows, heads([1, '10']))).toBe(false);
});
