// A deal is edited over the API: checked against its pipeline and team, told with who did it, refused with the field and the fix.

import { beforeEach, expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();
let id = '';

const send = (method: string, path: string, body?: unknown, key = server.key) =>
  server.call(method, path, ['authorization', `Bearer ${key}`, 'content-type', 'application/json'], JSON.stringify(body ?? {}));
const edit = (body: unknown, key?: string) => send('PATCH', `/api/deals/${id}`, body, key);

beforeEach(async () => {
  await server.loops();
  await server.track('identify', { userId: 'u1', traits: { email: 'ana@acme.test' } });
  await server.track('track', {
    userId: 'u1',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify', website: 'acme.test' },
  });
  await server.drain();
  const { body } = await server.get('/api/deals');
  const [deal] = body['data'] as { id: string }[];
  id = deal!.id;
});

test('an edit is made and answered with the deal, its hold and its next version', async () => {
  const before = (await server.get(`/api/deals/${id}`)).body;
  const { status, body } = await edit({
    version: before['version'],
    as: 'omar',
    stage: 'trial',
    amount: { amount: 500_000, currency: 'usd' },
    fields: { budget: 'yes' },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    stage: 'trial',
    amount: { amount: 500_000, currency: 'usd' },
    fields: { budget: 'yes' },
    holds: { stage: expect.stringMatching(/^2\d{3}-/), amount: expect.any(String), budget: expect.any(String) },
    version: (before['version'] as number) + 1,
  });
  const audit = (await server.get(`/api/audit?kind=deal&subject=${id}&field=stage&limit=1`)).body['data'];
  expect(audit).toMatchObject([{ to_value: 'trial', because: { by: 'rep', name: 'omar', details: { key: 'admin' } } }]);
});

test('without a rep it is the key’s', async () => {
  expect((await edit({ name: 'Acme, 40 seats' })).body).toMatchObject({ name: 'Acme, 40 seats' });
  const audit = (await server.get(`/api/audit?kind=deal&subject=${id}&field=name`)).body['data'];
  expect(audit).toMatchObject([{ because: { by: 'api', name: 'admin' } }]);
});

test('what is wrong is refused as problem+json with each field and its fix', async () => {
  const { status, body, headers } = await edit({ stage: 'trail', owner: 'nobody-here' });
  expect(status).toBe(422);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({
    status: 422,
    errors: [
      { field: 'stage', fix: 'did you mean "trial"?' },
      { field: 'owner', fix: expect.stringContaining('nina') },
    ],
  });
  expect(body['detail']).toContain('did you mean "trial"?');
});

test.each([
  ['another version', { version: 77, name: 'x' }, 409, 'read it again'],
  ['a version that is none', { version: '1', name: 'x' }, 400, 'must be the version'],
  ['nothing', {}, 422, 'nothing is to be changed'],
  ['a list', [], 400, 'JSON object'],
  ['a rep who is none', { as: 'zoe', name: 'x' }, 422, '"as"'],
])('%s is refused and changes nothing', async (_what, body, status, words) => {
  const answer = await edit(body);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  expect((await server.get(`/api/audit?kind=deal&subject=${id}&field=name`)).body['data']).toEqual([]);
});

test('a deal that is not there is a 404, and promise 21: a key that only reads does not edit', async () => {
  expect((await send('PATCH', '/api/deals/999', { name: 'x' })).status).toBe(404);
  expect((await send('PATCH', '/api/deals/x', { name: 'x' })).status).toBe(400);
  const reader = await server.app.get(KeysStore).create('reader', 'read');
  expect((await edit({ name: 'x' }, reader)).status).toBe(403);
});

test('a proposal is listed, and accepted or dismissed once', async () => {
  await edit({ as: 'nina', stage: 'qualified' });
  await server.track('track', { userId: 'u1', event: 'Trial Started', properties: { plan: 'pro' } });
  await server.drain();
  const { body } = await server.get(`/api/proposals?state=open&deal=${id}`);
  expect(body['data']).toMatchObject([
    { deal_id: id, from_stage: 'qualified', to_stage: 'trial', because: { event: { name: 'Trial Started' } } },
  ]);
  const proposal = (body['data'] as { id: string }[])[0]!.id;
  expect(await send('POST', `/api/proposals/${proposal}/accept`, { as: 'nina' })).toMatchObject({
    status: 200,
    body: { state: 'accepted' },
  });
  expect((await server.get(`/api/deals/${id}`)).body).toMatchObject({ stage: 'trial' });
  expect((await send('POST', `/api/proposals/${proposal}/dismiss`)).status).toBe(409);
  expect((await send('POST', '/api/proposals/999/accept')).status).toBe(404);
});

test('the ledger of turns is listed: a credit that was moved by hand has its row', async () => {
  const owner = (await server.get(`/api/deals/${id}`)).body['owner'];
  const other = owner === 'nina' ? 'omar' : 'nina';
  await edit({ owner: other });
  const turns = (await server.get('/api/turns?pool=inbound:enterprise')).body['data'];
  expect(turns).toMatchObject([
    { rep: other, credit: 1, because: { by: 'api', details: { from: owner, to: other } } },
    { rep: owner, credit: -1 },
    { rep: owner, credit: 1, because: { details: { reason: 'turn' } } },
  ]);
});

test('deals are listed by drift', async () => {
  await server.pool.query(`update deal set drift = '[{"amount": -100, "currency": "usd"}]' where id = $1`, [id]);
  expect((await server.get('/api/deals?drift=true')).body['data']).toMatchObject([{ id, drift: [{ amount: -100, currency: 'usd' }] }]);
  expect((await server.get('/api/deals?drift=false')).body['data']).toEqual([]);
});
