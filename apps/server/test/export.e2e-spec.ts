import { expect, test } from '@jest/globals';
import { type HistoryLine, readHistoryLine } from '#libs/reporting/history-line.js';
import { useServer } from './server.fixture.js';

const server = useServer({ DEMO_CLOCK: 'true' });

const asks = (email: string) => ({
  userId: email,
  event: 'Demo Requested',
  messageId: `ask-${email}`,
  properties: { company_size: 1200, platform: 'shopify', note: 'ä\u2028' },
  context: { traits: { email } },
});

async function exported(query = ''): Promise<readonly HistoryLine[]> {
  const { status, text, headers } = await server.get(`/api/export/events${query}`);
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/x-ndjson' });
  return text.trim().split('\n').map(readHistoryLine);
}

test('the export has the workspace that runs, then every event once with its body, in the order of arrival', async () => {
  for (const email of ['ana@acme.test', 'ben@shop.test']) expect(await server.track('track', asks(email))).toBe(200);
  await server.drain();
  const lines = await exported();
  expect(lines.map(({ kind }) => kind).slice(0, 3)).toEqual(['history', 'workspace', 'event']);
  const events = lines.filter((line) => line.kind === 'event');
  const tracked = events.filter(({ source }) => source === 'segment:website');
  expect(tracked.map(({ body }) => (JSON.parse(body) as { messageId: string }).messageId)).toEqual([
    'ask-ana@acme.test',
    'ask-ben@shop.test',
  ]);
  expect(JSON.parse(tracked[0]!.body)).toMatchObject({ properties: { note: 'ä\u2028' } });
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test('?from leaves out what came before, ?outcomes=true adds what became of it', async () => {
  expect(await server.track('track', asks('ana@acme.test'))).toBe(200);
  await server.drain();
  const later = new Date(Date.now() + 3_600_000).toISOString();
  expect((await exported(`?from=${later}`)).filter(({ kind }) => kind === 'event')).toEqual([]);
  const outcomes = await exported('?outcomes=true');
  expect(outcomes).toContainEqual(
    expect.objectContaining({ kind: 'account', name: 'acme.test', is: expect.objectContaining({ tier: 'enterprise' }) }),
  );
  expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'run', run: expect.objectContaining({ workflow: 'inbound' }) }));
  expect(outcomes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['workflow_version', 'person', 'deal']));
});

test.each([['?from=yesterday'], ['?outcomes=yes']])('%s is refused with what would be right', async (query) => {
  const { status, text } = await server.get(`/api/export/events${query}`);
  expect({ status, text }).toEqual({ status: 400, text: expect.stringMatching(/must be/) });
});

test('nobody reads it without a key', async () => {
  expect((await server.get('/api/export/events', null)).status).toBe(401);
});
