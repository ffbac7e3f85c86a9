// Brings the database to this version's tables. Any number of processes may start at once: one works, the others wait.

import pg from 'pg';
import { connectionOptions } from './connection.store.js';
import { makeDataSource } from './data-source.store.js';
import { DatabaseUnusable } from './embedded/database-unusable.js';
import { migrations } from './migrations/registry.js';
import { ensurePartitions } from './partitions.store.js';
import { grantReporting } from './reporting-role.store.js';

/** The advisory lock that migrating and making partitions are done under. */
export const migrationLock = 7_255_001;

/**
 * Runs the migrations that are missing, then makes the partitions of now.
 * @param now epoch ms
 * @returns names of the migrations that were run
 * @throws DatabaseUnusable when a newer version has migrated this database
 */
export async function migrate(url: string, now: number): Promise<string[]> {
  const client = new pg.Client({ ...connectionOptions, connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const source = await makeDataSource(url, 1).initialize();
    try {
      await refuseNewer(client);
      // Its views hold on to columns; the HTTP server makes them anew.
      if (await source.showMigrations()) await client.query('drop schema if exists sight cascade');
      const done = await source.runMigrations();
      await ensurePartitions(client, now);
      await grantReporting(client);
      return done.map(({ name }) => name);
    } finally {
      await source.destroy();
    }
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

async function refuseNewer(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`);
  if (tables[0]?.there !== true) return;
  const known = new Set(migrations.map((Migration) => new Migration().name));
  const { rows } = await client.query<{ name: string }>('select name from migration order by id');
  const unknown = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new DatabaseUnusable(
      `This database was migrated by a newer version (${unknown.join(', ')}). Start that version, or use another database.`,
    );
}
