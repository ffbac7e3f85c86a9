// Connections of a pool, and what a request may see through them. Inside `sight.run(…)` the names of tables are those of schema `sight`
// and of no other: views that leave out what is not to be seen (libs/reporting/sight). So whoever writes a statement need not think of it, and
// a table that has no view there is an error, not a leak.

import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

export interface Sight {
  /** Keys of the reps whose subjects are seen; none: only what nobody owns. */
  readonly reps: readonly string[];
}

/** Not there: everything is seen. */
export const sight = new AsyncLocalStorage<Sight>();

type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, release: (error?: Error | boolean) => void) => void;

export class SightedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<pg.PoolClient> | void {
    const seen = sight.getStore();
    if (seen === undefined) return taken === undefined ? super.connect() : super.connect(taken as Parameters<pg.Pool['connect']>[0]);
    const limited = super.connect().then((client) => limit(client, seen));
    if (taken === undefined) return limited;
    limited.then(
      (client) => taken(undefined, client, (error) => client.release(error)),
      (error: Error) => taken(error, undefined, () => undefined),
    );
  }
}

async function limit(client: pg.PoolClient, { reps }: Sight): Promise<pg.PoolClient> {
  const release = client.release;
  try {
    await client.query(`select set_config('search_path', 'sight', false), set_config('millrace.reps', $1::text[]::text, false)`, [reps]);
  } catch (error) {
    release(true);
    throw error;
  }
  // Whoever takes it next sees what is due to them. One that cannot be set back is closed.
  client.release = (error) => {
    // pg says null where nothing went wrong.
    if (error) return release(error);
    void reset(client, release);
  };
  return client;
}

async function reset(client: pg.PoolClient, release: pg.PoolClient['release']): Promise<void> {
  const isClean = await client.query('reset all').then(
    () => true,
    () => false,
  );
  release(!isClean);
}
