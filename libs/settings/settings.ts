// What an operator may set, with its meaning, its default and its check: one schema, from which the README's table is made.
// Pure: the environment is handed in; `read-settings.service.ts` is the only reader of process.env.

import { z } from 'zod';

/** Thrown when settings are wrong; `problems` has one line each, all at once, and never a secret's value. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'SettingsError';
  }
}

/** A key that a sender of Segment-compatible calls presents, and the source's name its events carry. */
export interface WriteKey {
  readonly name: string;
  readonly key: string;
}

const whole = (least: number, most: number) =>
  z.string().transform((text, context) => {
    const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    context.addIssue(`must be a whole number from ${least} to ${most}`);
    return z.NEVER;
  });

const port = whole(1, 65535);

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be a URL like ${example}`);

const truth = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false')
  .transform((text) => ['true', '1', 'yes', 'on'].includes(text));

/** A secret list, newest first; several are accepted at once so that one can be rotated without a gap. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const writeKeys = list.transform((parts, context): WriteKey[] => {
  const keys = parts.map((part) => {
    const colon = part.indexOf(':');
    return colon < 0 ? { name: 'segment', key: part } : { name: part.slice(0, colon).trim(), key: part.slice(colon + 1).trim() };
  });
  if (keys.some(({ name, key }) => !/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name) || key === ''))
    context.addIssue('must be a list of name:key or key, a name in lower case letters, digits, - and _');
  if (new Set(keys.map(({ key }) => key)).size < keys.length) context.addIssue('has the same key twice; a key belongs to one source');
  return keys;
});

const units = { ms: 1, s: 1000, m: 60_000 } as const;
const duration = z.string().transform((text, context) => {
  const [, digits, unit] = /^(\d{1,6})(ms|s|m)$/.exec(text) ?? [];
  if (digits !== undefined && unit !== undefined) return Number(digits) * units[unit as keyof typeof units];
  context.addIssue('must be a duration like 10s, 500ms or 1m');
  return z.NEVER;
});

/** Of the operator, like the address of the database: an address inside the company's network is meant, so public it need not be. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && search === '' && hash === '';
}

/** One entry a variable. `.meta({ secret: true })` adds NAME_FILE and keeps the value out of every message. */
export const schema = z.object({
  ROLE: z
    .enum(['all', 'api', 'worker'], 'must be all, api or worker')
    .default('all')
    .describe('What this process does: the HTTP server, the loops, or both.'),
  HOST: z.string().default('127.0.0.1').describe('The address the HTTP server listens on; 0.0.0.0 inside a container.'),
  PORT: port.optional().describe('The port the HTTP server listens on. Not given: 3000, or the next free one. Given and taken: an error.'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://crm.example.com')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('How the world reaches this server; unsubscribe links start with it. Not given: the address it listens on.'),
  TRUST_PROXY: z
    .string()
    .transform((text, context): readonly string[] => {
      const parts = text.split(',').map((part) => part.trim());
      if (parts.every((part) => /^(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(\/\d{1,3})?)$/.test(part))) return parts;
      context.addIssue('must be a list of addresses or networks, as loopback, 10.0.0.0/8');
      return z.NEVER;
    })
    .optional()
    .describe(
      'The proxies whose X-Forwarded-For is believed, as addresses and networks: who signs in too often is told apart by it. Not given: none.',
    ),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/millrace')
    .optional()
    .meta({ secret: true, description: 'A Postgres 16 or newer. Not given: the server starts its own in DATA_DIR.' }),
  DATA_DIR: z.string().default('./data').describe('Where the own Postgres keeps its data.'),
  APPLY_CONFIG: z
    .enum(['always', 'first', 'watch'], 'must be always, first or watch')
    .default('always')
    .describe(
      'When CONFIG_DIR is applied: at every start, only at the first (so that what `millrace apply` sent stays), or also whenever a file is saved.',
    ),
  CONFIG_DIR: z.string().default('./config').describe('The workspace: plan, people, pipelines, workflows, templates.'),
  POSTGRES_PORT: port.optional().describe('The own Postgres listens here, on 127.0.0.1 only. Not given: a free port, kept with the data.'),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587')
    .optional()
    .meta({ secret: true, description: 'Where e-mail is sent. Not given: it goes to a local mailbox that the API shows, never outside.' }),
  MAIL_FROM: z.string().optional().describe('The sender of e-mails that say no other, like `Acme <hello@acme.example>`.'),
  SLACK_BOT_TOKEN: z
    .string()
    .optional()
    .meta({ secret: true, description: 'A Slack app’s bot token (xoxb-…, scope chat:write): `notify: { channel: … }` posts with it.' }),
  STRIPE_WEBHOOK_SECRETS: list
    .default([])
    .meta({ secret: true, description: 'Signing secrets of the Stripe webhook, a comma list; several while rotating.' }),
  STRIPE_API_KEY: z.string().optional().meta({ secret: true, description: 'A restricted Stripe key, to read what a webhook leaves out.' }),
  CALENDLY_WEBHOOK_SECRETS: list
    .default([])
    .meta({ secret: true, description: 'Signing keys of the Calendly webhook, a comma list; several while rotating.' }),
  SEGMENT_WRITE_KEYS: writeKeys
    .default([])
    .meta({ secret: true, description: 'Who may send events: a comma list of `name:key` (or `key`, then named segment).' }),
  OIDC_ISSUER: z
    .string()
    .transform((text) => text.replace(/\/+$/, ''))
    .refine(isIssuer, 'must be an https address like https://login.example.com (http only on this machine, as http://127.0.0.1:8080)')
    .optional()
    .describe('Who else may say who somebody is: the issuer of an OpenID Connect provider. Not given: no such button.'),
  OIDC_CLIENT_ID: z.string().optional().describe('How that provider knows this server.'),
  OIDC_CLIENT_SECRET: z.string().optional().meta({ secret: true, description: 'The secret that belongs to OIDC_CLIENT_ID.' }),
  OIDC_NAME: z.string().max(40, 'must be at most 40 characters').default('single sign-on').describe('What the button says: Sign in with …'),
  OIDC_DOMAINS: list
    .refine(
      (domains) => domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
      'must be a list of domains, as acme.example',
    )
    .default([])
    .describe(
      'Whoever has a verified address of these domains gets in without an invitation. Not given: only who is invited, or has a user.',
    ),
  OIDC_DEFAULT_ROLE: z
    .enum(['viewer', 'rep', 'ops'], 'must be viewer, rep or ops')
    .default('viewer')
    .describe('The role of whom OIDC_DOMAINS lets in, where OIDC_ROLE_CLAIM says nothing.'),
  OIDC_ROLE_CLAIM: z
    .string()
    .optional()
    .describe(
      'The claim with the role (admin, ops, rep or viewer, or a list that has one): it holds from each sign-in on. Not given: roles are given here.',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
    .default('info')
    .describe('How much is logged.'),
  DEMO_CLOCK: truth.default(false).describe('Adds the endpoint that advances the clock. For demos and trials only; absent otherwise.'),
  INTAKE_QUEUE_LIMIT: whole(1, 1_000_000)
    .default(10_000)
    .describe('Requests that may wait for their commit before new ones are refused with 503.'),
  INGEST_BATCH: whole(1, 10_000).default(2000).describe('The most events one ingest transaction takes.'),
  INGEST_LANES: whole(1, 64).default(1).describe('Ingest transactions at the same time in one process; each holds one connection.'),
  SHUTDOWN_GRACE: duration.default(10_000).describe('How long a stop waits for what is under way (10s, 500ms, 1m).'),
});

type Variable = keyof typeof schema.shape;

/** Names of variables whose value is a secret; each may be given as NAME_FILE instead. */
export const secretVariables: readonly Variable[] = (Object.keys(schema.shape) as Variable[]).filter(
  (name) => schema.shape[name].meta()?.['secret'] === true,
);

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its button is called. */
  readonly name: string;
  /** Lower case. */
  readonly domains: readonly string[];
  readonly defaultRole: 'viewer' | 'rep' | 'ops';
  readonly roleClaim: string | undefined;
}

export interface Settings {
  readonly role: 'all' | 'api' | 'worker';
  readonly host: string;
  readonly port: number | undefined;
  readonly publicUrl: string | undefined;
  /** Addresses and networks of the proxies before this server. */
  readonly trustProxy: readonly string[] | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly configDir: string;
  readonly applyConfig: 'always' | 'first' | 'watch';
  readonly postgresPort: number | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly slackBotToken: string | undefined;
  readonly stripeWebhookSecrets: readonly string[];
  readonly stripeApiKey: string | undefined;
  readonly calendlyWebhookSecrets: readonly string[];
  readonly segmentWriteKeys: readonly WriteKey[];
  /** Null: nobody signs in by a provider. */
  readonly oidc: OidcSettings | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly demoClock: boolean;
  readonly intakeQueueLimit: number;
  readonly ingestBatch: number;
  readonly ingestLanes: number;
  /** Milliseconds. */
  readonly shutdownGrace: number;
}

/**
 * Checks what the environment says. An empty variable counts as not given; what is not in the schema is not looked at.
 * @throws SettingsError with every problem, none of which shows a secret
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => {
      const name = issue.path[0] as Variable;
      const shown = secretVariables.includes(name) ? '' : `, not \`${String(given[name]).slice(0, 80)}\``;
      return `${name} ${issue.message}${shown}`;
    });
    throw new SettingsError(problems);
  }
  const s = result.data;
  const oidc = oidcOf(s);
  return {
    role: s.ROLE,
    host: s.HOST,
    port: s.PORT,
    publicUrl: s.PUBLIC_URL,
    trustProxy: s.TRUST_PROXY,
    databaseUrl: s.DATABASE_URL,
    dataDir: s.DATA_DIR,
    configDir: s.CONFIG_DIR,
    applyConfig: s.APPLY_CONFIG,
    postgresPort: s.POSTGRES_PORT,
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    slackBotToken: s.SLACK_BOT_TOKEN,
    stripeWebhookSecrets: s.STRIPE_WEBHOOK_SECRETS,
    stripeApiKey: s.STRIPE_API_KEY,
    calendlyWebhookSecrets: s.CALENDLY_WEBHOOK_SECRETS,
    segmentWriteKeys: s.SEGMENT_WRITE_KEYS,
    oidc,
    logLevel: s.LOG_LEVEL,
    demoClock: s.DEMO_CLOCK,
    intakeQueueLimit: s.INTAKE_QUEUE_LIMIT,
    ingestBatch: s.INGEST_BATCH,
    ingestLanes: s.INGEST_LANES,
    shutdownGrace: s.SHUTDOWN_GRACE,
  };
}

/** @throws SettingsError when a part is missing */
function oidcOf(s: z.infer<typeof schema>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = s;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const missing = Object.entries({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }).flatMap(
      ([name, value]) => (value === undefined ? [name] : []),
    );
    throw new SettingsError([
      `${missing.join(' and ')} must be given too: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together`,
    ]);
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: s.OIDC_NAME,
    domains: s.OIDC_DOMAINS,
    defaultRole: s.OIDC_DEFAULT_ROLE,
    roleClaim: s.OIDC_ROLE_CLAIM,
  };
}
