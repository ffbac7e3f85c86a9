// A breaker that has tripped, over HTTP: shown with what waits, tried at once, or given up so that runs go on.

import { beforeEach, expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();
const post = (path: string, body: unknown = {}) =>
  server.call('POST', path, ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'], JSON.stringify(body));
const states = async () =>
  (await server.pool.query<{ state: string; error: string | null }>('select state, error from delivery order by id')).rows;

beforeEach(async () => {
  await server.pool.query(`
    insert into breaker (action, failures, since, open_until, error) values ('slack.post_message', 6, now(), now() + interval '5 minutes', '503 from Slack');
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, state, due_at, attempts, error) values
      (1, 1, date_trunc('milliseconds', now()), 'k1', 'slack.post_message', '#sales', '{}', 'waiting', now() + interval '1 hour', 3, '503 from Slack'),
      (1, 2, date_trunc('milliseconds', now()), 'k2', 'slack.post_message', '#sales', '{"awaited": true}', 'waiting', now(), 0, null),
      (1, 3, date_trunc('milliseconds', now()), 'k3', 'email.send', 'a@x.test', '{}', 'waiting', now() + interval '1 hour', 1, null);`);
});

test('it is listed with its connection, what it said and how many wait, and counted in the inbox', async () => {
  expect((await server.get('/api/breakers')).body['data']).toEqual([
    {
      action: 'slack.post_message',
      connection: 'slack',
      failures: 6,
      since: expect.any(String),
      open_until: expect.any(String),
      error: '503 from Slack',
      waiting: 2,
    },
  ]);
  expect((await server.get('/api/inbox')).body).toMatchObject({ breakers: 1 });
});

test('tried now, it and what waits for another try are due at once, and nothing else is', async () => {
  expect((await post('/api/breakers/slack.post_message/try')).body).toEqual({ action: 'slack.post_message', deliveries: 1 });
  const { rows } = await server.pool.query('select id from delivery where due_at <= now() order by id');
  expect(rows).toEqual([{ id: '1' }, { id: '2' }]);
  expect((await server.pool.query('select 1 from breaker where open_until <= now()')).rowCount).toBe(1);
  expect((await server.get('/api/audit?field=breaker.slack.post_message')).body['data']).toMatchObject([
    { to_value: 'tried now', because: { name: 'admin', details: { deliveries: 1 } } },
  ]);
});

test('promise 19: given up, each delivery fails with who decided, runs that wait get their answer, and the breaker is gone', async () => {
  expect((await post('/api/breakers/slack.post_message/give-up')).status).toBe(400);
  expect((await post('/api/breakers/slack.post_message/give-up', { reason: 'Slack is closed' })).body).toEqual({
    action: 'slack.post_message',
    deliveries: 2,
  });
  expect(await states()).toEqual([
    { state: 'failed', error: 'given up by a person: 503 from Slack' },
    { state: 'failed', error: 'given up by a person: 503 from Slack' },
    { state: 'waiting', error: null },
  ]);
  expect((await server.get('/api/breakers')).body['data']).toEqual([]);
  expect((await server.get('/api/tally')).body).toMatchObject({ accepted: 1 });
  const tally = await server.drain();
  expect(tally.accepted).toBe(tally.done + tally.waiting + tally.setAside);
  expect((await server.get('/api/events?name=delivery.failed')).body['data']).toHaveLength(1);
});

test('one that has not tripped is 404', async () => {
  expect(await post('/api/breakers/email.send/try')).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('has not tripped') },
  });
  expect((await post('/api/breakers/%00/try')).status).toBe(404);
});
