// What every command owes, whichever it is: an example in its help, usage as exit 2, and `--json` that is one versioned document.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripeSecret, useServer } from '#apps/server/test/server.fixture.js';
import { allCommands } from '../completion/command-words.js';
import { commands } from '../registry.js';
import { readCommands } from '../completion/read-commands.service.js';
import { millrace, type Ran } from './cli.fixture.js';

const server = useServer();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-all-'));
});
afterAll(() => rm(folder, { recursive: true }));

const all = allCommands(await readCommands(commands));
const leaves = all.filter(({ words }) => words.commands.length === 0).map(({ path }) => path);

const run = async (words: readonly string[]): Promise<Ran> =>
  millrace(words, {
    MILLRACE_SERVER: await server.app.getUrl(),
    MILLRACE_KEY: server.key,
    STRIPE_WEBHOOK_SECRETS: stripeSecret,
    DATABASE_URL: '',
  });

/** How each is called so that it has something to say; `--json` is added. A command that is not here fails the test. */
const called: Readonly<Record<string, () => readonly string[]>> = {
  init: () => [join(folder, 'made')],
  check: () => [],
  test: () => ['--only', 'no-show'],
  fmt: () => ['--check'],
  why: () => ['workflow', 're-engage', 'ana@acme.test'],
  explain: () => ['E104'],
  schema: () => [],
  plan: () => [],
  apply: () => ['--yes'],
  diff: () => [],
  trigger: () => ['stripe.invoice_paid'],
  'runs list': () => [],
  'runs show': () => ['999'],
  'runs retry': () => ['999'],
  'runs cancel': () => ['999', '--reason', 'a test'],
  'runs migrate': () => ['999'],
  'workflows list': () => [],
  'workflows pause': () => ['inbound', '--reason', 'a test'],
  'workflows resume': () => ['no-such'],
  export: () => ['people'],
  import: () => ['people', 'package.json', '--dry-run'],
  'events tail': () => [],
  'events replay': () => ['--all-blocked'],
  'events discard': () => ['--all-blocked'],
  backtest: () => ['--since', '1d'],
  doctor: () => [],
  completion: () => ['bash'],
  'keys list': () => [],
  'keys create': () => ['made-here'],
  'keys revoke': () => ['999', '--yes'],
};
/** What it is asked for is not there: it says so, and writes no document. */
const refused = new Set(['keys revoke', 'why', 'runs show', 'runs retry', 'runs cancel', 'runs migrate', 'workflows resume']);

describe.each(all.map(({ path, words }) => [path, words] as const))('millrace %s', (path, words) => {
  test('its help shows an example, exit 0, and nothing on stderr', async () => {
    const { code, out, err } = await run([...path.split(' '), '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`Examples?:\\n  millrace ${path}( |$)`, 'm'));
  });

  test('an option that does not exist is exit 2 with nothing on stdout', async () => {
    const { code, out, err } = await run([...path.split(' '), ...(called[path]?.() ?? []), '--no-such-option']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain("unknown option '--no-such-option'");
  });

  test('it has --json, and every option says what it is', () => {
    if (words.commands.length === 0) expect(words.options.map(({ name }) => name)).toContain('--json');
    for (const { name, about } of [...words.options, { name: path, about: words.about }])
      expect({ name, isTold: about !== '' }).toEqual({ name, isTold: true });
  });
});

test.each(leaves)(
  'millrace %s --json is one document with its version, and nothing is asked',
  async (path) => {
    expect(Object.keys(called)).toContain(path);
    const { code, out, err } = await run([...path.split(' '), ...called[path]!(), '--json']);
    if (refused.has(path)) expect({ code, out, isTold: err !== '' }).toEqual({ code: 1, out: '', isTold: true });
    else expect(JSON.parse(out)).toMatchObject({ version: 1 });
    expect(out).not.toContain('\u001B');
  },
  60_000,
);
