import { afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configWith, type Folder, millrace } from './cli.fixture.js';

const mill = fileURLToPath(new URL('../millrace.mjs', import.meta.url));

let folder: Folder | undefined;
afterEach(async () => {
  await folder?.remove();
  folder = undefined;
});

const failing = `test: a demo request is won at once
clock: 2026-03-02T09:00:00-05:00
timeline:
  - event: Demo Requested
    person: ana@acme.test
    properties: { company_size: 1200, platform: shopify }
    expect: { deal: { stage: won, owner: nina }, emails: [] }
`;

test('the tests of the reference workspace pass, a line each, exit 0', async () => {
  const { code, out, err } = await millrace(['test', 'config']);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^\d+ passed, 0 failed\n$/) });
  expect(out).toContain('✓ an enterprise demo request becomes a won deal\n');
}, 60_000);

test('a failing test tells its place, expected, actual and the trace of the decisions; the others run; exit 4', async () => {
  folder = await configWith({ 'workflows/failing.test.yaml': failing });
  const { code, out, err } = await millrace(['test', folder.path]);
  expect(code).toBe(4);
  expect(err).toMatch(/^[1-9]\d* passed, 1 failed\n$/);
  expect(out).toContain(
    `✗ a demo request is won at once\n  ${folder.path}/workflows/failing.test.yaml:7:5\n` +
      '    deal.stage\n      expected won\n      actual   qualified\n' +
      '    emails\n      expected []\n      actual   ["book-a-call"]\n' +
      '    what happened:\n',
  );
  expect(out).toMatch(/account\.tier == "enterprise".* is true: saw account\.tier = enterprise/);
  expect(out).toContain('account owner: nothing → nina');
});

test('--json is one document, also of failures', async () => {
  folder = await configWith({ 'workflows/failing.test.yaml': failing });
  const { code, out } = await millrace(['test', folder.path, '--only', 'failing', '--json']);
  expect(code).toBe(4);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    ok: false,
    tests: [
      {
        file: 'workflows/failing.test.yaml',
        name: 'a demo request is won at once',
        failures: [{ place: { line: 7 }, differences: [{ path: 'deal.stage', expected: 'won', actual: 'qualified' }, { path: 'emails' }] }],
      },
    ],
  });
});

test('a test file that is wrong is told like any other file, exit 3', async () => {
  folder = await configWith({ 'workflows/wrong.test.yaml': failing.replace('timeline', 'timelin').replace('clock', 'clok') });
  const { code, out, err } = await millrace(['test', folder.path]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(`${folder.path}/workflows/wrong.test.yaml:2:1  error[E201]`);
  expect(err).toContain('did you mean "timeline"?');
});

test('a workspace with mistakes is not tested: they are told instead, exit 3', async () => {
  folder = await configWith({ 'workflows/inbound.yaml': 'workflow: inbound\n' });
  const { code, out, err } = await millrace(['test', folder.path]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(`${folder.path}/workflows/inbound.yaml:1:`);
});

test('--only runs what has the text in its file or name, and says so when nothing has', async () => {
  const { out, err } = await millrace(['test', 'config', '--only', 're-engage-active']);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(err).toBe('1 passed, 0 failed\n');
  expect(await millrace(['test', 'config', '--only', 'nothing-like-it'])).toMatchObject({ code: 2, out: '' });
});

test('--coverage tells steps and branches of each workflow, and what no test goes through with its line', async () => {
  folder = await configWith({
    'workflows/uncovered.yaml':
      'workflow: uncovered\nof: person\nwhen: [{ event: Demo Requested }]\nif: account.employees > 900000\nsteps:\n  - wait: 1d\n',
  });
  const { code, out } = await millrace(['test', folder.path, '--coverage']);
  expect(code).toBe(0);
  expect(out).toMatch(/\nworkflow +steps +branches\n/);
  expect(out).toMatch(/\nuncovered +0\/1 0 % +0\/0 100 %\n/);
  expect(out).toMatch(/\nin all +\d+\/\d+ \d+(\.\d)? %/);
  expect(out).toContain(`  ${folder.path}/workflows/uncovered.yaml:6  1-wait\n`);
  const json = await millrace(['test', folder.path, '--coverage', '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ version: 1, ok: true, coverage: { steps: { covered: expect.any(Number) } } });
});

test('--watch runs again when a file is saved', async () => {
  folder = await configWith({});
  const child = spawn(process.execPath, [mill, 'test', folder.path, '--watch', '--only', 'inbound.test']);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const told = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(err)) await new Promise((resolve) => setTimeout(resolve, 30));
  };
  try {
    await told(/1 passed, 0 failed\nwatching /);
    err = '';
    await writeFile(join(folder.path, 'workflows/inbound.test.yaml'), failing);
    await told(/0 passed, 1 failed\nwatching /);
    err = '';
    await writeFile(join(folder.path, 'workflows/inbound.test.yaml'), 'test: [\n');
    await told(/error\[E\d+\][^]*watching /);
  } finally {
    child.kill('SIGKILL');
  }
}, 30_000);
