// plan, apply and diff against a real server.

import { afterEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useServer } from '#apps/server/test/server.fixture.js';
import { configWith, type Folder, millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const folders: Folder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function workspace(changes: Readonly<Record<string, string>>): Promise<string> {
  const folder = await configWith(changes);
  folders.push(folder);
  return folder.path;
}

const onServer = async (...args: string[]): Promise<Ran> =>
  millrace(args, { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });

const tiers = async (least: number) =>
  workspace({
    'scores/fit.yaml': (await readFile('config/scores/fit.yaml', 'utf8')).replace(
      /tier: growth, if: score >= \d+/,
      `tier: growth, if: score >= ${least}`,
    ),
  });
const versions = async () => (await server.get('/api/versions')).body['data'] as { id: string; hash: string; applied_by: string }[];

test('the plan of an applied folder is empty', async () => {
  expect(await onServer('plan', 'config', '--detailed-exitcode')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing changes'),
  });
});

test('a plan tells when a time that is new comes first', async () => {
  const weekly = 'workflow: weekly\nof: account\nwhen: [{ every: "mon 09:00" }]\nsteps: [{ notify: { rep: owner, text: A new week. } }]\n';
  const { out } = await onServer('plan', await workspace({ 'workflows/weekly.yaml': weekly }));
  expect(out).toMatch(/weekly begins every mon 09:00 workspace: first 20\d\d-/);
});

test('a plan tells what changed line by line, and which accounts would be scored otherwise', async () => {
  await server.track('track', {
    userId: 'mia',
    event: 'Demo Requested',
    context: { traits: { email: 'mia@midshop.test' } },
    properties: { company_size: 250, platform: 'shopify' },
  });
  await server.drain();
  const { code, out } = await onServer('plan', await tiers(100), '--detailed-exitcode');
  expect(code).toBe(2);
  expect(out).toContain('~ score fit  (scores/fit.yaml)');
  expect(out).toMatch(/- +\d+ {4}- \{ tier: growth, if: score >= 40 \}/);
  expect(out).toMatch(/\+ +\d+ {4}- \{ tier: growth, if: score >= 100 \}/);
  expect(out).toContain('tier of 1 of 1 accounts becomes another soon after:\n    midshop.test  growth → self_serve');
  expect(out).toContain('Plan: 0 new, 1 changed, 0 gone.');
});

test('apply does exactly the plan that was kept, says who, and refuses when the server has changed since', async () => {
  const file = join(tmpdir(), `millrace-plan-${process.pid}.json`);
  folders.push({ path: file, remove: () => rm(file) });
  expect((await onServer('plan', await tiers(50), '--out', file)).code).toBe(0);
  expect(await onServer('apply', await tiers(60), '--yes')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^applied: version \d+\n$/),
  });
  const stale = await onServer('apply', file);
  expect(stale).toMatchObject({ code: 1, out: '', err: expect.stringContaining('plan again') });
  expect(await versions()).toHaveLength(2);
  expect((await versions())[0]).toMatchObject({ applied_by: 'admin' });
  const [audit] = (await server.get('/api/audit?kind=setting')).body['data'] as Record<string, unknown>[];
  expect(audit).toMatchObject({ field: 'workspace', to_value: (await versions())[0]!.hash });
});

test('an earlier version is applied again', async () => {
  const [first] = await versions();
  await onServer('apply', await tiers(60), '--yes');
  expect((await onServer('apply', '--to', first!.id, '--yes')).code).toBe(0);
  const now = await versions();
  expect(now.map(({ hash }) => hash)).toEqual([first!.hash, now[1]!.hash, first!.hash]);
  expect((await onServer('diff', now[1]!.id, now[0]!.id)).out).toContain('~ score fit');
});

test('what does not compile is refused with every problem, and nothing is applied', async () => {
  const broken = await workspace({ 'workflows/a.yaml': 'workflow: a\nof: person\nwhen: [{ event: No Such }]\nsteps: [{ email: none }]\n' });
  const { code, err } = await onServer('plan', broken);
  expect(code).toBe(3);
  expect(err).toContain('workflows/a.yaml:3');
  expect(err).toContain('workflows/a.yaml:4');
  expect(await versions()).toHaveLength(1);
});

test('without a terminal and without --yes nothing is applied', async () => {
  expect(await onServer('apply', await tiers(60))).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
  expect(await versions()).toHaveLength(1);
});

test('a server that does not answer, and a missing key, are told with what to do', async () => {
  const away = await millrace(['plan', 'config', '--server', 'http://127.0.0.1:1']);
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining('does not answer') });
  const keyless = await millrace(['plan', 'config', '--server', await server.app.getUrl()], { MILLRACE_KEY: '', HOME: tmpdir() });
  expect(keyless).toMatchObject({ code: 1, err: expect.stringContaining('--key or MILLRACE_KEY') });
});

test('the server and its key are taken from ~/.config/millrace where nothing else says them', async () => {
  const home = await mkdtemp(join(tmpdir(), 'millrace-home-'));
  folders.push({ path: home, remove: () => rm(home, { recursive: true }) });
  await mkdir(join(home, '.config/millrace'), { recursive: true });
  await writeFile(join(home, '.config/millrace/config.json'), JSON.stringify({ server: await server.app.getUrl(), key: server.key }));
  const kept = { HOME: home, MILLRACE_SERVER: '', MILLRACE_KEY: '', DATABASE_URL: '' };
  for (const args of [['plan'], ['backtest', '--since', '1d'], ['keys', 'list'], ['events', 'tail']])
    expect(await millrace(args, kept)).toMatchObject({ code: 0 });
  // The key is for that server and no other.
  const elsewhere = await millrace(['doctor', '--server', 'http://127.0.0.1:1'], kept);
  expect(elsewhere.out).toContain('http://127.0.0.1:1 does not answer');
}, 60_000);

test('a body that is no list of files is refused with the field', async () => {
  const post = (body: unknown) =>
    server.call('POST', '/api/plan', ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'], JSON.stringify(body));
  expect(await post({ files: [{ path: '../x.yaml', text: '' }] })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('leads out') },
  });
  expect(await post({ file: [] })).toMatchObject({ status: 400, body: { detail: expect.stringContaining('files') } });
});

test('a plan says what each choice of on_publish does to runs under way, and apply moves them', async () => {
  const text = await readFile('config/workflows/re-engage.yaml', 'utf8');
  await server.pool.query(
    `insert into run (subject_id, id, subject_kind, workflow, version_id, key, state, step, trigger, started_at)
     select 1, i, 'person', workflow, id, i::text, 'sleeping', case when i = 9 then 'gone' else '1-wait_for' end, '{}', now()
     from workflow_version, generate_series(7, 9) i where workflow = 're-engage'`,
  );
  const kept = await onServer(
    'plan',
    await workspace({ 'workflows/re-engage.yaml': `${text}\n# x\n`.replace(/^about: .*$/m, 'about: Other words.') }),
  );
  expect(kept.out).toContain(
    '3 runs of re-engage are under way; the workflow is changed. They end as they began (on_publish: keep); with on_publish: migrate 2 would move.\n' +
      '    1 at gone would stay: the new version has no step "gone"',
  );
  const migrating = await workspace({
    'workflows/re-engage.yaml': text.replace(/^about: .*$/m, 'about: Other words.\non_publish: migrate'),
  });
  expect((await onServer('plan', migrating)).out).toContain(
    '2 move (on_publish: migrate); with on_publish: keep they would end as they began.',
  );
  const applied = await onServer('apply', migrating, '--yes');
  expect(applied.out).toMatch(
    /^applied: version \d+\n2 runs of re-engage have moved to it; 1 stay with their version, because their step is gone\n$/,
  );
});
