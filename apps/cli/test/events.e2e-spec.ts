import { afterEach, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { useServer } from '#apps/server/test/server.fixture.js';
import { tellEvent } from '../events/tell-event.js';
import { millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill()));

const env = async () => ({ MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });
const tail = async (...args: string[]): Promise<Ran> => millrace(['events', 'tail', ...args], await env());
const say = (who: string, event: string) =>
  server.track('track', { userId: who, event, context: { traits: { email: `${who}@acme.test` } }, properties: { company_size: 5 } });

async function follow(...args: string[]) {
  const child = spawn(process.execPath, ['apps/cli/millrace.mjs', 'events', 'tail', '--follow', ...args], {
    env: { ...process.env, ...(await env()) },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const until = async (text: string): Promise<string> => {
    for (let times = 0; times < 1000 && !`${out}${err}`.includes(text); times += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(`${out}${err}`).toContain(text);
    return out;
  };
  await until('waiting for events');
  return { until };
}

test('the latest come with their verdicts, the newest last, by name, person and time', async () => {
  await say('ana', 'Demo Requested');
  await server.drain();
  await say('ben', 'Never Planned');
  await server.drain();
  const { code, out } = await tail();
  expect(code).toBe(0);
  expect(out).toMatch(/^\S+ \S+ {2}used +Demo Requested {2}ana@acme\.test {2}\(segment:website\)/);
  expect(out).toMatch(/\n\S+ \S+ {2}unplanned +Never Planned {2}ben@acme\.test/);
  const names = async (...args: string[]) =>
    (JSON.parse((await tail('--json', ...args)).out) as { events: { name: string }[] }).events.map(({ name }) => name);
  expect(await names()).toEqual(['Demo Requested', 'Never Planned']);
  expect(await names('--event', 'Demo Requested')).toEqual(['Demo Requested']);
  expect(await names('--person', 'ben@acme.test')).toEqual(['Never Planned']);
  expect(await names('--person', 'nobody@acme.test')).toEqual([]);
  expect(await names('--limit', '1')).toEqual(['Never Planned']);
  expect(await names('--since', '1h')).toHaveLength(2);
  expect(await names('--since', '2999-01-01T00:00:00Z')).toEqual([]);
}, 60_000);

test('--follow tells each event once as it comes, also of a person whom nobody knew, and --json is a line an event', async () => {
  await say('ben', 'Demo Requested');
  await server.drain();
  const all = await follow('--json');
  const ofAna = await follow('--person', 'ana@acme.test');
  await say('ana', 'Demo Requested');
  await say('ana', 'Signed Up');
  await server.drain();
  const lines = (await all.until('Signed Up')).trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { version: number; source: string; name: string; who: string });
  // Beside them stands what follows: a message that was sent.
  expect(told.filter(({ source }) => source !== 'millrace').map(({ name, who }) => `${name} ${who}`)).toEqual([
    'Demo Requested ben@acme.test',
    'Demo Requested ana@acme.test',
    'Signed Up ana@acme.test',
  ]);
  expect(await ofAna.until('Signed Up')).not.toContain('ben@acme.test');
}, 60_000);

test('what the plan blocked is replayed and discarded by its number or all at once, and the exit code tells', async () => {
  await say('ana', 'Demo Requested');
  await say('ben', 'Demo Requested');
  await server.drain();
  await server.pool.query(`update event set verdict = 'blocked' where name = 'Demo Requested'`);
  const { rows } = await server.pool.query<{ id: string }>(`select id from event where verdict = 'blocked' order by id`);
  const [first, second] = rows.map(({ id }) => id);
  const events = async (...args: string[]): Promise<Ran> => millrace(['events', ...args], await env());
  expect(await events('discard', first!, '--reason', 'a test')).toMatchObject({ code: 0, out: `event ${first} is discarded\n` });
  expect(await events('replay', first!)).toMatchObject({ code: 1, out: expect.stringContaining('is not blocked') });
  expect(await events('replay', '--all-blocked', '--event', 'Demo Requested')).toMatchObject({
    code: 0,
    out: `event ${second} is in the inbox again\n`,
  });
  expect(await events('replay', '--all-blocked')).toMatchObject({ code: 0, out: '', err: 'no such event is blocked\n' });
  expect(await events('replay')).toMatchObject({ code: 2, err: expect.stringContaining('--all-blocked') });
  expect(await events('replay', first!, '--anyway')).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
}, 60_000);

test('a wrong --since or --limit is a mistake of usage', async () => {
  expect(await tail('--since', 'lately')).toMatchObject({ code: 2, err: expect.stringContaining('a duration like 2h') });
  expect(await tail('--limit', 'many')).toMatchObject({ code: 2, err: expect.stringContaining('a number from 1') });
});

test('what a sender wrote does not steer the terminal', () => {
  const row = {
    id: '1',
    received_at: '2026-03-02T09:00:00.000Z',
    name: '\u001B[2Jx',
    source: 's',
    verdict: 'used',
    notes: ['a', 'b'],
    who: null,
  };
  expect(tellEvent(row, false)).toBe('2026-03-02 09:00:00  used        [2Jx  -  (s)  a; b');
  expect(tellEvent(row, true)).toContain('\u001B[32mused');
});
