// A workflow is paused and goes on over HTTP: told everywhere, with who and why, and nothing of it leaves meanwhile.

import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

const post = (path: string, body: unknown = {}) =>
  server.call('POST', path, ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'], JSON.stringify(body));
const rows = async (path: string) => (await server.get(path)).body['data'] as Record<string, unknown>[];
const demo = async (who: string): Promise<void> => {
  const sent = { userId: who, event: 'Demo Requested', properties: { company_size: 1200, platform: 'shopify' }, messageId: `demo ${who}` };
  await server.track('track', { ...sent, context: { traits: { email: `${who}@acme.test` } } });
  await server.drain();
};
const of = async (name: string) => (await rows('/api/workflows')).find((one) => one['name'] === name)!;

test('a paused workflow takes nobody in, is told in the list, its page, its runs, why and the audit, and goes on afterwards', async () => {
  await demo('ana');
  await server.endLoops();
  // It waits in the middle of something.
  await server.pool.query(
    `update run set ended_at = null, end_reason = null, state = 'sleeping', step = '1-x', due_at = now() + interval '1 day'`,
  );
  const paused = { since: expect.any(String), by: 'admin', reason: 'the form is broken' };
  expect(await post('/api/workflows/inbound/pause', { reason: 'the form is broken' })).toMatchObject({
    status: 200,
    body: { name: 'inbound', paused },
  });
  expect((await post('/api/workflows/inbound/pause', { reason: 'again' })).status).toBe(409);
  expect(await of('inbound')).toMatchObject({ paused });
  expect((await server.get('/api/workflows/inbound')).body).toMatchObject({ paused });
  expect((await rows('/api/runs?workflow=inbound'))[0]).toMatchObject({ paused_since: expect.any(String) });
  await demo('ben');
  expect(await rows('/api/runs?workflow=inbound')).toHaveLength(1);
  const why = (await server.get('/api/why/workflow/inbound?person=ben@acme.test')).body;
  expect(why).toMatchObject({
    now: { wouldBegin: false, why: 'paused', reason: expect.stringMatching(/paused since .* by admin: the form is broken/) },
  });
  expect((await post('/api/workflows/inbound/resume', { reason: 'mended' })).body).toEqual({ name: 'inbound', paused: null });
  expect((await post('/api/workflows/inbound/resume')).status).toBe(409);
  await demo('cyd');
  expect(await rows('/api/runs?workflow=inbound')).toHaveLength(2);
  expect(await rows('/api/audit?field=workflow.inbound')).toMatchObject([
    { from_value: 'paused', to_value: 'running', because: { name: 'admin', details: { workflow: 'inbound', reason: 'mended' } } },
    { from_value: 'running', to_value: 'paused', because: { name: 'admin', details: { reason: 'the form is broken' } } },
  ]);
  expect(server.failures).toEqual([]);
});

test('a workflow that is not there is 404, and a pause without a reason 400', async () => {
  expect((await post('/api/workflows/nowhere/pause', { reason: 'x' })).status).toBe(404);
  for (const body of [{}, { reason: ' ' }, { reason: 'a\nb' }, { reason: 'x', until: 'y' }])
    expect(await post('/api/workflows/inbound/pause', body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('"reason"') },
    });
});
