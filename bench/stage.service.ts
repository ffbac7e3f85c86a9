// Where a benchmark plays: a Postgres of its own in a temporary folder, a fresh database for each measurement, and servers as
// processes of their own, as in production.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type Pool } from 'pg';
import { openPool } from '#libs/database/connection.store.js';
import { startEmbeddedPostgres } from '#libs/database/embedded/embedded-postgres.service.js';
import { migrate } from '#libs/database/migrate.service.js';
import { benchKey } from './bench-workspace.js';
import { temporaryFolder } from './temporary-folder.service.js';
import { writeBenchWorkspace } from './write-workspace.service.js';

export interface Stage {
  readonly folder: string;
  readonly configDir: string;
  /** A new, migrated database. */
  database(): Promise<{ readonly url: string; readonly pool: Pool; drop(): Promise<void> }>;
  close(): Promise<void>;
}

export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
  /** The admin's key, when this start made it. */
  readonly key: string | null;
  /** From start to ready (ms). */
  readonly startedIn: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = await temporaryFolder('millrace-bench-');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, tell: () => undefined });
  const configDir = join(folder, 'config');
  await writeBenchWorkspace(configDir);
  let made = 0;
  return {
    folder,
    configDir,
    database: async () => {
      made += 1;
      const name = `bench_${made}`;
      await onServer(postgres.url, `create database ${name}`);
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      await migrate(url.toString(), Date.now());
      const pool = openPool(url.toString(), 4);
      return {
        url: url.toString(),
        pool,
        drop: async () => {
          await pool.end();
          await onServer(postgres.url, `drop database ${name} with (force)`);
        },
      };
    },
    close: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param environment beside what every benchmark's server has */
export async function startServerProcess(
  stage: Pick<Stage, 'configDir'>,
  databaseUrl: string | null,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const started = performance.now();
  const main = fileURLToPath(new URL('../apps/server/main.js', import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=64', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_ENV: 'production',
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      CONFIG_DIR: stage.configDir,
      SEGMENT_WRITE_KEYS: `bench:${benchKey}`,
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  const said = await saysReady(child);
  return {
    pid: child.pid!,
    url: /ready: (http:\/\/\S+)/.exec(said)?.[1] ?? '',
    key: /shown once: (\S+)/.exec(said)?.[1] ?? null,
    startedIn: performance.now() - started,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

function saysReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (/^ready: .*\n/m.test(said)) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`a server of the benchmark ended with ${String(code)} before it was ready:\n${said}`)));
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
