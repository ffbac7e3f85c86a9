import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templates } from '../init/templates.js';
import { millrace } from './cli.fixture.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-init-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(Object.keys(templates))('the template %s', (template) => {
  test('compiles without a warning, passes its tests with every step reached, and is formatted', async () => {
    const at = join(folder, template);
    // What people type may hold what YAML would read otherwise.
    const company = [
      '--company',
      'Müller: "Söhne" & {Co} #1',
      '--email',
      'hello@mueller.example',
      '--address',
      "1 O'Connell - St, 10115 Berlin",
    ];
    const made = await millrace(['init', at, '--template', template, ...company, '--time-zone', 'Europe/Berlin', '--currency', 'eur']);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining(join(at, 'workspace.yaml')) });
    expect(made.err).toContain(`millrace check ${at}`);
    expect(made.err).toContain('millrace trigger');
    expect(await millrace(['check', at])).toMatchObject({ code: 0, out: '' });
    const tested = await millrace(['test', at, '--coverage', '--json']);
    expect(tested.code).toBe(0);
    const { tests, coverage } = JSON.parse(tested.out) as { tests: unknown[]; coverage: { workflows: { uncovered: unknown[] }[] } };
    expect(tests.length).toBeGreaterThan(1);
    expect(coverage.workflows.map(({ uncovered }) => uncovered)).toEqual([[]]);
    expect(await millrace(['fmt', at, '--check'])).toMatchObject({ code: 0 });
    expect(await millrace(['schema', at, '--check'])).toMatchObject({ code: 0 });
    const text = await readFile(join(at, 'workspace.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.schemas\/workspace\.json$/m);
    expect(text).toContain('time_zone: Europe/Berlin');
  }, 60_000);
});

test('without a terminal nothing is asked: what is not given is made up', async () => {
  const at = join(folder, 'quiet');
  const { code, out } = await millrace(['init', at, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ version: 1, template: 'sales', files: expect.arrayContaining(['workflows/inbound.test.yaml']) });
  expect(await readFile(join(at, 'workspace.yaml'), 'utf8')).toContain('CHANGE ME');
  expect((await millrace(['test', at])).code).toBe(0);
});

test('nothing is written over: a folder that is not empty is refused, and stays as it was', async () => {
  const at = join(folder, 'full');
  await mkdir(at);
  await writeFile(join(at, 'mine.txt'), 'mine');
  expect(await millrace(['init', at])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is not empty') });
  expect(await readFile(join(at, 'mine.txt'), 'utf8')).toBe('mine');
  expect(await millrace(['init', join(at, 'mine.txt')])).toMatchObject({ code: 1, err: expect.stringContaining('cannot be used') });
});

test.each([
  [['--template', 'none'], 'sales, product'],
  [['--email', 'nobody'], '--email must be an e-mail address'],
  [['--time-zone', 'Berlin'], '--time-zone must be a time zone like'],
  [['--currency', 'dollar'], '--currency must be a code'],
  [['--company', 'a\nb: c'], '--company must be one line'],
])('init %j is a mistake of usage', async (args, says) => {
  expect(await millrace(['init', join(folder, 'never'), ...args])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
});

test('on a terminal it asks, says what is wrong with an answer, and takes what stands in brackets for an empty one', async () => {
  const at = join(folder, 'asked');
  const answers = ['product', 'Acme', 'nobody', 'hello@acme.example', '1 Road', 'Europe/Paris', ''];
  // `script` gives a terminal; where it is not there the questions cannot be asked.
  const child = spawn('script', ['-qec', `${process.execPath} apps/cli/millrace.mjs init ${at}`, '/dev/null']);
  let out = '';
  let asked = 0;
  const isThere = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const questions = out.split(/\? \([^)]*\) /).length - 1;
      for (; asked < questions; asked += 1) child.stdin.write(`${answers[asked] ?? ''}\n`);
    });
  });
  if (!isThere) return;
  expect(out).toContain('It must be an e-mail address.');
  const text = await readFile(join(at, 'workspace.yaml'), 'utf8');
  for (const said of ['Acme', 'Europe/Paris', 'currency: usd', 'hello@acme.example', '1 Road']) expect(text).toContain(said);
}, 30_000);
