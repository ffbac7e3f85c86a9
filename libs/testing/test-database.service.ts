// A real Postgres for tests: started once a run, one migrated database a worker cloned from a template, emptied between tests.

import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import pg from 'pg';
import { connectionOptions, openPool } from '#libs/database/connection.store.js';
import { startEmbeddedPostgres } from '#libs/database/embedded/embedded-postgres.service.js';
import { migrate } from '#libs/database/migrate.service.js';

export interface TestDatabase {
  /** Of this worker's database; for data sources and further pools, which the test closes itself. */
  readonly url: string;
  readonly pool: pg.Pool;
}

/**
 * Call once at the top of a `.db-spec.ts`; the result may be used inside tests and hooks.
 * Before every test all tables are as after migrating, and all sequences at their start.
 */
export function useDatabase(): TestDatabase {
  let url = '';
  let pool: pg.Pool | undefined;
  beforeAll(async () => {
    url = await workerDatabase();
    pool = openPool(url, 10);
  }, 60_000);
  beforeEach(async () => {
    await pool?.query('select testing.reset()');
  });
  afterAll(async () => {
    await pool?.end();
  });
  return {
    get url() {
      return url;
    },
    get pool() {
      if (pool === undefined) throw new Error('The test database is there inside tests and hooks only.');
      return pool;
    },
  };
}

/** A further, empty database of the run's Postgres, without tables; for tests of migrating itself. */
export async function emptyDatabase(name: string): Promise<string> {
  const server = await testServer();
  await onServer(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  return withDatabase(server, name);
}

const template = 'millrace_template';

async function workerDatabase(): Promise<string> {
  const server = await testServer();
  const name = `millrace_worker_${process.env['JEST_WORKER_ID'] ?? '1'}`;
  await onServer(server, async (client) => {
    if (await isThere(client, name)) return;
    // One worker makes the template, the others wait; and a template is copied by one at a time.
    await client.query('select pg_advisory_lock(7255002)');
    if (!(await isThere(client, template))) {
      await client.query(`create database ${template}_new`);
      const url = withDatabase(server, `${template}_new`);
      await migrate(url, Date.now());
      await onServer(url, (inside) => inside.query(resetFunction));
      await client.query(`alter database ${template}_new rename to ${template}`);
    }
    await client.query(`create database ${name} template ${template}`);
  });
  return withDatabase(server, name);
}

async function testServer(): Promise<string> {
  const dataDir = process.env['MILLRACE_TEST_DATA'];
  if (dataDir === undefined) throw new Error('Tests with a database are run by Jest: npm test.');
  // Never stopped here: the run's end does it.
  const { url } = await startEmbeddedPostgres({ dataDir, flags: { fsync: 'off', full_page_writes: 'off', shared_buffers: '256MB' } });
  return url;
}

async function isThere(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ ...connectionOptions, connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** Empties what is not empty, and puts back the rows that migrations made. */
const resetFunction = `
  create schema testing;
  create table testing.seed (name text primary key, rows jsonb not null);
  do $$
  declare name text; found jsonb;
  begin
    for name in select c.oid::regclass::text from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
    loop
      execute format('select jsonb_agg(t) from %s t', name) into found;
      insert into testing.seed values (name, coalesce(found, '[]'));
    end loop;
  end $$;
  create function testing.reset() returns void language plpgsql as $$
  declare one record; has boolean; changed text[] := '{}';
  begin
    for one in select name, rows from testing.seed loop
      if one.rows = '[]' then
        execute format('select exists (select from %s)', one.name) into has;
      else
        execute format('select coalesce(jsonb_agg(t), ''[]'') is distinct from $1 from %s t', one.name) into has using one.rows;
      end if;
      if has then changed := changed || one.name; end if;
    end loop;
    if changed <> '{}' then execute format('truncate %s restart identity cascade', array_to_string(changed, ', ')); end if;
    for one in select name, rows from testing.seed where rows <> '[]' loop
      execute format('select exists (select from %s)', one.name) into has;
      if not has then execute format('insert into %s overriding system value select * from jsonb_populate_recordset(null::%s, $1)', one.name, one.name) using one.rows; end if;
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where schemaname = 'public' and last_value is not null;
  end $$;
`;
