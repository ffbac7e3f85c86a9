// The built server as `npm start` starts it, with its own Postgres in a folder of its own, and what the vendors send it.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

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
  stop(): Promise<void>;
}

export async function startBuiltServer(environment: Readonly<Record<string, string>> = {}): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-web-'));
  // Started by root, Postgres runs as another user, who must be able to reach it.
  chmodSync(folder, 0o755);
  const child = spawn(process.execPath, [join(root, 'dist/apps/server/main.js')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      PORT: String(20_000 + (process.pid % 20_000)),
      LOG_LEVEL: 'error',
      SEGMENT_WRITE_KEYS: 'website:wk',
      STRIPE_WEBHOOK_SECRETS: stripeSecret,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = await untilReady(child);
  const url = /ready: (\S+)/.exec(said)![1]!;
  const key = /admin key, shown once: (\S+)/.exec(said)![1]!;
  const firstLink = /make yourself the admin, once: (\S+)/.exec(said)![1]!;
  const read: StartedServer['read'] = async (path) => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
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
    stop: async () => {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
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
