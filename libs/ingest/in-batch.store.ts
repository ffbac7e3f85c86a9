// The transaction of a batch, from what its set says is still to do to what is kept in the cache.

import type { Buffer } from 'node:buffer';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { BatchContext } from './batch-context.js';
import { saveSet } from './save-set.store.js';
import { settleAll, settlingOf } from './settle-all.store.js';
import type { WorkingSet } from './working-set.js';

/** What is done after the commit. */
export type Keep = () => void;

/** @param work may be run again; what it hands on is done once, after the commit, by the attempt that was committed */
export async function inBatch<Result>(
  pool: Pool,
  work: (client: PoolClient, afterCommit: (keep: Keep) => void) => Promise<Result>,
): Promise<Result> {
  let keep: Keep | undefined;
  const result = await inTransaction(pool, (client) => {
    keep = undefined;
    return work(client, (after) => {
      keep = after;
    });
  });
  keep?.();
  return result;
}

/** Nobody's event is told why runs did not begin: no event is behind it. @returns to be called after the commit */
export async function settleAndSave(client: PoolClient, set: WorkingSet, context: BatchContext<Buffer>, now: number): Promise<Keep> {
  await settleAll(client, set, settlingOf(set, context, now));
  set.refusals.length = 0;
  return saveSet(client, set, now, context.cache);
}
