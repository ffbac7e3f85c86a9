// Two that are one, merged by hand over HTTP: told before, done once, with who and why; what came of the one comes to the other.

import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

const post = (path: string, body: unknown = {}) =>
  server.call('POST', path, ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'], JSON.stringify(body));
const rows = async (path: string) => (await server.get(path)).body['data'] as Record<string, unknown>[];
const idOf = async (email: string) => String((await rows(`/api/people?email=${email}`))[0]!['id']);

/** Two users, one of them with a demo: a deal and a run of its own. */
async function two(): Promise<{ stays: string; goes: string }> {
  await server.track('identify', { userId: 'u-1', traits: { email: 'ana@acme.test', name: 'Ana' }, messageId: 'i1' });
  await server.track('identify', { userId: 'u-2', traits: { email: 'ana@other.test', name: 'Ana T.' }, messageId: 'i2' });
  const properties = { company_size: 1200, platform: 'shopify' };
  await server.track('track', { userId: 'u-2', event: 'Demo Requested', properties, messageId: 'd2' });
  await server.drain();
  return { stays: await idOf('ana@acme.test'), goes: await idOf('ana@other.test') };
}

test('a preview tells what goes where and changes nothing', async () => {
  const { stays, goes } = await two();
  // It waits in the middle of something, and nobody takes it on.
  await server.endLoops();
  await server.pool.query(`update run set ended_at = null, end_reason = null, state = 'sleeping', due_at = now() + interval '1 day'`);
  const { status, body } = await server.get(`/api/merges/preview?kind=person&stays=${stays}&goes=${goes}`);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { stays, goes, keys: expect.arrayContaining([{ kind: 'user_id', value: 'u-2' }]) },
  });
  expect(body['values']).toContainEqual({ name: 'name', stays: 'Ana', goes: 'Ana T.', will: 'Ana T.' });
  expect(body['deals']).toEqual([expect.objectContaining({ is_moved: true })]);
  expect(body['runs']).toEqual(expect.arrayContaining([expect.objectContaining({ workflow: 'inbound', becomes: 'moves' })]));
  expect(await idOf('ana@other.test')).toBe(goes);
});

test('promise 18: merged, keys, deals and runs are the survivor’s, the old id answers, the audit says who and why, the clash is decided', async () => {
  const { stays, goes } = await two();
  // A fact says that they are one; two user ids are never merged by themselves.
  await server.track('identify', { userId: 'u-1', traits: { email: 'ana@other.test' }, messageId: 'i3' });
  await server.drain();
  expect(await rows('/api/clashes?state=open')).toHaveLength(1);
  const merged = await post('/api/merges', { kind: 'person', stays, goes, reason: 'she said so' });
  expect(merged).toMatchObject({ status: 200, body: { stays, goes, clashes: [expect.any(String)] } });
  expect((await server.get(`/api/people/${goes}`)).body).toMatchObject({ id: stays });
  expect(await idOf('ana@other.test')).toBe(stays);
  expect((await rows('/api/deals'))[0]).toMatchObject({ contact_id: stays });
  expect((await rows(`/api/runs?person=${stays}&workflow=inbound`))[0]).toMatchObject({ subject_id: stays });
  expect(await rows(`/api/audit?kind=person&subject=${stays}&field=merged`)).toMatchObject([
    { from_value: goes, to_value: stays, because: { name: 'admin', details: { reason: 'she said so' } } },
  ]);
  expect(await rows('/api/clashes?state=open')).toEqual([]);
  // Facts of either go to the one, and nobody asks again.
  await server.track('track', { userId: 'u-2', event: 'Signed Up', messageId: 's2' });
  await server.track('identify', { userId: 'u-1', traits: { email: 'ana@other.test' }, messageId: 'i4' });
  await server.drain();
  expect((await rows('/api/events?name=Signed%20Up'))[0]).toMatchObject({ person_id: stays });
  expect(await rows('/api/clashes?state=open')).toEqual([]);
  expect(server.failures).toEqual([]);
});

test('two accounts become one: its people, deals, domains and counts', async () => {
  const { stays: one, goes: other } = await two();
  const account = async (person: string) => String((await server.get(`/api/people/${person}`)).body['account_id']);
  const [stays, goes] = [await account(one), await account(other)];
  expect(stays).not.toBe(goes);
  expect((await post('/api/merges', { kind: 'account', stays, goes, reason: 'bought' })).status).toBe(200);
  expect([await account(one), await account(other)]).toEqual([stays, stays]);
  expect((await server.get(`/api/accounts/${goes}`)).body).toMatchObject({ id: stays, people: 2 });
  expect((await rows('/api/deals'))[0]).toMatchObject({ account_id: stays });
  await server.track('identify', { userId: 'u-9', traits: { email: 'cy@other.test' }, messageId: 'i9' });
  await server.drain();
  expect(await account(await idOf('cy@other.test'))).toBe(stays);
});

test('of two who merge the same two at once one is told that they are one already', async () => {
  const { stays, goes } = await two();
  const answers = await Promise.all([
    post('/api/merges', { kind: 'person', stays, goes, reason: 'a' }),
    post('/api/merges', { kind: 'person', stays: goes, goes: stays, reason: 'b' }),
  ]);
  expect(answers.map(({ status }) => status).toSorted((one, next) => one - next)).toEqual([200, 409]);
});

test('what cannot be merged says why', async () => {
  const { stays } = await two();
  expect(await post('/api/merges', { kind: 'person', stays, goes: '999999', reason: 'x' })).toMatchObject({ status: 404 });
  expect(await post('/api/merges', { kind: 'person', stays, goes: stays, reason: 'x' })).toMatchObject({ status: 409 });
  for (const body of [{}, { kind: 'deal', stays: '1', goes: '2', reason: 'x' }, { kind: 'person', stays: '1', goes: '2' }])
    expect(await post('/api/merges', body)).toMatchObject({ status: 400, body: { detail: expect.stringContaining('the body must be') } });
  expect(await server.get('/api/merges/preview?kind=person&stays=a&goes=2')).toMatchObject({ status: 400 });
});
