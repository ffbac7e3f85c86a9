// The built server as `npm start` starts it, with its own Postgres in a folder of its own, and what the vendors send it.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const stripeSecret = 'whsec_of_the_test';

export interface StartedServer {
  readonly url: string;
  /** Of the admin. */
  readonly key: string;
  /** Makes the admin, once. */
  readonly firstLink: string;
  /** GET with the admin's key. */
  read(path: string): Promise<Record<string, unknown>>;
  /** A rep's edit of a deal, with the admin's key. */
  edit(deal: string, body: Record<string, unknown>): Promise<void>;
  /** A call of the tracking API, for a write key of the test. */
  track(call: string, message: Record<string, unknown>): Promise<void>;
  /** Stripe says, signed, that a first invoice was paid (at epoch ms, now when left out). Amount in cents. */
  paid(email: string, amount: number, at?: number): Promise<void>;
  /** Waits until nothing waits in the inbox. */
  drain(): Promise<void>;
  /** POST with the admin's key; what is answered. */
  post(path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** What no vendor can be made to send: rows, straight into its Postgres. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Ends it as a crash does, and starts it again with the same data at the same address. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** The cookie of a user of this role, who is invited and has accepted. */
  cookieOf(email: string, role: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startBuiltServer(environment: Readonly<Record<string, string>> = {}): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-web-'));
  // Started by root, Postgres runs as another user, who must be able to reach it.
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const start = () =>
    spawn(process.execPath, [join(root, 'dist/apps/server/main.js')], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: data,
        PORT: String(20_000 + (process.pid % 20_000)),
        LOG_LEVEL: 'error',
        SEGMENT_WRITE_KEYS: 'website:wk',
        STRIPE_WEBHOOK_SECRETS: stripeSecret,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let child = start();
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  const said = await untilReady(child);
  const url = /ready: (\S+)/.exec(said)![1]!;
  const key = /admin key, shown once: (\S+)/.exec(said)![1]!;
  const firstLink = /make yourself the admin, once: (\S+)/.exec(said)![1]!;
  const read: StartedServer['read'] = async (path) => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    return (await answer.json()) as Record<string, unknown>;
  };
  const post: StartedServer['post'] = async (path, body = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    url,
    key,
    firstLink,
    read,
    edit: async (deal, body) => {
      const { status } = await fetch(`${url}/api/deals/${deal}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (status !== 200) throw new Error(`the edit was answered ${status}`);
    },
    track: async (call, message) => {
      const authorization = `Basic ${Buffer.from('wk:').toString('base64')}`;
      const { status } = await fetch(`${url}/v1/${call}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', 'x-strict-mode': '1' },
        body: JSON.stringify(message),
      });
      if (status !== 200) throw new Error(`${call} was answered ${status}`);
    },
    paid: async (email, amount, at) => {
      const body = invoicePaid(email, amount, at ?? Date.now());
      const stamp = Math.floor(Date.now() / 1000);
      const signature = createHmac('sha256', stripeSecret).update(`${stamp}.${body}`).digest('hex');
      const { status } = await fetch(`${url}/v1/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': `t=${stamp},v1=${signature}` },
        body,
      });
      if (status !== 200) throw new Error(`Stripe was answered ${status}`);
    },
    drain: async () => {
      while (((await read('/api/tally')) as { waiting: number }).waiting > 0) await pause(30);
    },
    post,
    sql: async (text, values = []) => {
      const { port, password } = JSON.parse(readFileSync(join(data, 'postgres.json'), 'utf8')) as { port: number; password: string };
      const client = new pg.Client({ connectionString: `postgres://millrace:${password}@127.0.0.1:${port}/millrace` });
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(text, [...values]).finally(() => client.end());
      return rows;
    },
    restart: async (meanwhile) => {
      await end('SIGKILL');
      await meanwhile?.();
      child = start();
      await untilReady(child);
    },
    cookieOf: async (email, role) => {
      const { link } = await post('/api/invitations', { email, role });
      const answer = await fetch(`${url}/api/sign-in/accept`, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ token: String(link).split('#')[1], name: email.split('@')[0], password: 'seven green kettles' }),
      });
      if (answer.status !== 200) throw new Error(`accepting was answered ${answer.status}`);
      return /millrace_session=([^;]+)/.exec(String(answer.headers.get('set-cookie')))![1]!;
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (part: Buffer) => (said += part.toString()));
    child.stdout!.on('data', (part: Buffer) => {
      said += part.toString();
      if (/ready: \S+/.test(said)) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

function invoicePaid(email: string, amount: number, at: number): string {
  const id = randomUUID().replaceAll('-', '');
  const now = Math.floor(at / 1000);
  return JSON.stringify({
    id: `evt_${id}`,
    object: 'event',
    api_version: '2025-08-27.basil',
    created: now,
    livemode: false,
    type: 'invoice.paid',
    data: {
      object: {
        id: `in_${id}`,
        object: 'invoice',
        amount_due: amount,
        amount_paid: amount,
        amount_remaining: 0,
        billing_reason: 'subscription_create',
        created: now,
        currency: 'usd',
        customer: `cus_${id}`,
        customer_email: email,
        livemode: false,
        status: 'paid',
        parent: { type: 'subscription_details', subscription_details: { subscription: `sub_${id}`, metadata: {} } },
        status_transitions: { paid_at: now },
      },
    },
  });
}
