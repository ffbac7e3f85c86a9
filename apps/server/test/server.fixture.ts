// The whole server for tests: its real HTTP application and loops over the reference workspace, on a database of the test's own.

import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHmac } from 'node:crypto';
import { Agent, request as send } from 'node:http';
import type { Pool } from 'pg';
import { readSettings } from '#libs/settings/read-settings.service.js';
import type { Settings } from '#libs/settings/settings.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { makeHttp } from '../http/make-http.service.js';
import { KeysStore } from '../keys/keys.store.js';
import { startLoops } from '../loops/start-loops.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import type { Tally } from '../metrics/tally.store.js';

export const stripeSecret = 'whsec_of_the_test';
export const calendlySecret = 'calendly_of_the_test';
export const writeKey = ['authorization', `Basic ${Buffer.from('wk:').toString('base64')}`] as const;

/** Header of a webhook that its vendor signed. */
export const signers = {
  stripe: (body: string): [string, string] => ['stripe-signature', timed(body, stripeSecret)],
  calendly: (body: string): [string, string] => ['calendly-webhook-signature', timed(body, calendlySecret)],
};

/** @param stamp seconds */
export function timed(body: string, secret: string, stamp = Math.floor(Date.now() / 1000)): string {
  return `t=${stamp},v1=${createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex')}`;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface TestServer {
  readonly app: NestFastifyApplication;
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Of an admin. */
  readonly key: string;
  /** What the loops said went wrong; none of them has ended by it. */
  readonly failures: readonly string[];
  /** `headers` as name, value, name, value: repeated ones too. */
  call(method: string, path: string, headers?: readonly string[], body?: string | Buffer): Promise<Answer>;
  get(path: string, key?: string | null): Promise<Answer>;
  /** Sends a call of the tracking API; answers its status. */
  track(call: string, message: unknown): Promise<number>;
  /** Starts the loops, until the test has ended; once more: two workers. */
  loops(): Promise<void>;
  /** Ends them: what comes due is done by nobody. */
  endLoops(): Promise<void>;
  /** Starts the loops unless they run, and waits until nothing waits. */
  drain(): Promise<Tally>;
}

/** Call once at the top of a file. Every test has an empty database with the reference workspace applied. */
export function useServer(environment: Readonly<Record<string, string>> = {}): TestServer {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  // Before the database is emptied or left: a test's own hooks may have started them again.
  beforeEach(stopAll);
  afterAll(stopAll);
  const database = useDatabase();
  const agent = new Agent({ keepAlive: true });
  const failures: string[] = [];
  let app: NestFastifyApplication;
  let settings: Settings;
  let port = 0;
  let key = '';

  beforeAll(async () => {
    settings = readSettings({
      SEGMENT_WRITE_KEYS: 'website:wk',
      STRIPE_WEBHOOK_SECRETS: stripeSecret,
      CALENDLY_WEBHOOK_SECRETS: calendlySecret,
      LOG_LEVEL: 'silent',
      ...environment,
    });
    app = await makeHttp(settings, database.url, { docsPage: false });
    await app.listen(0, '127.0.0.1');
    port = Number(new URL(await app.getUrl()).port);
  }, 60_000);
  beforeEach(async () => {
    failures.length = 0;
    await app.get(WorkspacesService).applyFolder(settings.configDir, Date.now());
    key = await app.get(KeysStore).create('admin', 'admin');
  });
  afterAll(async () => {
    agent.destroy();
    await app.close();
  });

  const call: TestServer['call'] = (method, path, headers = [], body) =>
    new Promise((resolve, reject) => {
      const pairs: Record<string, string | string[]> = {};
      for (let at = 0; at + 1 < headers.length; at += 2) {
        const name = headers[at]!;
        const known = pairs[name];
        pairs[name] = known === undefined ? headers[at + 1]! : [known, headers[at + 1]!].flat();
      }
      const outgoing = send({ host: '127.0.0.1', port, method, path, headers: pairs, agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  const get: TestServer['get'] = (path, bearer = key) => call('GET', path, bearer === null ? [] : ['authorization', `Bearer ${bearer}`]);
  const loops = async (): Promise<void> => {
    const stop = await startLoops({
      part: 'all',
      settings,
      databaseUrl: database.url,
      onRound: (loop, seconds) => app.get(MetricsService).observeRound(loop, seconds),
      onError: (loop, error) => failures.push(`${loop}: ${String(error)}`),
    });
    stops.push(stop);
  };

  return {
    get app() {
      return app;
    },
    get settings() {
      return settings;
    },
    get databaseUrl() {
      return database.url;
    },
    get pool() {
      return database.pool;
    },
    get key() {
      return key;
    },
    failures,
    call,
    get,
    track: async (name, message) => (await call('POST', `/v1/${name}`, [...writeKey, 'x-strict-mode', '1'], textOf(message))).status,
    loops,
    endLoops: stopAll,
    drain: async () => {
      if (stops.length === 0) await loops();
      for (;;) {
        const tally = (await get('/api/tally')).body as unknown as Tally;
        if (tally.waiting === 0) return tally;
        if (failures.length > 20) throw new Error(`The loops do not get on: ${failures.at(-1)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message);
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
