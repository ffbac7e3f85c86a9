// What waits for a person is counted, and a clash is closed once, with its audit.

import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();
const post = (path: string) => server.call('POST', path, ['authorization', `Bearer ${server.key}`]);

test('an empty inbox counts nothing, and everything that waits is counted once', async () => {
  const none = { unmatched: 0, clashes: 0, blocked: 0, unknown: 0, dead_letters: 0, proposals: 0, breakers: 0 };
  expect((await server.get('/api/inbox')).body).toEqual(none);
  await server.pool.query(`
    insert into clash (kind, at, event_id, first_id, second_id, keys, state) values ('user_id', now(), 1, 1, 2, '[]', 'open'), ('user_id', now(), 1, 1, 3, '[]', 'closed');
    insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at) values (1, 1, now(), 'stripe', gen_random_uuid(), 'x', 'broken', now());
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, state) values (1, 1, now(), 'k1', 'email.send', 'a@x.test', '{}', 'unknown'),
      (1, 2, now(), 'k2', 'email.send', 'a@x.test', '{}', 'done');
    insert into event (subject_id, id, received_at, at, kind, name, source, key, verdict, body) values
      (1, 1, now(), now(), 'event', 'A', 's', gen_random_uuid(), 'blocked', '{}'), (1, 2, now(), now(), 'event', 'A', 's', gen_random_uuid(), 'used', '{}');
    insert into pending_fact (subject_id, id, pipeline, at, key, body, because) values (1, 1, 'new-business', now(), 'k', '{}', '{"event": {"id": "7", "name": "A", "source": "s"}}')`);
  expect((await server.get('/api/inbox')).body).toEqual({ ...none, unmatched: 1, clashes: 1, blocked: 1, unknown: 1, dead_letters: 1 });
  expect((await server.get('/api/unmatched')).body).toMatchObject({ data: [{ pipeline: 'new-business', name: 'A', event_id: '7' }] });
});

test('a clash is closed once, by whom stands in the audit, and it stays closed', async () => {
  await server.pool.query(
    `insert into clash (id, kind, at, event_id, first_id, second_id, keys) values (9, 'user_id', now(), 1, 1, 2, '[]')`,
  );
  expect((await post('/api/clashes/9/close')).body).toEqual({ id: '9', state: 'closed' });
  expect((await post('/api/clashes/9/close')).status).toBe(409);
  expect((await post('/api/clashes/10/close')).status).toBe(404);
  expect((await post('/api/clashes/x/close')).status).toBe(400);
  const { rows } = await server.pool.query(`select field, from_value, to_value, because ->> 'name' as by from audit where subject_id = 9`);
  expect(rows).toEqual([{ field: 'clash', from_value: 'open', to_value: 'closed', by: 'admin' }]);
});
