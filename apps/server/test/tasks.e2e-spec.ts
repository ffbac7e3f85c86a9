// A task is answered by a person, once, and the audit says who did.

import { expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();

const make = () =>
  server.pool.query(`insert into task (id, subject_kind, subject_id, deal_id, rep, title, created_at, workflow, run_id, step)
    values (9, 'deal', 21, 21, 'nina', 'Call Ana', now(), 'inbound', 71, '1-task')`);
const answer = (path: string, key = server.key) => server.call('POST', `/api/tasks/${path}`, ['authorization', `Bearer ${key}`]);
const audit = async () => (await server.get('/api/audit?kind=deal&subject=21')).body['data'];

test.each([
  ['done', 'done'],
  ['dismiss', 'dismissed'],
])('%s makes it %s, once, and says who did', async (path, state) => {
  await make();
  expect(await answer(`9/${path}`)).toMatchObject({ status: 200, body: { id: '9', state } });
  expect((await answer(`9/done`)).status).toBe(409);
  expect((await server.get('/api/tasks?rep=nina')).body['data']).toMatchObject([
    { id: '9', title: 'Call Ana', state, answered_by: 'admin', answered_at: expect.any(String) },
  ]);
  expect((await server.get('/api/tasks?state=open')).body['data']).toEqual([]);
  expect(await audit()).toMatchObject([
    { field: 'task.9', from_value: 'open', to_value: state, because: { by: 'api', name: 'admin', details: { title: 'Call Ana' } } },
  ]);
});

test('of two who answer at once one is heard', async () => {
  await make();
  const answers = await Promise.all([answer('9/done'), answer('9/dismiss')]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect(await audit()).toHaveLength(1);
});

test.each([
  ['8/done', 404],
  ['x/done', 400],
])('%s is %i and changes nothing', async (path, status) => {
  await make();
  expect((await answer(path)).status).toBe(status);
});

test('promise 21: nobody answers without a key, or with one that only reads', async () => {
  await make();
  const reader = await server.app.get(KeysStore).create('reader', 'read');
  expect((await answer('9/done', reader)).status).toBe(403);
  expect((await answer('9/done', 'mr_wrong')).status).toBe(401);
  expect((await server.get('/api/tasks?state=open')).body['data']).toHaveLength(1);
});
