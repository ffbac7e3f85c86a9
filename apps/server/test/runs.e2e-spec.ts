// A run is tried again, canceled or moved by a person, and the audit says who did.

import { beforeEach, expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();

beforeEach(async () => {
  await server.pool.query(`
    insert into person (id, email, first_seen_at, last_seen_at) values (11, 'ana@acme.test', now(), now());
    insert into run (subject_id, id, subject_kind, person_id, workflow, version_id, state, step, due_at, trigger, started_at)
      select 11, 71, 'person', 11, workflow, id, 'sleeping', 'gone', now() + interval '1 day', '{"eventId":null,"name":"Demo Requested","at":0,"receivedAt":0,"source":"test","properties":{}}', now()
      from workflow_version where workflow = 're-engage';
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id)
      values (11, 41, now(), '71:1-email:1:1', 'email.send', 'ana@acme.test', '{}', 71);`);
});

const send = (path: string, body?: object, key = server.key) =>
  server.call(
    'POST',
    `/api/runs/${path}`,
    ['authorization', `Bearer ${key}`, ...(body === undefined ? [] : ['content-type', 'application/json'])],
    body === undefined ? undefined : JSON.stringify(body),
  );

test('a run is canceled with a reason, once; its journal and its deliveries are shown', async () => {
  expect(await send('71/cancel', { reason: ' they asked ' })).toMatchObject({
    status: 200,
    body: { id: '71', state: 'stopped', step: null, deliveries: 0, version_id: expect.any(String) },
  });
  const again = await send('71/cancel', { reason: 'x' });
  expect([again.status, again.text]).toEqual([
    409,
    expect.stringContaining('it has ended already: stopped (canceled by admin: they asked)'),
  ]);
  expect((await server.get('/api/runs/71')).body).toMatchObject({
    state: 'stopped',
    steps: [{ step: 'gone', outcome: { kind: 'stop', reason: 'canceled by admin: they asked' } }],
    deliveries: [{ id: '41', state: 'waiting', recipient: 'ana@acme.test' }],
  });
  expect((await server.get('/api/audit?kind=person&subject=11')).body['data']).toMatchObject([
    {
      field: 'run.71',
      from_value: 'sleeping',
      to_value: 'stopped',
      because: { by: 'api', name: 'admin', details: { reason: 'they asked' } },
    },
  ]);
});

test.each([
  ['8/retry', undefined, 404, 'there is no run 8'],
  ['x/retry', undefined, 400, 'digits'],
  ['71/cancel', {}, 400, '"reason"'],
  ['71/cancel', { reason: '' }, 400, '"reason"'],
  ['71/cancel', { reason: 'a\u0000b' }, 400, '"reason"'],
  ['71/cancel', { reason: 'a', why: 'b' }, 400, '"reason"'],
  ['71/migrate', undefined, 409, 'it is in the newest version already'],
  ['71/retry', undefined, 409, 'it has not failed (it is sleeping), and nothing of it has failed to leave'],
])('%s with %j is %i and changes nothing', async (path, body, status, text) => {
  const answer = await send(path, body);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(JSON.stringify(text).slice(1, -1))]);
  expect((await server.get('/api/runs/71')).body).toMatchObject({ state: 'sleeping', steps: [] });
});

test('promise 21: a key that only reads changes no run', async () => {
  const reader = await server.app.get(KeysStore).create('reader', 'read');
  for (const path of ['71/retry', '71/cancel', '71/migrate']) expect((await send(path, { reason: 'x' }, reader)).status).toBe(403);
});
