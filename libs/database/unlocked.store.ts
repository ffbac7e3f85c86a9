// Reads what a batch would lock, without a lock: for who only looks. Inside a read-only transaction Postgres itself sees to it
// that nothing is written and nothing was overlooked here.

import type { Pool, PoolClient, QueryConfig } from 'pg';

/** One snapshot for all that is read. */
export async function readOnly<Result>(pool: Pool, read: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const result = await read(unlocked(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

function unlocked(client: PoolClient): PoolClient {
  const query = (first: string | QueryConfig, values?: unknown[]) =>
    typeof first === 'string'
      ? client.query(withoutLock(first), values)
      : // A prepared statement is known by its name: this is another one.
        client.query({ ...first, text: withoutLock(first.text), ...(first.name === undefined ? {} : { name: `${first.name}_unlocked` }) });
  return new Proxy(client, { get: (of, name, receiver) => (name === 'query' ? query : (Reflect.get(of, name, receiver) as unknown)) });
}

function withoutLock(text: string): string {
  return text.replace(/\s+for update\s*$/i, '');
}
