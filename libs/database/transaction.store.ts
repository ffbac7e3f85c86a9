// A function in one transaction, repeated when Postgres (or the function itself) says that another was in the way.

import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Thrown inside a transaction: what was loaded has changed meanwhile, do it all again. */
export class RepeatBatch extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RepeatBatch';
  }
}

/** Deadlock, serialization failure. */
const repeatable = new Set(['40P01', '40001']);

/**
 * Runs `work` between begin and commit. It must touch nothing but the database: it may be run again.
 * @param attempts in all; the last one's error is thrown
 */
export async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>, attempts = 5): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (attempt >= attempts || !isRepeatable(error)) throw error;
      // Two that met go on at different times.
      await pause(Math.random() * 10 * 2 ** attempt);
    }
  }
}

export function isRepeatable(error: unknown): boolean {
  return error instanceof RepeatBatch || (error instanceof Error && 'code' in error && repeatable.has(String(error.code)));
}

async function once<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken ??= failure));
    throw error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}
