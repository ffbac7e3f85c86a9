import { expect, test } from '@jest/globals';
import { type Config, diagnose, type Here, type Setup, type There } from './diagnose.js';

const now = Date.UTC(2026, 2, 2, 9);
const config: Config = { hash: 'h', errors: 0, warnings: 0, uses: ['stripe', 'segment'], emails: 3, postsToSlack: false };
const here: Here = {
  node: '20.19.0',
  version: '0.1.0',
  folder: 'config',
  config,
  server: 'http://crm.test',
  hasKey: true,
  isKeyOpen: false,
};
const setup: Setup = {
  version: '0.1.0',
  time: new Date(now).toISOString(),
  demo_clock: false,
  visitor: { name: 'ci', role: 'ops' },
  database: { postgres: '18.4', bytes: 12_000_000, read_only: false },
  workspace: { version: '7', hash: 'h' },
  saved_problem: null,
  facts: { waiting: 0, set_aside: 0, lag_seconds: 0 },
  secrets: { segment: 1, stripe: 2, calendly: 0 },
  mail: 'smtp',
  slack: false,
  public_url: 'https://crm.test',
};
const there: There = { live: true, ready: true, setup, asked: now };

test('where all is well every line is ok, and none asks for anything', () => {
  const findings = diagnose(here, there);
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual([
    'node',
    'workspace',
    'server',
    'database',
    'key',
    'version',
    'clock',
    'postgres',
    'events',
    'version that runs',
    'segment',
    'stripe',
    'calendly',
    'mail',
  ]);
});

const found = (over: Partial<Here>, at: Partial<There> = {}, said: Partial<Setup> = {}) =>
  diagnose({ ...here, ...over }, { ...there, setup: { ...setup, ...said }, ...at })
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state, fix }) => `${state} ${check}: ${fix}`);
const withConfig = (over: Partial<Config>): Partial<Here> => ({ config: { ...config, ...over } });

test.each<[string, string[], RegExp]>([
  ['an old Node', found({ node: '18.20.1' }), /^fail node: install Node 20\.19/],
  ['a Node that is a little too old', found({ node: '20.18.9' }), /^fail node/],
  ['a folder that is not there', found({ config: 'config cannot be read (ENOENT)' }), /^fail workspace: .*millrace init/],
  ['errors', found(withConfig({ errors: 2, hash: '' })), /^fail workspace: millrace check config$/],
  ['warnings', found(withConfig({ warnings: 1 })), /^warn workspace: millrace check config$/],
  ['a kept key that others can read', found({ isKeyOpen: true }), /^warn kept key: chmod 600/],
  ['a server that does not answer', found({}, { live: 'http://crm.test does not answer (ECONNREFUSED)' }), /^fail server: start it/],
  ['a database that takes no writes', found({}, { ready: 'takes no writes' }), /^fail database: .*primary/],
  ['no key', found({ hasKey: false }, { setup: { status: 401, says: '' } }), /^fail key: give one with --key/],
  ['a key of another server', found({}, { setup: { status: 401, says: '' } }), /^fail key: make one with millrace keys create/],
  ['a server without this route', found({}, { setup: { status: 404, says: '' } }), /^fail version/],
  ['a key that may only look', found({}, {}, { visitor: { name: 'a', role: 'viewer' } }), /^warn key: .*scope ops/],
  ['another version', found({}, {}, { version: '0.2.0' }), /^warn version/],
  ['a clock that is a minute off', found({}, { asked: now + 60_000 }), /^warn clock: .*NTP/],
  ['a clock by which webhooks are refused', found({}, { asked: now - 200_000 }), /^fail clock/],
  ['a clock that can be advanced', found({}, {}, { demo_clock: true }), /^warn clock: leave DEMO_CLOCK/],
  ['an old Postgres', found({}, {}, { database: { ...setup.database, postgres: '15.9' } }), /^fail postgres/],
  ['facts that nobody processes', found({}, {}, { facts: { waiting: 9, set_aside: 0, lag_seconds: 300 } }), /^warn events: .*ROLE=worker/],
  ['facts set aside', found({}, {}, { facts: { waiting: 0, set_aside: 2, lag_seconds: 0 } }), /^warn set aside: GET \/api\/dead-letters/],
  ['nothing applied', found({}, {}, { workspace: null }), /^fail version that runs: millrace apply/],
  ['a broken save', found({}, {}, { saved_problem: 'config has errors' }), /^fail version that runs: mend them/],
  ['a secret that is missing and used', found({}, {}, { secrets: { stripe: 0 } }), /^warn stripe: set STRIPE_WEBHOOK_SECRETS/],
  ['mail that does not leave', found({}, {}, { mail: 'mailbox' }), /^warn mail: set SMTP_URL/],
  ['links that lead nowhere', found({}, {}, { public_url: null }), /^warn public url: set PUBLIC_URL/],
  ['Slack without a token', found(withConfig({ postsToSlack: true })), /^warn slack: set SLACK_BOT_TOKEN/],
])('%s is told with its fix, and nothing else is', (_what, findings, line) => {
  expect(findings).toEqual([expect.stringMatching(line)]);
});
