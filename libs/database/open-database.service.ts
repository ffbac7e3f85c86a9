// The database a process works on: the company's (DATABASE_URL), or our own that is started here.

import pg from 'pg';
import { connectionOptions } from './connection.store.js';
import { DatabaseUnusable } from './embedded/database-unusable.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.service.js';

export interface OpenDatabase {
  /** Contains a password: never printed. */
  readonly url: string;
  /** For people: `own Postgres in /…/data/postgres, port 54321` or `postgres at db.example:5432/millrace`. */
  readonly description: string;
  readonly isEmbedded: boolean;
  /** Stops our own if nobody else uses it; leaves the company's alone. */
  stop(): Promise<void>;
}

export interface DatabaseChoice {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly postgresPort: number | undefined;
}

const leastVersion = 16;

/** @throws DatabaseUnusable with what to do, without the password */
export async function openDatabase(choice: DatabaseChoice, tell: (line: string) => void): Promise<OpenDatabase> {
  if (choice.databaseUrl !== undefined) return companyDatabase(choice.databaseUrl);
  const own = await startEmbeddedPostgres({
    dataDir: choice.dataDir,
    tell,
    ...(choice.postgresPort === undefined ? {} : { port: choice.postgresPort }),
  });
  return { url: own.url, description: `own Postgres in ${own.folder}, port ${own.port}`, isEmbedded: true, stop: () => own.stop() };
}

async function companyDatabase(url: string): Promise<OpenDatabase> {
  const { host, pathname } = new URL(url);
  const description = `postgres at ${host}${pathname}`;
  const client = new pg.Client({ ...connectionOptions, connectionString: url });
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    throw new DatabaseUnusable(`DATABASE_URL: ${description} cannot be used: ${message || code || 'no connection'}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < leastVersion)
    throw new DatabaseUnusable(`DATABASE_URL: ${description} is Postgres ${version}; Millrace needs ${leastVersion} or newer.`);
  return { url, description, isEmbedded: false, stop: async () => undefined };
}
