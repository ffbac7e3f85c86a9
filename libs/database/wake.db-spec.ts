import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { inTransaction } from './transaction.store.js';
import { notify, Wake } from './wake.store.js';

const database = useDatabase();
let wake: Wake | undefined;

afterEach(async () => {
  await wake?.stop();
});

/** Collects what is heard; `until(n)` waits for the n-th. */
async function listener(channel: string): Promise<{ heard: string[]; until(count: number): Promise<void>; stop(): void }> {
  wake = new Wake(database.url, 10);
  await wake.start();
  const heard: string[] = [];
  const stop = wake.on(channel, (payload) => heard.push(payload));
  await wake.ready();
  const until = async (count: number) => {
    for (let tries = 0; heard.length < count && tries < 1000; tries += 1) await pause(5);
  };
  return { heard, until, stop };
}

test('a notification is heard when its transaction commits, not when it is rolled back', async () => {
  const { heard, until } = await listener('inbox');
  await inTransaction(database.pool, async (client) => {
    await notify(client, 'inbox', 'never');
    throw new Error('rolled back');
  }).catch(() => undefined);
  await inTransaction(database.pool, (client) => notify(client, 'inbox', 'committed'));
  await notify(database.pool, 'other', 'elsewhere');
  await notify(database.pool, 'inbox');
  await until(2);
  expect(heard).toEqual(['committed', '']);
});

test('a lost connection is made again and everyone is called, who may have missed something', async () => {
  const { heard, until } = await listener('inbox');
  await notify(database.pool, 'inbox', 'before');
  await until(1);
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where (query ilike 'listen%' or query ilike 'select pg_listening%') and datname = current_database()`,
  );
  await until(2);
  await notify(database.pool, 'inbox', 'after');
  await until(3);
  expect(heard).toEqual(['before', '', 'after']);
});

test('who left is not called', async () => {
  const { heard, until, stop } = await listener('inbox');
  await notify(database.pool, 'inbox', 'one');
  await until(1);
  stop();
  await notify(database.pool, 'inbox', 'two');
  const all: string[] = [];
  wake?.on('inbox', (payload) => all.push(payload));
  await wake?.ready();
  await notify(database.pool, 'inbox', 'three');
  for (let tries = 0; !all.includes('three') && tries < 1000; tries += 1) await pause(5);
  expect(heard).toEqual(['one']);
});

test('a channel that is not a plain name is refused', () => {
  expect(() => new Wake(database.url).on('x; drop table', () => undefined)).toThrow('lower case letters');
});
