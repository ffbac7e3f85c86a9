import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from './read-settings.service.js';
import { parseSettings, schema, secretVariables, SettingsError } from './settings.js';

function problemsOf(
  environment: Record<string, string>,
  read: (environment: Record<string, string>) => unknown = parseSettings,
): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('have a working default for everything', () => {
    const settings = parseSettings({});
    expect(settings).toMatchObject({
      role: 'all',
      host: '127.0.0.1',
      port: undefined,
      dataDir: './data',
      demoClock: false,
      shutdownGrace: 10_000,
    });
    expect(settings.segmentWriteKeys).toEqual([]);
  });

  test('an empty variable counts as not given', () => {
    expect(parseSettings({ ROLE: '', PORT: ' ', DATABASE_URL: '' })).toEqual(parseSettings({}));
  });

  test.each([
    [{ PORT: '8080' }, { port: 8080 }],
    [{ DEMO_CLOCK: 'yes' }, { demoClock: true }],
    [{ SHUTDOWN_GRACE: '500ms' }, { shutdownGrace: 500 }],
    [{ SHUTDOWN_GRACE: '2m' }, { shutdownGrace: 120_000 }],
    [{ TRUST_PROXY: 'loopback, 10.0.0.0/8' }, { trustProxy: ['loopback', '10.0.0.0/8'] }],
    [{ PUBLIC_URL: 'https://crm.example.com/' }, { publicUrl: 'https://crm.example.com' }],
    [{ STRIPE_WEBHOOK_SECRETS: 'whsec_new, whsec_old,' }, { stripeWebhookSecrets: ['whsec_new', 'whsec_old'] }],
    [
      { SEGMENT_WRITE_KEYS: 'site:abc, def' },
      {
        segmentWriteKeys: [
          { name: 'site', key: 'abc' },
          { name: 'segment', key: 'def' },
        ],
      },
    ],
  ])('%j is read as %j', (environment, expected) => {
    expect(parseSettings(environment as Record<string, string>)).toMatchObject(expected);
  });

  test.each([
    [{ ROLE: 'boss' }, 'ROLE must be all, api or worker, not `boss`'],
    [{ PORT: '0' }, 'PORT must be a whole number from 1 to 65535, not `0`'],
    [{ PORT: '3e3' }, 'PORT must be a whole number from 1 to 65535, not `3e3`'],
    [{ SHUTDOWN_GRACE: '10' }, 'SHUTDOWN_GRACE must be a duration like 10s, 500ms or 1m, not `10`'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY must be a list of addresses or networks, as loopback, 10.0.0.0/8, not `true`'],
    [{ PUBLIC_URL: 'crm.example.com' }, 'PUBLIC_URL must be a URL like https://crm.example.com, not `crm.example.com`'],
    [{ DEMO_CLOCK: 'maybe' }, 'DEMO_CLOCK must be true or false, not `maybe`'],
    [{ SEGMENT_WRITE_KEYS: 'a:k,b:k' }, 'SEGMENT_WRITE_KEYS has the same key twice; a key belongs to one source'],
  ])('%j is refused with a clear message', (environment, message) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([message]);
  });

  test('all mistakes are told at once', () => {
    expect(problemsOf({ ROLE: 'x', PORT: 'x', LOG_LEVEL: 'x', INGEST_BATCH: '0' })).toHaveLength(4);
  });

  test('promise 17: no message shows a secret', () => {
    const environment = {
      DATABASE_URL: 'mysql://me:hunter2@db',
      SMTP_URL: 'hunter2',
      SEGMENT_WRITE_KEYS: 'a:hunter2,b:hunter2',
      PORT: 'x',
    };
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});

describe('secrets in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-settings-'));
  const file = join(folder, 'secret');
  writeFileSync(file, 'whsec_a,whsec_b\n');
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');

  test('NAME_FILE is read in place of NAME', () => {
    expect(readSettings({ STRIPE_WEBHOOK_SECRETS_FILE: file }).stripeWebhookSecrets).toEqual(['whsec_a', 'whsec_b']);
  });

  test('both at once, a missing file and an empty file are told together with the rest', () => {
    const problems = problemsOf(
      { STRIPE_API_KEY: 'hunter2', STRIPE_API_KEY_FILE: file, SMTP_URL_FILE: join(folder, 'none'), DATABASE_URL_FILE: empty, PORT: 'x' },
      readSettings,
    );
    expect(problems).toEqual([
      `DATABASE_URL_FILE names \`${empty}\`, which is empty`,
      `SMTP_URL_FILE names \`${join(folder, 'none')}\`, which cannot be read (ENOENT)`,
      'STRIPE_API_KEY and STRIPE_API_KEY_FILE are both set; keep one',
      'PORT must be a whole number from 1 to 65535, not `x`',
    ]);
    rmSync(folder, { recursive: true });
  });
});

test('the README lists every setting with its meaning', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  for (const [name, { description }] of Object.entries(schema.shape)) {
    const secret = (secretVariables as readonly string[]).includes(name) ? ' (secret)' : '';
    expect(readme).toContain(`| \`${name}\`${secret} | ${description} |`);
  }
});

describe('OpenID Connect', () => {
  const given = { OIDC_ISSUER: 'https://login.acme.example/', OIDC_CLIENT_ID: 'millrace', OIDC_CLIENT_SECRET: 'hunter2' };

  test('is off unless it is set up, and then whole', () => {
    expect(parseSettings({}).oidc).toBeNull();
    expect(parseSettings({ ...given, OIDC_DOMAINS: 'acme.example, acme.test' }).oidc).toEqual({
      issuer: 'https://login.acme.example',
      clientId: 'millrace',
      clientSecret: 'hunter2',
      name: 'single sign-on',
      domains: ['acme.example', 'acme.test'],
      defaultRole: 'viewer',
      roleClaim: undefined,
    });
    expect(problemsOf({ OIDC_ISSUER: given.OIDC_ISSUER, OIDC_CLIENT_SECRET: 'hunter2' })).toEqual([
      'OIDC_CLIENT_ID must be given too: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together',
    ]);
  });

  test.each([
    'http://login.acme.example',
    'ftp://login.acme.example',
    'login.acme.example',
    'http://127.0.0.1.evil.example',
    'https://a.example?x=1',
  ])('%s is no issuer', (issuer) => {
    expect(problemsOf({ ...given, OIDC_ISSUER: issuer })).toEqual([expect.stringContaining('OIDC_ISSUER must be an https address')]);
  });

  test.each(['http://127.0.0.1:8080', 'http://localhost:8080/realms/acme'])('%s is one: nobody listens in on the loopback', (issuer) => {
    expect(parseSettings({ ...given, OIDC_ISSUER: issuer }).oidc).toMatchObject({ issuer });
  });

  test('nobody becomes admin by a domain', () => {
    expect(problemsOf({ ...given, OIDC_DEFAULT_ROLE: 'admin' })).toEqual(['OIDC_DEFAULT_ROLE must be viewer, rep or ops, not `admin`']);
  });
});
