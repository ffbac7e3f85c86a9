// Windows, caps and stops in the moment before a message leaves, on the outbox itself.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import { saveDeliveries } from '#libs/outbox/outbox.store.js';
import { parseSettings } from '#libs/settings/settings.js';
import { FrozenClock } from '#libs/testing/frozen-clock.js';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { type DeliverRound, makeDeliverRound } from '../loops/deliver-round.service.js';

const database = useDatabase();
const workspace = workspaceOf();
const day = 86_400_000;
const always = { from: 0, to: 1440, days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' };
let clock: FrozenClock;
let rounds: DeliverRound[];
const stops = new Map<string, string>();
beforeEach(() => {
  clock = new FrozenClock();
  stops.clear();
  rounds = [1, 2].map(() =>
    makeDeliverRound({
      pool: database.pool,
      settings: parseSettings({ PUBLIC_URL: 'https://crm.test' }),
      now: clock.now,
      workspace: () => workspace,
      processUuid: randomUUID(),
      stops: async () => stops,
    }),
  );
});
afterEach(() => Promise.all(rounds.map((round) => round.close())));

async function ask(id: number, more: NewDelivery['payload'] = {}, recipient = 'ana@acme.test'): Promise<void> {
  const delivery: NewDelivery = {
    subjectId: '7',
    id: String(id),
    key: `${id}:1-email:1:1`,
    action: 'email.send',
    recipient,
    payload: { template: 'welcome', kind: 'marketing', person_id: '7', data: { person: { name: 'Ana' } }, ...more },
    runId: String(id),
    personId: '7',
    accountId: null,
    dealId: null,
    workflow: 'inbound',
    depth: 0,
    dueAt: clock.now(),
  };
  await inTransaction(database.pool, (client) => saveDeliveries(client, [delivery], clock.now()));
}
const states = async () => (await database.pool.query('select state, attempts, due_at, error from delivery order by id')).rows;

test('a message outside its window waits for the opening, without an attempt', async () => {
  const now = clock.now();
  const minute = new Date(now).getUTCHours() * 60 + new Date(now).getUTCMinutes();
  const from = (minute + 60) % 1380;
  await ask(1, { send: { ...always, from, to: from + 30 } });
  await rounds[0]!.round();
  const [held] = await states();
  expect(held).toMatchObject({ state: 'waiting', attempts: 0 });
  const opening: Date = held.due_at;
  expect(opening.getUTCHours() * 60 + opening.getUTCMinutes()).toBe(from);
  clock.advance(opening.getTime() - now);
  await rounds[0]!.round();
  expect(await states()).toMatchObject([{ state: 'done' }]);
});

test('promise 3: of many messages to one person at once no more leave than the cap allows, whoever sends them', async () => {
  await ask(1);
  await rounds[0]!.round();
  for (let id = 2; id <= 7; id += 1) await ask(id, { send: { ...always, most: 3, per: 7 * day } });
  await ask(8, { send: { ...always, most: 3, per: 7 * day } }, 'bob@acme.test');
  await Promise.all(rounds.flatMap((round) => [round.round()]));
  await Promise.all(rounds.map((round) => round.round()));
  const all = await states();
  expect(all.filter(({ state }) => state === 'done')).toHaveLength(4);
  const waiting = all.filter(({ state }) => state === 'waiting');
  expect(waiting).toHaveLength(4);
  for (const { due_at: due } of waiting) expect((due as Date).getTime()).toBeGreaterThan(clock.now() + 6 * day);
  clock.advance(8 * day);
  await Promise.all(rounds.map((round) => round.round()));
  expect((await states()).filter(({ state }) => state === 'done')).toHaveLength(7);
});

test('promise 4: a run that would stop now sends nothing', async () => {
  await ask(1, { recheck: true });
  await ask(2);
  stops.set('1', 'stop_if: account.is_paying').set('2', 'not asked');
  await rounds[0]!.round();
  expect(await states()).toMatchObject([{ state: 'canceled', error: 'the run stops: stop_if: account.is_paying' }, { state: 'done' }]);
});
