// A workflow that is paused: nobody comes in, its runs stay where they are and hear what they wait for, and all of it goes on afterwards.

import { expect, test } from '@jest/globals';
import { claimDue } from '#libs/outbox/outbox.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { pauseWorkflow, resumeWorkflow } from '#libs/runs/pause.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, hour, installation, standing, start } from './installation.fixture.js';

const database = useDatabase();
const pause = () => pauseWorkflow(database.pool, 'inbound', { since: start, by: 'nina', reason: 'the form is broken' });
const resume = () => resumeWorkflow(database.pool, 'inbound');
const deliveries = async () => Number((await database.pool.query('select count(*) as count from delivery')).rows[0].count);
const run = async () =>
  (await database.pool.query('select state, step, due_at from run')).rows[0] as { state: string; step: string; due_at: Date };

test('nobody comes in meanwhile, the event says why, and who would have come in does not later', async () => {
  const house = installation(database.pool);
  await pause();
  await house.send({});
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ people: 1, runs: [], events: 1 });
  const { rows } = await database.pool.query('select notes from event');
  expect(rows[0].notes).toEqual(['not in inbound: it is paused since 2026-03-09 09:00 UTC by nina: the form is broken']);
  await resume();
  house.at(start + day);
  await house.advance();
  expect(await standing(database.pool)).toMatchObject({ runs: [] });
  await house.send({});
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ runs: ['inbound sleeping'] });
});

test('promise 8: a wait that ends meanwhile counts on, nothing leaves, and the run goes on at once afterwards, once', async () => {
  const house = installation(database.pool);
  await house.send({});
  await house.ingest();
  expect(await deliveries()).toBe(1);
  await pause();
  house.at(start + 3 * day);
  expect(await house.advance()).toBe(0);
  expect(await deliveries()).toBe(1);
  expect(await run()).toMatchObject({ state: 'sleeping', due_at: new Date(start + 2 * day) });
  await resume();
  expect(await house.advance()).toBe(1);
  expect(await house.advance()).toBe(0);
  expect(await deliveries()).toBe(2);
  expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'] });
});

test('a run takes the fact that it waits for, stays before its next step, and goes on from there', async () => {
  const house = installation(database.pool);
  await house.apply({
    'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps:
  - wait_for: { event: calendly.booked, up_to: 2d, otherwise: [{ exit: late }] }
  - notify: { rep: nina, text: "Booked." }
`,
  });
  await house.send({});
  await house.ingest();
  expect(await run()).toMatchObject({ state: 'listening' });
  await pause();
  house.at(start + hour);
  await house.send({ name: 'calendly.booked' });
  await house.ingest();
  expect(await run()).toMatchObject({ state: 'ready', due_at: new Date(start + hour) });
  house.at(start + 5 * day);
  expect(await house.advance()).toBe(0);
  expect(await deliveries()).toBe(0);
  await resume();
  await house.advance();
  expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'], deliveries: 1 });
});

test('what ends a run ends it all the same', async () => {
  const house = installation(database.pool);
  await house.send({});
  await house.ingest();
  await pause();
  await house.send({
    name: 'stripe.invoice_paid',
    properties: { amount: { amount: 50_000, currency: 'eur' }, billing_reason: 'subscription_create' },
  });
  await house.ingest();
  expect(await standing(database.pool)).toMatchObject({ runs: ['inbound stopped'], deals: ['won nina'] });
});

test('what it asked for and has not left stays, and leaves when it goes on', async () => {
  const house = installation(database.pool);
  await house.send({});
  await house.ingest();
  const due = () => inTransaction(database.pool, async (client) => (await claimDue(client, start + hour, 10)).length);
  await pause();
  expect(await due()).toBe(0);
  await resume();
  expect(await due()).toBe(1);
});

test('it is paused once, and only what is paused goes on', async () => {
  expect([await pause(), await pause()]).toEqual([true, false]);
  expect([await resume(), await resume()]).toEqual([{ since: start, by: 'nina', reason: 'the form is broken' }, null]);
});
