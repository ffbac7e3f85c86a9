// Where the demo clock is on, an admin may move time forward, and only forward.

import { expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer({ DEMO_CLOCK: 'true' });

const advance = (body: string, key = server.key) =>
  server.call('POST', '/api/demo/clock/advance', ['authorization', `Bearer ${key}`, 'content-type', 'application/json'], body);

test('the clock moves forward by what is asked for, and once more from there', async () => {
  const first = await advance('{"by":"7d"}');
  const second = await advance('{"by":"7d"}');
  expect([first.status, second.status]).toEqual([200, 200]);
  const week = 7 * 24 * 3_600_000;
  const between = Date.parse(String(second.body['now'])) - Date.parse(String(first.body['now']));
  expect(between).toBeGreaterThanOrEqual(week);
  expect(between).toBeLessThan(2 * week);
});

test.each(['{}', '{"by":7}', '{"by":"-7d"}', '{"by":"soon"}', '{"by":"999999999999999d"}', '[]', 'null', '{"by":'])(
  '%s is 400 and moves nothing',
  async (body) => {
    expect(await advance(body)).toMatchObject({ status: 400, headers: { 'content-type': expect.stringContaining('problem+json') } });
    expect((await server.pool.query(`select from instance where name = 'clock_offset'`)).rowCount).toBe(0);
  },
);

test('promise 21: it takes an admin’s key', async () => {
  expect((await advance('{"by":"7d"}', 'mr_no_key_of_this_server_at_all')).status).toBe(401);
  expect((await advance('{"by":"7d"}', await server.app.get(KeysStore).create('viewer', 'read'))).status).toBe(403);
});

test('three Mondays that pass at once come as one: the owner is asked about a quiet deal once', async () => {
  await server.track('track', {
    userId: 'ana',
    event: 'Demo Requested',
    messageId: 'm1',
    properties: { company_size: 1200, platform: 'shopify' },
    context: { traits: { email: 'ana@acme.test' } },
  });
  await server.drain();
  await advance('{"by":"22d"}');
  let tasks: unknown[] = [];
  for (let look = 0; tasks.length === 0 && look < 500; look += 1) {
    tasks = (await server.get('/api/tasks')).body['data'] as unknown[];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(tasks).toMatchObject([{ rep: 'nina', workflow: 'quiet-deals', title: expect.stringContaining('acme.test') }]);
  const { rows } = await server.pool.query(`select until is null as done, next_at > since as ahead from every_due`);
  expect(rows).toEqual([{ done: true, ahead: true }]);
});
