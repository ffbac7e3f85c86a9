// The house's rules as data: who may import whom, which endings a file may have, what a pure file may use, and why.
// architecture.spec.ts holds the tree against them. To change a rule is a decision: change its reason with it.

/** What one part may import of the others. `pure` names parts of which only pure files may be imported. */
export interface Part {
  readonly any: readonly string[];
  readonly pure: readonly string[];
  readonly why: string;
}

/** Facts about customers and what follows from them: they know each other only by pure files, and in no circle. */
const domain = ['audit', 'people', 'traits', 'routing', 'deals', 'emails', 'experiments', 'reporting', 'tasks'] as const;

const domainPart: Part = {
  any: ['language', 'database', 'engine'],
  pure: [...domain],
  why: 'A domain lib asks no other for its rows: it takes what the other decided, by a pure file, or reads the reporting views.',
};

/** A file may be named too (`steps/registry`): then only that one of the part. */
export const parts: Readonly<Record<string, Part>> = {
  'libs/language': { any: [], pure: [], why: 'The language is what everything else is said in.' },
  'libs/engine': { any: ['language'], pure: [], why: 'The engine decides; it knows no step, no table and no vendor.' },
  'libs/steps': {
    any: ['engine', 'language', 'connectors/declared-actions'],
    pure: [...domain],
    why: 'A step declares the facts it needs; the shell brings them. What an act is written with its connector declares.',
  },
  'libs/connectors': { any: ['language'], pure: [], why: 'A vendor’s folder can be deleted without a look elsewhere.' },
  'libs/settings': { any: [], pure: [], why: 'Settings are read before anything else is there.' },
  'libs/database': { any: ['language'], pure: [], why: 'The database knows no table’s meaning.' },
  'libs/intake': {
    any: ['language', 'database', 'connectors/contract'],
    pure: [],
    why: 'Intake appends what was verified and looks nothing up.',
  },
  'libs/outbox': {
    any: ['language', 'database', 'connectors/contract'],
    pure: [...domain],
    why: 'The outbox performs deliveries, whoever asked for them.',
  },
  'libs/runs': {
    any: ['engine', 'steps/registry', 'outbox', 'language', 'database'],
    pure: [...domain],
    why: 'Runs is the only caller of the engine.',
  },
  'libs/workspaces': {
    any: ['language', 'database', 'runs', 'steps/registry'],
    pure: [],
    why: 'It keeps what was applied and compiles it.',
  },
  'libs/ingest': {
    any: [
      'language',
      'engine',
      'steps/registry',
      'database',
      'intake',
      'audit',
      'people',
      'traits',
      'deals',
      'routing',
      'runs',
      'outbox',
      'tasks',
      'workspaces',
      'connectors/contract',
    ],
    pure: [...domain],
    why: 'Ingest puts the domain libs together for one batch; nobody imports it but the server.',
  },
  'libs/simulation': {
    any: ['language', 'engine', 'steps/registry'],
    pure: [...domain, 'runs', 'outbox', 'ingest'],
    why: 'A simulation decides with what production decides with, and stores nothing.',
  },
  ...Object.fromEntries(domain.map((name) => [`libs/${name}`, domainPart])),
  'libs/emails': {
    ...domainPart,
    any: [...domainPart.any, 'connectors/contract'],
    why: `${domainPart.why} A letter is what a connector sends: the contract says how it looks.`,
  },
};

/** Whoever is put together from everything: apps, benchmarks, and what only tests use. */
export const composers = ['apps/server', 'apps/demo', 'apps/cli', 'apps/web', 'bench', 'libs/testing'] as const;

/** The roles that are not pure, by the ending of the file's name. `.step` has a role and is pure all the same. */
export const shellRoles = {
  module: 'a Nest module',
  controller: 'HTTP routes, one line each',
  service: 'works with the outside: files, processes, other services',
  store: 'SQL',
  entity: 'a table for TypeORM',
  loop: 'a background loop',
  action: 'one act at a vendor',
  source: 'one vendor’s webhooks or calls',
  connector: 'one vendor’s connection',
  client: 'speaks HTTP to a server',
  page: 'a web page',
  command: 'a command of the CLI or the bench',
  filter: 'turns errors into HTTP answers',
  guard: 'lets a request in or not',
  plugin: 'a part of the HTTP server that is Fastify’s, not Nest’s',
} as const;

export const pureRoles = { step: 'one pure decision of a workflow' } as const;
export const testRoles = {
  spec: 'pure, beside the file',
  'db-spec': 'on a real Postgres',
  'e2e-spec': 'through HTTP, in apps/*/test',
  fixture: 'data that tests share',
} as const;

/** Files that put others together, or that a tool wants as they are; they need not be pure. */
export const compositions: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\/main\.ts$/, why: 'an entry point' },
  { pattern: /\/registry\.ts$/, why: 'one line for each step, source, action or migration' },
  { pattern: /^libs\/database\/migrations\//, why: 'a migration is TypeORM’s' },
  { pattern: /^libs\/database\/columns\.ts$/, why: 'its result is bytes; it touches nothing else' },
  { pattern: /^libs\/testing\//, why: 'never shipped' },
  { pattern: /^bench\//, why: 'measures, never shipped' },
];

/** What a pure file may import from npm: libraries that compute and touch nothing. */
export const purePackages = [
  '@marcbachmann/cel-js',
  '@zxcvbn-ts/language-common',
  'diff',
  'handlebars',
  'lossless-json',
  'temporal-polyfill',
  'tldts',
  'yaml',
  'zod',
] as const;

/** Names that reach outside, or differ from call to call. */
export const impureNames: Readonly<Record<string, string>> = {
  'Date.now': 'the clock is an argument: take `now` (epoch ms)',
  'new Date': 'take epoch ms, and Temporal for calendars',
  'Math.random': 'hash what must be spread; nothing is random',
  'Temporal.Now': 'the clock is an argument: take `now` (epoch ms)',
  Buffer: 'bytes belong to shell files',
  process: 'the environment is read by libs/settings',
  fetch: 'only shell files talk to others',
  setTimeout: 'waiting is a row with a due time',
  setInterval: 'waiting is a row with a due time',
  require: 'import it',
};

export const badNames = ['common', 'shared', 'util', 'utils', 'helper', 'helpers', 'types', 'constants', 'misc', 'index'] as const;

export const longestFile = 300;

/** Whose rows are whose: only this part writes to the table; others ask it. */
export const owners: Readonly<Record<string, readonly string[]>> = {
  'libs/intake': ['shard', 'inbox', 'intake_tally', 'rejection', 'dead_letter', 'event_key'],
  'libs/ingest': ['event'],
  'libs/traits': ['plan_violation', 'trait_due'],
  'libs/people': ['account', 'account_key', 'person', 'person_key', 'clash', 'suppression'],
  'libs/deals': ['deal', 'deal_audience', 'deal_change', 'deal_fact', 'pending_fact', 'proposal'],
  'libs/workspaces': ['workspace_version', 'workspace_pass'],
  'libs/runs': ['workflow_version', 'run', 'run_step', 'run_outcome', 'every_due', 'workflow_pause'],
  'libs/outbox': ['delivery', 'breaker'],
  'libs/emails': ['mailbox'],
  'libs/routing': ['assignment', 'awaited_answer', 'pool_member', 'touch', 'turn'],
  'libs/audit': ['audit'],
  'libs/tasks': ['task'],
  'apps/server': ['api_key', 'instance', 'app_user', 'session', 'one_time_link', 'sign_in_failure', 'saved_view'],
  'libs/database': ['migration'],
};

/** Files that write to tables of others, each for a reason that no service of the owner could serve. */
export const strangers: Readonly<Record<string, string>> = {
  'libs/people/merge.store.ts': 'a merge gives every row of one subject to another, in one transaction',
};
