// Out of one server and into another: the same people, accounts and deals, however often.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendlySecret, stripeSecret, useServer } from '#apps/server/test/server.fixture.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const secrets = { STRIPE_WEBHOOK_SECRETS: stripeSecret, CALENDLY_WEBHOOK_SECRETS: calendlySecret, SEGMENT_WRITE_KEYS: 'website:wk' };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (...args: string[]): Promise<Ran> =>
  millrace(args, { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key, ...secrets });
const rows = async (path: string) => (await server.get(path)).body['data'] as Record<string, unknown>[];

/** Days ago, told by a browser whose clock stands wrong. */
async function story(): Promise<void> {
  const start = Date.now() - 5 * 86_400_000;
  const say = (call: string, minutes: number, message: object) =>
    server.track(call, { timestamp: new Date(start + minutes * 60_000).toISOString(), messageId: `m${minutes}`, ...message });
  await say('page', 0, { anonymousId: 'anon-1', properties: { path: '/pricing' } });
  await say('identify', 1, { anonymousId: 'anon-1', userId: 'ana', traits: { email: 'ana@acme.test', name: 'Ana', role: 'agent' } });
  await say('track', 2, {
    userId: 'ana',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify' },
    sentAt: new Date(start + 3 * 60_000).toISOString(),
    context: { traits: { email: 'ana@acme.test' } },
  });
  const at = (minutes: number) => ['--person', 'ana@acme.test', '--at', new Date(start + minutes * 60_000).toISOString()];
  expect((await run('trigger', 'calendly.booked', ...at(10))).code).toBe(0);
  expect((await run('trigger', 'stripe.invoice_paid', ...at(600), '--set', 'data.object.amount_paid=500000')).code).toBe(0);
  await server.drain();
}

async function world() {
  const people = (await rows('/api/people')).map(({ user_id, email, name, traits, last_seen_at }) => ({
    user_id,
    email,
    name,
    traits,
    last_seen_at,
  }));
  const accounts = (await rows('/api/accounts')).map(({ domain, tier, owner }) => ({ domain, tier, owner }));
  const deals = (await rows('/api/deals')).map(({ stage, amount, owner, closed_at }) => ({ stage, amount, owner, closed_at }));
  return { people, accounts, deals };
}

/** As a new server, with the same key. */
async function emptied(): Promise<void> {
  const { rows: keys } = await server.pool.query<{ name: string; hash: Buffer; scope: string }>('select name, hash, scope from api_key');
  await server.pool.query('select testing.reset()');
  await server.app.get(WorkspacesService).applyFolder(server.settings.configDir, Date.now());
  for (const { name, hash, scope } of keys)
    await server.pool.query('insert into api_key (name, hash, scope, created_at) values ($1, $2, $3, now())', [name, hash, scope]);
}

test('events that are exported and imported make the same people, accounts and deals, also twice', async () => {
  await story();
  const before = await world();
  expect(before.deals).toMatchObject([{ stage: 'won', amount: { amount: 500_000, currency: 'usd' } }]);
  const file = join(folder, 'events.ndjson');
  expect(await run('export', 'events', '--out', file)).toMatchObject({ code: 0, out: '', err: expect.stringContaining('5 lines') });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.join('\n')).not.toContain('sentAt');
  await emptied();
  const imported = await run('import', 'events', file);
  expect(imported).toMatchObject({ code: 0, out: '5 lines: 5 sent, 0 rejected\n' });
  expect((await run('import', 'events', file)).code).toBe(0);
  await server.drain();
  expect((await rows('/api/events')).filter(({ source }) => source !== 'millrace')).toHaveLength(5);
  expect(await world()).toEqual(before);
}, 120_000);

test('a CSV of people can be read by a spreadsheet and imported; wrong lines are told with line and field, the others are sent', async () => {
  await server.track('identify', { userId: 'ana', traits: { email: 'ana@acme.test', name: '=HYPERLINK("x")', role: 'agent' } });
  await server.drain();
  const exported = await run('export', 'people', '--format', 'csv');
  expect(exported.out).toMatch(/^id,user_id,email,name,[^\n]*role,lifecycle/);
  expect(exported.out).toContain(`"'=HYPERLINK(""x"")"`);
  const file = join(folder, 'people.csv');
  await writeFile(file, `${exported.out}9,,not an address,Ben\n,,,Nobody\n10,,cleo@birch.test,Cleo\n`);
  const dry = await run('import', 'people', file, '--dry-run', '--json');
  expect(dry.code).toBe(1);
  expect(JSON.parse(dry.out)).toMatchObject({
    version: 1,
    read: 4,
    sent: 0,
    rejected: [
      { line: 3, field: 'email' },
      { line: 4, field: 'email' },
    ],
  });
  const { code, out } = await run('import', 'people', file);
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringMatching(
      /people\.csv:3 {2}`email` is no e-mail address\n.*people\.csv:4 {2}`email` is missing[^\n]*\n4 lines: 2 sent, 2 rejected\n$/,
    ),
  });
  await server.drain();
  expect((await rows('/api/people')).map(({ name }) => name)).toEqual(['Cleo', '=HYPERLINK("x")']);
}, 60_000);

test('the workspace is exported as it was applied, into a folder that is not there', async () => {
  const at = join(folder, 'config');
  expect((await run('export', 'config', at)).code).toBe(0);
  expect(await run('plan', at, '--detailed-exitcode')).toMatchObject({ code: 0 });
  expect(await readFile(join(at, 'workspace.yaml'), 'utf8')).toBe(await readFile('config/workspace.yaml', 'utf8'));
  expect(await run('export', 'config', at)).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
}, 60_000);

test('accounts and deals are lines, too, and --json is one document', async () => {
  await story();
  for (const what of ['accounts', 'deals']) {
    const { out } = await run('export', what);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toHaveLength(1);
    expect(JSON.parse((await run('export', what, '--json')).out)).toMatchObject({ version: 1, [what]: [expect.any(Object)] });
  }
  const [heading, deal] = (await run('export', 'deals', '--format', 'csv')).out.split('\n');
  expect(heading).toMatch(/^id,pipeline,name,stage,amount,currency,/);
  expect(deal).toContain(',won,500000,usd,');
  const events = (await run('export', 'events', '--format', 'csv', '--since', '1h')).out;
  expect(events).toMatch(/^timestamp,type,event,source,email/);
  expect(events).toMatch(/,track,Demo Requested,segment,ana@acme\.test,ana,/);
}, 120_000);

test('a wrong write key, no write key and a file that is not there are told with what to do', async () => {
  const file = join(folder, 'one.ndjson');
  await writeFile(file, '{"email":"ana@acme.test"}\n');
  expect(await run('import', 'people', file, '--write-key', 'wrong')).toMatchObject({
    code: 1,
    err: expect.stringContaining('does not know this key'),
  });
  const keyless = await millrace(['import', 'people', file], { SEGMENT_WRITE_KEYS: '' });
  expect(keyless).toMatchObject({ code: 2, err: expect.stringContaining('--write-key') });
  expect(await run('import', 'people', join(folder, 'none.csv'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read (ENOENT)'),
  });
});
