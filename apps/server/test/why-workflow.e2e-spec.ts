import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

const said = (event: string, email: string, properties: Record<string, unknown> = {}) =>
  server.track('track', {
    userId: email,
    event,
    messageId: `${event}-${email}-${Math.trunc(performance.now() * 1000)}`,
    properties,
    context: { traits: { email } },
  });

async function why(workflow: string, person: string) {
  const { status, body } = await server.get(`/api/why/workflow/${workflow}?person=${encodeURIComponent(person)}`);
  return { status, ...body, text: ((body['lines'] ?? []) as string[]).join('\n') };
}

test('whose trigger never came is told so, and that nothing else is missing', async () => {
  await said('Ticket Answered', 'ana@acme.test', { channel: 'email' });
  await server.drain();
  const { text, ...answer } = await why('re-engage', 'Ana@acme.test');
  expect(answer).toMatchObject({ status: 200, isIn: false, runs: [], refusals: [], now: { wouldBegin: true } });
  expect(text).toMatch(
    /^ana@acme\.test and the workflow re-engage \(workflows\/re-engage\.yaml:\d+, version [0-9a-f]{7}\)\n\nwas never in it/,
  );
  expect(text).toMatch(/the event Trial Started {2}workflows\/re-engage\.yaml:\d+: it never came/);
  expect(text).toContain('it would: nothing but its trigger is missing');
});

test('a time that comes again is told with when it comes next by their clock', async () => {
  await said('Demo Requested', 'ana@acme.test', { company_size: 1200, platform: 'shopify' });
  await server.drain();
  const { text, ...answer } = await why('quiet-deals', 'ana@acme.test');
  expect(answer).toMatchObject({ isIn: false, now: { wouldBegin: false, why: 'if' } });
  expect(text).toMatch(/every mon 09:00 owner {2}workflows\/quiet-deals\.yaml:\d+: it comes next 20\d\d-/);
});

test('a condition that is unknown is told with what it saw, and the event that was refused by it', async () => {
  await said('Signed Up', 'cara@candles.test', { platform: 'shopify' });
  await server.drain();
  const { text, ...answer } = await why('self-serve', 'cara@candles.test');
  expect(answer).toMatchObject({ status: 200, isIn: false, now: { wouldBegin: false, why: 'if' } });
  expect(text).toContain('was refused\n');
  expect(text).toMatch(/Signed Up \(event \d+\): its condition is unknown: account\.tier == "self_serve"/);
  expect(text).toMatch(/it would not: its condition is unknown[^]*account\.tier == "self_serve" is unknown \(account\.tier unknown\)/);
});

test('who is in it is told since when and where, and why not once more', async () => {
  await said('Trial Started', 'ben@birch.test', { plan: 'pro' });
  await server.drain();
  const { text, ...answer } = await why('re-engage', 'ben@birch.test');
  expect(answer).toMatchObject({ isIn: true, runs: [{ state: 'listening', endedAt: null }], now: { why: 'once_at_a_time' } });
  expect(text).toMatch(/is in it since .* run \d+: listening at 1-wait_for/);
  expect(text).toMatch(/it would not: it is in it already/);
});

test.each([
  ['/api/why/workflow/nothing?person=a@b.test', 404, 'there is no workflow'],
  ['/api/why/workflow/re-engage?person=a@b.test', 404, 'nobody is known by the address'],
  ['/api/why/workflow/re-engage', 400, 'must be an e-mail address'],
])('%s: %d with the way out', async (path, status, told) => {
  expect(await server.get(path)).toMatchObject({ status, text: expect.stringContaining(told) });
});
