import { afterEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { configWith, type Folder, millrace } from './cli.fixture.js';

const now = Date.UTC(2026, 2, 31);
const config = fileURLToPath(new URL('../../../config', import.meta.url));
const folders: Folder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function changed(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await configWith(files);
  folders.push(folder);
  return folder.path;
}

/** An export: the reference workspace as it runs, and these calls of a website, one a day from the first of March. */
async function exported(...calls: readonly Record<string, unknown>[]): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'millrace-history-'));
  folders.push({ path, remove: () => rm(path, { recursive: true }) });
  const file = join(path, 'history.ndjson');
  const lines = [
    { kind: 'history', version: 1, now },
    { kind: 'workspace', id: '1', appliedAt: 0, files: await readFolder(config) },
    ...calls.map((call, place) => {
      const receivedAt = Date.UTC(2026, 2, 1 + place, 9);
      const body = JSON.stringify({ type: 'track', messageId: `m-${place}`, timestamp: new Date(receivedAt).toISOString(), ...call });
      return { kind: 'event', id: String(place + 1), source: 'segment:website', key: `00000000-0000-0000-0000-${place}`, receivedAt, body };
    }),
  ];
  await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  return file;
}

const by = (email: string) => ({ userId: email, context: { traits: { email } } });
const asks = (email: string, size: number) => ({
  ...by(email),
  event: 'Demo Requested',
  properties: { company_size: size, platform: 'shopify' },
});
const trial = (email: string) => ({ ...by(email), event: 'Trial Started', properties: { plan: 'pro' } });

const shorter = async () =>
  changed({
    'workflows/re-engage.yaml': (await readFile(join(config, 'workflows/re-engage.yaml'), 'utf8')).replace(
      'if: person.can_email',
      'if: person.can_email && account.employees >= 500',
    ),
  });

test('an unchanged workspace makes no difference', async () => {
  const file = await exported(asks('ana@acme.test', 1200), trial('ana@acme.test'));
  const { code, out } = await millrace(['backtest', 'config', '--events', file]);
  expect(code).toBe(0);
  expect(out).toContain('2 events replayed');
  expect(out).toContain('no difference: the changed workspace would have done what today’s does');
}, 60_000);

test('who would not have been enrolled and mailed is told with the condition that was in the way', async () => {
  const file = await exported(asks('ana@acme.test', 1200), trial('ana@acme.test'), asks('ben@shop.test', 60), trial('ben@shop.test'));
  const { code, out } = await millrace(['backtest', await shorter(), '--events', file, '--since', '90d']);
  expect(code).toBe(0);
  expect(out).toContain(
    '- 1 enrolled in re-engage, only today\n    ben@shop.test  2026-03-04 09:00 UTC\n      because Trial Started (segment:website, event 4)',
  );
  expect(out).toContain('      changed: its condition is not met: person.can_email && account.employees >= 500');
  expect(out).toMatch(/- 1 mailed still-interested, only today\n {4}ben@shop\.test {2}2026-03-11 09:00 UTC/);
  expect(out).toMatch(/re-engage +2 → 1 +2 → 1/);
});

test('what was before the window is replayed and not told; --workflow leaves the others out', async () => {
  const file = await exported(asks('ana@acme.test', 1200), trial('ana@acme.test'), asks('ben@shop.test', 60), trial('ben@shop.test'));
  const { out } = await millrace(['backtest', await shorter(), '--events', file, '--since', '21d', '--workflow', 're-engage', '--json']);
  const report = JSON.parse(out) as { events: number; totals: unknown; differences: unknown };
  expect(report).toMatchObject({
    version: 1,
    events: 4,
    workflow: 're-engage',
    differences: [{ kind: 'mailed', isMore: false, count: 1 }],
  });
  expect(report.totals).toContainEqual({ kind: 'enrolled', count: [0, 0] });
});

test('promise 15: the page is one file without a script, and names from outside are escaped', async () => {
  const text = await readFile(join(config, 'workflows/re-engage.yaml'), 'utf8');
  const everybody = await changed({ 'workflows/re-engage.yaml': text.replace('if: person.can_email\n', '') });
  const file = await exported({ ...trial(''), userId: '<img src=x onerror=alert(1)>', context: {} }, trial('ben@shop.test'));
  const page = join(file, '../report.html');
  const { code } = await millrace(['backtest', everybody, '--events', file, '--html', page]);
  expect(code).toBe(0);
  const html = await readFile(page, 'utf8');
  expect(html).toContain('<svg');
  expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
  expect(html).not.toMatch(/<script|<img|https?:/);
});

test.each<[string, readonly string[], number, RegExp]>([
  ['nowhere to read from', [], 1, /--server URL, --database URL or --events FILE/],
  ['a duration that is none', ['--since', 'ages'], 2, /--since is a duration like 90d/],
  ['a server that is not there', ['--server', 'http://127.0.0.1:9'], 1, /does not answer/],
])('%s is told with the way out', async (_what, args, exit, told) => {
  const { code, err } = await millrace(['backtest', 'config', ...args], { DATABASE_URL: '', MILLRACE_SERVER: '' });
  expect({ code, err }).toEqual({ code: exit, err: expect.stringMatching(told) });
});

test('a workflow that is in neither workspace and a file that is no export are told', async () => {
  const file = await exported(trial('ben@shop.test'));
  expect((await millrace(['backtest', 'config', '--events', file, '--workflow', 'reengage'])).err).toContain(
    'There is no workflow "reengage"',
  );
  await writeFile(file, 'hello\n');
  expect((await millrace(['backtest', 'config', '--events', file])).err).toContain(`${file}:1: no JSON: hello`);
});

test('--verify has nothing to compare with in an export without outcomes, and says how to get them', async () => {
  const { code, err } = await millrace(['backtest', '--verify', '--events', await exported(trial('ben@shop.test'))]);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('GET /api/export/events?outcomes=true') });
});
