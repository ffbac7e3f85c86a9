// Events that the tracking plan blocked, decided by a person: through once, at their own time, and the books hold.

import { describe, expect, test } from '@jest/globals';
import { inTransaction } from '#libs/database/transaction.store.js';
import { retryDeadLetter } from '#libs/intake/dead-letter.store.js';
import type { Review } from '#libs/intake/inbox-row.js';
import { putBack } from '#libs/intake/put-back.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { discardBlocked, lockBlocked, takeBlocked } from './blocked-event.store.js';
import { hour, installation, standing, start } from './installation.fixture.js';

const database = useDatabase();

const plan = (most: number) => ({
  'tracking-plan/demo.yaml': `event: Demo Requested\naliases: [book-demo]\non_violation: block\nproperties:\n  company_size: { type: integer, required: true, max: ${most} }\n  platform: { type: string }\n`,
});
const wrong = { properties: { company_size: 300, platform: 'shopify' }, key: 'one' };

const back = (review: Review) =>
  inTransaction(database.pool, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from event');
    const events = await lockBlocked(
      client,
      rows.map(({ id }) => id),
    );
    await takeBlocked(
      client,
      events.map(({ id }) => id),
    );
    await putBack(client, events, review);
    return events.length;
  });
const balance = async () => {
  const { accepted, done, waiting, setAside } = (await standing(database.pool)) as Record<string, number>;
  return accepted! - done! - waiting! - setAside!;
};
const verdicts = async () =>
  (await database.pool.query('select verdict from event order by id')).rows.map(({ verdict }) => verdict as string);

async function blocked() {
  const house = installation(database.pool);
  await house.apply(plan(100));
  await house.send(wrong);
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ people: 0, deals: [], events: 1, done: 1 });
  return house;
}

describe('promise 19: a blocked event that is put back waits, and is done again afterwards', () => {
  test.each<[string, number, Review, string, number]>([
    ['by a plan that still blocks it', 100, 'check', 'blocked', 0],
    ['by a plan that was mended', 1000, 'check', 'used', 1],
    ['whatever the plan says', 100, 'pass', 'used', 1],
  ])('%s', async (_, most, review, verdict, people) => {
    const house = await blocked();
    await house.apply(plan(most));
    expect(await back(review)).toBe(1);
    expect(await standing(database.pool)).toMatchObject({ waiting: 1, done: 0, events: 0 });
    expect(await balance()).toBe(0);
    await house.ingest();
    expect(await verdicts()).toEqual([verdict]);
    expect(await standing(database.pool)).toMatchObject({ people, events: 1, done: 1, waiting: 0, duplicates: 0 });
    expect(await balance()).toBe(0);
  });
});

test('promise 2: it takes effect once, however often it is put back, and what its sender repeats meanwhile is a duplicate', async () => {
  const house = await blocked();
  expect(await Promise.all([back('pass'), back('pass')])).toEqual(expect.arrayContaining([0, 1]));
  await house.send(wrong, wrong);
  await house.ingest();
  await house.send(wrong);
  await house.ingest();
  expect(await back('pass')).toBe(0);
  expect(await standing(database.pool)).toMatchObject({ events: 1, deals: ['new nina'], deliveries: 1, duplicates: 3, done: 4 });
});

test('promise 7: it takes effect at the time at which it happened, under its old id', async () => {
  const house = await blocked();
  const { rows: before } = await database.pool.query('select id, at, received_at from event');
  house.at(start + 5 * hour);
  await back('pass');
  await house.ingest();
  expect((await database.pool.query('select id, at, received_at from event')).rows).toEqual(before);
  const { rows } = await database.pool.query('select created_at from deal');
  expect(rows).toEqual([{ created_at: new Date(start) }]);
});

test('a violation is counted when it is blocked, and not once more when it is let through; a note says that a person did', async () => {
  const house = await blocked();
  await back('pass');
  await house.ingest();
  expect((await database.pool.query('select sum(count)::int as count from plan_violation')).rows).toEqual([{ count: 1 }]);
  expect((await database.pool.query('select notes from event')).rows[0].notes).toContain(
    'a person let it through although the plan says on_violation: block',
  );
});

test('one that fails alone after it was let through is set aside, and goes on from there when it is tried again', async () => {
  const house = await blocked();
  const { body } = (await database.pool.query<{ body: Buffer }>('select body from event')).rows[0]!;
  await back('pass');
  await database.pool.query(`update inbox set body = 'no json'`);
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ dead: 1, setAside: 1, done: 0 });
  await database.pool.query('update dead_letter set body = $1', [body]);
  await retryDeadLetter(database.pool, (await database.pool.query<{ id: string }>('select id from dead_letter')).rows[0]!.id);
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ dead: 0, events: 1, deals: ['new nina'], done: 1, duplicates: 0 });
});

test('one that is discarded stays in the log without effect, and is not put back', async () => {
  const house = await blocked();
  const { rows } = await database.pool.query<{ id: string }>('select id from event');
  await inTransaction(database.pool, (client) => discardBlocked(client, [rows[0]!.id]));
  expect(await back('pass')).toBe(0);
  await house.ingest();
  expect(await verdicts()).toEqual(['discarded']);
  expect(await balance()).toBe(0);
});
