// A delivery that nobody knows the end of is decided by a person, once, and its run goes on.

import { expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();

async function hold(state = 'unknown', action = 'email.send'): Promise<void> {
  await server.pool.query(
    `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, workflow, state, attempts, error)
     values (3, 9, date_trunc('second', now()), '88:3-email:1:1', $2, 'ana@acme.test', '{"template":"book-a-call"}', null, 3, 'inbound', $1, 1, 'lost')`,
    [state, action],
  );
}

const decide = (body: string, { id = '9', key = server.key } = {}) =>
  server.call('POST', `/api/deliveries/${id}/decide`, ['authorization', `Bearer ${key}`, 'content-type', 'application/json'], body);
const audit = async () => (await server.get('/api/audit?kind=setting&subject=9')).body['data'];
const state = async () => (await server.pool.query('select state, attempts, ended_at is null as open from delivery')).rows[0];

test.each([
  ['sent', 'done', 'email.sent'],
  ['failed', 'failed', 'email.failed'],
])('promise 3: %s ends it as %s, tells %s as a fact, and says who decided', async (as, becomes, fact) => {
  await hold();
  expect(await decide(`{"as":"${as}"}`)).toMatchObject({ status: 200, body: { id: '9', state: becomes } });
  expect(await state()).toEqual({ state: becomes, attempts: 1, open: false });
  expect(await audit()).toMatchObject([
    { field: 'delivery', from_value: 'unknown', to_value: becomes, because: { by: 'api', name: 'admin', details: { decided: as } } },
  ]);
  const tally = await server.drain();
  expect(tally).toMatchObject({ accepted: 1, done: 1, waiting: 0, setAside: 0 });
  expect((await server.get(`/api/events?name=${fact}`)).body['data']).toHaveLength(1);
});

test('again puts it back to waiting, and it is sent under its old key', async () => {
  await hold();
  expect(await decide('{"as":"again"}')).toMatchObject({ status: 200, body: { state: 'waiting' } });
  expect(await state()).toEqual({ state: 'waiting', attempts: 1, open: true });
  expect((await server.pool.query('select from inbox')).rowCount).toBe(0);
});

test('a notice that nobody waits for is decided without a fact', async () => {
  await hold('unknown', 'slack.post_message');
  expect((await decide('{"as":"sent"}')).status).toBe(200);
  expect((await server.pool.query('select from inbox')).rowCount).toBe(0);
});

test('of two who decide at once one is heard', async () => {
  await hold();
  const answers = await Promise.all([decide('{"as":"sent"}'), decide('{"as":"again"}')]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect(await audit()).toHaveLength(1);
});

test.each(['{}', '{"as":"lost"}', '{"as":"sent","why":1}', '[]', 'null', '{"as":', '"sent"'])(
  '%s is 400 and decides nothing',
  async (body) => {
    await hold();
    expect(await decide(body)).toMatchObject({ status: 400, headers: { 'content-type': expect.stringContaining('problem+json') } });
    expect(await state()).toMatchObject({ state: 'unknown' });
  },
);

test('one that is not unknown is 409, one that is none 404, an id that is none 400', async () => {
  await hold('done');
  expect(await decide('{"as":"again"}')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('delivery 9 is done') } });
  expect((await decide('{"as":"again"}', { id: '10' })).status).toBe(404);
  expect((await decide('{"as":"again"}', { id: 'nine' })).status).toBe(400);
});

test('promise 21: it takes an admin’s key', async () => {
  await hold();
  expect((await decide('{"as":"sent"}', { key: await server.app.get(KeysStore).create('viewer', 'read') })).status).toBe(403);
  expect((await server.get('/docs/openapi.json')).text).toContain('/api/deliveries/{id}/decide');
});
