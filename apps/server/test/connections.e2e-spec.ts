// How connections are told and tested over the API.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { KeysStore } from '../keys/keys.store.js';
import { signers, useServer } from './server.fixture.js';

const server = useServer({ SLACK_BOT_TOKEN: 'xoxb-hunter2' });
const tokens = ['HUBSPOT_TOKEN_OF_TEST', 'ENRICH_KEY_OF_TEST'] as const;

interface Listed {
  readonly name: string;
  readonly is_configured: boolean;
  readonly missing: readonly string[];
  readonly can_test: boolean;
  readonly in: Record<string, unknown> | null;
  readonly out: readonly Record<string, unknown>[];
}

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-connections-'));
  cpSync(server.settings.configDir, folder, { recursive: true });
  writeFileSync(join(folder, 'tracking-plan', 'sized.yaml'), 'plan: account\nproperties:\n  head_count: { type: integer }\n');
  writeFileSync(
    join(folder, 'connections.yaml'),
    `connections:
  hubspot: { token: "\${env.HUBSPOT_TOKEN_OF_TEST}" }
  inside:
    enrich: account
    url: "https://127.0.0.1/?d=\${{ account.domain }}"
    headers: { Authorization: "Bearer \${env.ENRICH_KEY_OF_TEST}" }
    map: { head_count: answer.size }
`,
  );
  await server.app.get(WorkspacesService).applyFolder(folder, Date.now());
});
afterEach(() => {
  nock.cleanAll();
  for (const name of tokens) delete process.env[name];
});

const all = async () => (await server.get('/api/connections')).body['data'] as Listed[];
const one = async (name: string) => (await all()).find((listed) => listed.name === name)!;
const tested = (name: string, key = server.key) => server.call('POST', `/api/connections/${name}/test`, ['authorization', `Bearer ${key}`]);

test('what is missing is told by its name, and no value is', async () => {
  expect(await one('hubspot')).toMatchObject({
    is_configured: false,
    missing: ['HUBSPOT_TOKEN_OF_TEST'],
    can_test: false,
    file: 'connections.yaml',
    line: 2,
  });
  expect(await one('mail')).toMatchObject({ is_configured: false, missing: ['SMTP_URL'] });
  expect(await one('slack')).toMatchObject({ is_configured: true, missing: [], can_test: true });
  process.env['HUBSPOT_TOKEN_OF_TEST'] = 'pat-hunter2';
  expect(await one('hubspot')).toMatchObject({ is_configured: true, can_test: true });
  expect((await server.get('/api/connections')).text).not.toContain('hunter2');
});

test('what came in, what was refused, what went out and what is blocked', async () => {
  await server.track('track', { userId: 'u', event: 'Signed Up' });
  const body = '{"id":"evt_1"}';
  const [header] = signers.stripe(body);
  await server.call('POST', '/v1/webhooks/stripe', ['content-type', 'application/json', header, 't=1,v1=00'], body);
  await server.drain();
  await server.pool.query(`
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, state, error, ended_at)
      values (1, 1, now(), 'a', 'slack.post_message', '#sales', '{}', 'done', null, now()), (1, 2, now(), 'b', 'slack.post_message', '#sales', '{}', 'failed', 'not_in_channel', now());
    insert into breaker (action, failures, since, open_until, error) values ('slack.post_message', 5, now(), now() + interval '1 minute', 'Slack is away')`);
  expect((await one('segment')).in).toMatchObject({ verified: 1, rejected: 0, last_at: expect.any(String) });
  // Rejections are counted in memory and written together.
  while ((await one('stripe')).in?.['rejected'] === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await one('stripe')).in).toMatchObject({ verified: 0, rejected: 1, rejected_because: expect.any(String) });
  expect((await one('slack')).out).toEqual([
    expect.objectContaining({
      done: 1,
      failed: 1,
      waiting: 0,
      error: 'not_in_channel',
      breaker: expect.objectContaining({ error: 'Slack is away' }),
    }),
  ]);
});

test('a test asks the other side with the secret in force, and tells in words', async () => {
  nock('https://slack.com', { reqheaders: { authorization: 'Bearer xoxb-hunter2' } })
    .post('/api/auth.test')
    .reply(200, { ok: false, error: 'invalid_auth' });
  expect((await tested('slack')).body).toEqual({
    ok: false,
    says: 'Slack refused the token: invalid_auth.',
    fix: expect.stringContaining('SLACK_BOT_TOKEN'),
  });
  process.env['HUBSPOT_TOKEN_OF_TEST'] = 'pat-1';
  nock('https://api.hubapi.com', { reqheaders: { authorization: 'Bearer pat-1' } })
    .get('/account-info/v3/details')
    .reply(200, { portalId: 7 });
  expect((await tested('hubspot')).body).toEqual({ ok: true, says: 'HubSpot answers for the account 7.' });
});

test('promise 16: a provider inside the network is not asked', async () => {
  process.env['ENRICH_KEY_OF_TEST'] = 'hunter2';
  const { body, text } = await tested('enrich.inside');
  expect(body).toMatchObject({ ok: false, says: expect.stringContaining('was not asked'), fix: expect.stringContaining('public') });
  expect(text).not.toContain('hunter2');
});

test('what cannot be tested says why and what to do', async () => {
  expect(await tested('hubspot')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('HUBSPOT_TOKEN_OF_TEST') } });
  expect(await tested('calendly')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('millrace trigger calendly.booked') },
  });
  expect(await tested('nothing')).toMatchObject({ status: 404, body: { detail: expect.stringContaining('slack') } });
  const reader = await server.app.get(KeysStore).create('reader', 'read');
  expect((await tested('slack', reader)).status).toBe(403);
});
