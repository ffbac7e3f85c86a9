// What one event said and what it caused.

import { expect, test } from '@jest/globals';
import { parseTestFile } from '#libs/language/test-file.js';
import { runTest } from '#libs/simulation/run-test.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { useServer } from './server.fixture.js';

const server = useServer();

test('an event is told as its source understands it, with the changes, the run and the deal that it caused', async () => {
  await server.track('track', {
    userId: 'u-1',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify' },
    context: { traits: { email: 'ana@acme.test' } },
    messageId: 'demo',
  });
  await server.drain();
  const { data } = (await server.get('/api/events?name=Demo%20Requested')).body as { data: { id: string }[] };
  const { status, body } = await server.get(`/api/events/${data[0]!.id}/story`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    problem: null,
    understood: [
      {
        kind: 'event',
        name: 'Demo Requested',
        person: { userId: 'u-1', email: 'ana@acme.test' },
        properties: { company_size: 1200, platform: 'shopify' },
      },
    ],
    runs: [{ workflow: 'inbound', has_begun: true }],
    waits: [],
  });
  const changes = body['changes'] as { subject_kind: string; field: string; to_value: unknown }[];
  expect(changes).toContainEqual(expect.objectContaining({ subject_kind: 'account', field: 'tier', to_value: 'enterprise' }));
  expect(changes).toContainEqual(expect.objectContaining({ subject_kind: 'deal', field: 'stage' }));
});

test('its test expects what the workspace makes of it for somebody new, and passes', async () => {
  await server.track('identify', { userId: 'u-1', traits: { email: 'ana@acme.test' } });
  await server.track('track', {
    userId: 'u-1',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify', website: 'acme.test' },
  });
  await server.track('track', { userId: 'u-1', event: 'Trial Started', properties: { plan: '{{growth}}: #' } });
  await server.drain();
  const { workspace } = await server.app.get(WorkspacesService).current();
  for (const [name, says] of [
    ['Demo Requested', /email: ana@acme\.test[^]*stage: qualified\n\s+emails:\n\s+- book-a-call/],
    ['Trial Started', /plan: "\{\{growth\}\}: #"[^]*emails:/],
  ] as const) {
    const { data } = (await server.get(`/api/events?name=${encodeURIComponent(name)}`)).body as { data: { id: string }[] };
    const text = String((await server.get(`/api/events/${data[0]!.id}/story`)).body['as_test']);
    expect(text).toMatch(says);
    const { test: copied, problems } = parseTestFile({ path: 'workflows/copied.test.yaml', text });
    expect(problems).toEqual([]);
    expect(runTest(copied!, workspace, stepsByKind).failures).toEqual([]);
  }
});

test('an event that nothing followed says so, and one that is not there is 404', async () => {
  await server.track('track', { userId: 'u-2', event: 'Coffee Drunk', messageId: 'c' });
  await server.drain();
  const { data } = (await server.get('/api/events?verdict=unplanned')).body as { data: { id: string }[] };
  expect((await server.get(`/api/events/${data[0]!.id}/story`)).body).toMatchObject({ changes: [], runs: [], deals: [], waits: [] });
  expect((await server.get('/api/events/999999/story')).status).toBe(404);
  expect((await server.get('/api/events/ana/story')).status).toBe(400);
});
