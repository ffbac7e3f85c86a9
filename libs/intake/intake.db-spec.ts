import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openPool } from '#libs/database/connection.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { IntakeService, IntakeUnavailable } from './append.service.js';
import { appendRows } from './append.store.js';
import { deadLetter, discardDeadLetter, retryDeadLetter } from './dead-letter.store.js';
import { knownKeys, saveKeys } from './event-key.store.js';
import type { NewInboxRow } from './inbox-row.js';
import { addTally, claimShards, deleteRows, takeRows } from './inbox.store.js';
import { RejectionsStore } from './rejections.store.js';
import { samenessKey } from './sameness-key.service.js';
import { shardCount, shardOf } from './shard-of.js';

const database = useDatabase();
const now = 1_796_083_200_123;

const row = (subject: string, sameness = `${subject}:1`, body: Uint8Array = Buffer.from(sameness)): NewInboxRow => ({
  source: 'test',
  subjectKey: subject,
  sameness,
  body,
});

const append = (rows: readonly NewInboxRow[]) =>
  appendRows(
    database.pool,
    '00000000-0000-4000-8000-000000000001',
    rows.map((one) => ({ row: one, receivedAt: now })),
  );

async function counts() {
  const { rows } = await database.pool.query<Record<string, number>>(`
    select (select coalesce(sum(accepted), 0)::int from intake_tally) as accepted, (select count(*)::int from inbox) as waiting,
           (select sum(done)::int from shard) as done, (select sum(set_aside)::int from shard) as "setAside",
           (select count(*)::int from dead_letter) as dead`);
  return rows[0];
}

test('promise 1: what was appended is committed when the promise resolves, every byte as it came', async () => {
  const intake = new IntakeService(database.pool, { queueLimit: 100 });
  const bytes = Buffer.from([0, 1, 255, 0xed, 0xa0, 0x80, 10]);
  await intake.append([row('user:1', 'a', bytes), row('user:2', 'b')], now);
  const other = openPool(database.url, 1);
  const { rows } = await other.query('select shard, source, key, body, received_at from inbox order by id');
  await other.end();
  await intake.close();
  expect(rows[0]).toEqual({ shard: shardOf('user:1'), source: 'test', key: samenessKey('a'), body: bytes, received_at: new Date(now) });
  expect(rows).toHaveLength(2);
  expect(await counts()).toMatchObject({ accepted: 2, waiting: 2 });
});

test('requests that wait together are counted once each, also when several lanes write at once', async () => {
  const intake = new IntakeService(database.pool, { queueLimit: 10_000 });
  await Promise.all(Array.from({ length: 3000 }, (_, n) => intake.append([row(`user:${n}`)], now)));
  expect(intake.depth).toBe(0);
  await intake.close();
  expect(await counts()).toMatchObject({ accepted: 3000, waiting: 3000 });
});

test('promise 20: a full queue refuses before anything is promised', async () => {
  const intake = new IntakeService(database.pool, { queueLimit: 2 });
  const results = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => intake.append([row(`user:${n}`)], now)));
  await intake.close();
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected']);
  expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(IntakeUnavailable);
  expect(await counts()).toMatchObject({ accepted: 2, waiting: 2 });
});

test('a queue that is full of bytes refuses, but one big request always fits an empty queue', async () => {
  const intake = new IntakeService(database.pool, { queueLimit: 100, queueBytes: 1000 });
  const big = intake.append([row('a', 'a', Buffer.alloc(5000))], now);
  await expect(intake.append([row('b')], now)).rejects.toThrow('Too many');
  await big;
  await intake.close();
});

test('without Postgres the append is refused and nothing hangs', async () => {
  const away = openPool('postgres://postgres@127.0.0.1:1/none', 2);
  const intake = new IntakeService(away, { queueLimit: 10 });
  await expect(intake.append([row('a')], now)).rejects.toBeInstanceOf(IntakeUnavailable);
  await intake.close();
  await away.end();
});

test('closing answers what waits and refuses what is new', async () => {
  const intake = new IntakeService(database.pool, { queueLimit: 10 });
  const last = intake.append([row('a')], now);
  const closed = intake.close();
  await expect(intake.append([row('b')], now)).rejects.toThrow('stopping');
  await last;
  await closed;
  expect(await counts()).toMatchObject({ waiting: 1 });
});

test('a shard belongs to one transaction; others take what is free', async () => {
  await append(Array.from({ length: 200 }, (_, n) => row(`user:${n}`)));
  const shards = new Set(Array.from({ length: 200 }, (_, n) => shardOf(`user:${n}`)));
  await inTransaction(database.pool, async (first) => {
    const mine = [...(await claimShards(first, 10)).keys()];
    expect(mine).toHaveLength(10);
    await inTransaction(database.pool, async (second) => {
      const theirs = [...(await claimShards(second)).keys()];
      expect(theirs).toHaveLength(shards.size - 10);
      expect(theirs.some((shard) => mine.includes(shard))).toBe(false);
    });
  });
  expect(await inTransaction(database.pool, (client) => claimShards(client))).toHaveProperty('size', shards.size);
});

test('rows are taken in order, with a head of each shard, and removed exactly', async () => {
  await append(Array.from({ length: 500 }, (_, n) => row(`user:${n % 50}`, `same:${n}`)));
  const taken = await inTransaction(database.pool, async (client) => {
    const shards = [...(await claimShards(client)).keys()];
    const rows = await takeRows(client, shards, 300);
    await deleteRows(client, rows);
    await addTally(client, new Map([[shards[0]!, { done: rows.length, duplicates: 0, setAside: 0 }]]));
    return rows;
  });
  expect(taken.length).toBeGreaterThan(100);
  expect(taken.length).toBeLessThanOrEqual(300);
  expect(taken.map(({ id }) => Number(id))).toEqual(taken.map(({ id }) => Number(id)).sort((a, b) => a - b));
  expect(taken[0]).toMatchObject({ receivedAt: now, source: 'test', key: samenessKey('same:0'), body: Buffer.from('same:0') });
  const { rows: left } = await database.pool.query<{ shard: number; id: string }>('select shard, id from inbox');
  for (const shard of new Set(left.map((one) => one.shard))) {
    const first = Math.min(...left.filter((one) => one.shard === shard).map(({ id }) => Number(id)));
    for (const one of taken) if (one.shard === shard) expect(Number(one.id)).toBeLessThan(first);
  }
  expect(await counts()).toMatchObject({ accepted: 500, waiting: 500 - taken.length, done: taken.length });
});

test('promise 2: a key that was kept is known, within the time that is asked for', async () => {
  await inTransaction(database.pool, async (client) => {
    await saveKeys(client, [
      { key: samenessKey('a'), receivedAt: now },
      { key: samenessKey('b'), receivedAt: now - 1000 },
    ]);
    await saveKeys(client, [{ key: samenessKey('a'), receivedAt: now }]);
    const asked = [samenessKey('a'), samenessKey('b'), samenessKey('c')];
    expect(await knownKeys(client, asked, now - 2000)).toEqual(new Set(asked.slice(0, 2)));
    expect(await knownKeys(client, asked, now - 500)).toEqual(new Set(asked.slice(0, 1)));
  });
});

test('promise 13 and 19: what is set aside keeps its bytes and a clean error, and goes back or is given up with the counts right', async () => {
  await append([row('user:1', 'bad'), row('user:2', 'worse')]);
  await inTransaction(database.pool, async (client) => {
    const rows = await takeRows(client, [...(await claimShards(client)).keys()], 10);
    await deadLetter(
      client,
      rows.map((one) => ({ row: one, error: new Error(`broke on \0 and \ud800 ${'x'.repeat(10_000)}`) })),
      now,
    );
    await deleteRows(client, rows);
    await addTally(client, new Map(rows.map(({ shard }) => [shard, { done: 0, duplicates: 0, setAside: 1 }])));
  });
  expect(await counts()).toMatchObject({ accepted: 2, waiting: 0, setAside: 2, dead: 2 });
  const { rows } = await database.pool.query<{ id: string; error: string }>('select id, error from dead_letter order by id');
  expect(rows[0]?.error).toMatch(/^Error: broke on {2}and \ufffd x+$/);
  expect(rows[0]?.error.length).toBeLessThanOrEqual(2000);

  expect(await retryDeadLetter(database.pool, rows[0]!.id)).toBe(true);
  expect(await retryDeadLetter(database.pool, rows[0]!.id)).toBe(false);
  expect(await counts()).toMatchObject({ accepted: 2, waiting: 1, done: 0, setAside: 1, dead: 1 });
  expect((await database.pool.query('select id, body from inbox')).rows).toEqual([{ id: rows[0]!.id, body: Buffer.from('bad') }]);

  expect(await discardDeadLetter(database.pool, rows[1]!.id)).toMatchObject({ id: rows[1]!.id, source: 'test', key: samenessKey('worse') });
  expect(await discardDeadLetter(database.pool, rows[1]!.id)).toBeNull();
  expect(await counts()).toMatchObject({ accepted: 2, waiting: 1, done: 1, setAside: 0, dead: 0 });
});

test('rejections are rows of source, reason and minute, added up over processes', async () => {
  const stores = [new RejectionsStore(database.pool), new RejectionsStore(database.pool)];
  for (const store of stores) for (let n = 0; n < 3; n += 1) store.count('stripe', 'bad signature', now + n);
  stores[0]!.count('stripe', 'stale', now + 60_000);
  for (const store of stores) await store.close();
  const minute = now - (now % 60_000);
  const all = await stores[0]!.list(10);
  expect(all).toEqual([
    { source: 'stripe', reason: 'stale', minute: minute + 60_000, count: 1, lastAt: now + 60_000 },
    { source: 'stripe', reason: 'bad signature', minute, count: 6, lastAt: now + 2 },
  ]);
  expect(await stores[0]!.list(10, all[0])).toEqual(all.slice(1));
});

test('keys spread evenly over the shards', () => {
  const filled = Array.from({ length: shardCount }, () => 0);
  for (let n = 0; n < 64_000; n += 1) filled[shardOf(`user:${n}`)]! += 1;
  for (let n = 0; n < 64_000; n += 1) filled[shardOf(randomUUID())]! += 1;
  expect(Math.min(...filled)).toBeGreaterThan(1700);
  expect(Math.max(...filled)).toBeLessThan(2300);
});
