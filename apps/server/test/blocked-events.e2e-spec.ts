// What the tracking plan blocked is decided by a person, over HTTP: who and why stand in the audit.

import { beforeEach, expect, test } from '@jest/globals';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { useServer } from './server.fixture.js';

const server = useServer();

const post = (body: unknown) =>
  server.call(
    'POST',
    '/api/events/blocked',
    ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'],
    JSON.stringify(body),
  );

/** The reference workspace with a plan of this type for the company's size. */
async function plan(type: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-plan-'));
  await cp(server.settings.configDir, folder, { recursive: true });
  await writeFile(
    join(folder, 'tracking-plan/demo-requested.yaml'),
    `event: Demo Requested\nowner: growth@acme.test\non_violation: block\nproperties:\n  company_size: { type: ${type}, required: true }\n  platform: { type: string }\n  website: { type: string }\n`,
  );
  await server.app.get(WorkspacesService).applyFolder(folder, Date.now());
  await rm(folder, { recursive: true });
}

let id = '';
beforeEach(async () => {
  await plan('boolean');
  const sent = { userId: 'u-1', event: 'Demo Requested', properties: { company_size: 1200, platform: 'shopify' }, messageId: 'demo' };
  await server.track('track', { ...sent, context: { traits: { email: 'ana@acme.test' } } });
  await server.drain();
  const { data } = (await server.get('/api/events?verdict=blocked')).body as { data: { id: string }[] };
  id = data[0]!.id;
});

test('checked again, a plan that still blocks it says why and nothing is done', async () => {
  const { status, body } = await post({ ids: [id], as: 'check' });
  expect({ status, body }).toEqual({
    status: 200,
    body: { data: [{ id, state: 'still_blocked', notes: [expect.stringContaining('the plan wants boolean'), expect.any(String)] }] },
  });
  expect((await server.get(`/api/events/${id}/story`)).body).toMatchObject({
    against: [expect.stringContaining('company_size'), expect.any(String)],
    decisions: [],
  });
  expect((await server.get('/api/inbox')).body).toMatchObject({ blocked: 1 });
});

test('checked again after the plan was mended it takes its effect, once, and the audit says who', async () => {
  await plan('integer');
  const answers = await Promise.all([post({ ids: [id, id, '999'], as: 'check' }), post({ ids: [id], as: 'check' })]);
  const states = answers.flatMap(({ body }) => (body['data'] as { state: string }[]).map(({ state }) => state));
  expect(states.toSorted()).toEqual(['not_blocked', 'not_blocked', 'waiting']);
  const tally = await server.drain();
  expect(tally.accepted).toBe(tally.done + tally.waiting + tally.setAside);
  expect((await server.get(`/api/events/${id}`)).body).toMatchObject({ verdict: 'used' });
  expect((await server.get('/api/deals')).body['data']).toHaveLength(1);
  const { data } = (await server.get(`/api/audit?kind=setting&subject=${id}`)).body as { data: unknown[] };
  expect(data).toEqual([
    expect.objectContaining({
      field: 'blocked_event',
      from_value: 'blocked',
      to_value: 'checked again',
      because: expect.objectContaining({ name: 'admin' }),
    }),
  ]);
});

test('let through in spite of the plan it needs a reason, which is told with the event', async () => {
  expect((await post({ ids: [id], as: 'pass' })).body).toMatchObject({ status: 400, detail: expect.stringContaining('"reason"') });
  expect((await post({ ids: [id], as: 'pass', reason: 'the size is right' })).body).toMatchObject({ data: [{ state: 'waiting' }] });
  await server.drain();
  const story = (await server.get(`/api/events/${id}/story`)).body;
  expect(story).toMatchObject({ decisions: [{ to: 'let through', by: 'admin', reason: 'the size is right' }] });
  expect((await server.get(`/api/events/${id}`)).body).toMatchObject({
    verdict: 'used',
    notes: expect.arrayContaining([expect.stringMatching(/a person let it through/)]),
  });
  expect((await server.get('/api/deals')).body['data']).toHaveLength(1);
});

test('discarded it waits for nobody any more', async () => {
  expect((await post({ ids: [id], as: 'discard' })).body).toEqual({ data: [{ id, state: 'discarded', notes: [] }] });
  expect((await server.get('/api/inbox')).body).toMatchObject({ blocked: 0 });
  expect((await server.get('/api/events?verdict=discarded')).body['data']).toHaveLength(1);
  expect((await post({ ids: [id], as: 'check' })).body).toMatchObject({ data: [{ state: 'not_blocked' }] });
});

test.each([
  {},
  { ids: [], as: 'check' },
  { ids: ['ana'], as: 'check' },
  { ids: ['1'], as: 'maybe' },
  { ids: ['1'], as: 'check', by: 'me' },
])('%j is 400 that says what the body must be', async (body) => {
  expect(await post(body)).toMatchObject({ status: 400, body: { detail: expect.stringContaining('the body must be') } });
});
