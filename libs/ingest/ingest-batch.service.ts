// One round of ingest: free shards are locked, their next rows take effect and leave the inbox, in one commit. A batch that
// fails is halved until the one bad event stands alone; it is set aside with its error, and its neighbours go on (promise 13).

import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import { deadLetter } from '#libs/intake/dead-letter.store.js';
import type { InboxRow } from '#libs/intake/inbox-row.js';
import { addTally, claimShards, deleteRows, retakeRows, takeRows } from '#libs/intake/inbox.store.js';
import type { BatchContext } from './batch-context.js';
import type { IdBlocks } from './id-block.store.js';
import { inBatch } from './in-batch.store.js';
import { ingestRows } from './ingest-rows.store.js';
import { isNoFaultOfRows } from './no-fault-of-rows.store.js';
import { areNext, type ReadAhead } from './read-ahead.store.js';
import { understandRows } from './understood-rows.js';

export interface IngestOptions {
  readonly pool: Pool;
  /** Of this lane alone: ids are taken without a lock. */
  readonly ids: IdBlocks;
  readonly context: BatchContext<Buffer>;
  /** How many shards at once; a lone lane takes all. */
  readonly shards: number;
  /** Rows a batch. */
  readonly limit: number;
  /** Of this lane alone. */
  readonly ahead: ReadAhead;
}

/** @returns how many rows were taken; 0: nothing waits that is free */
export async function ingestBatch(options: IngestOptions): Promise<number> {
  const { pool, ids, context, limit, ahead } = options;
  let taken: readonly InboxRow[] = [];
  let read = await ahead.take();
  try {
    await inBatch(pool, async (client, afterCommit) => {
      taken = [];
      const shards = await claimShards(client, options.shards);
      const next =
        read !== null && areNext(read.rows, shards) ? read : understandRows(await takeRows(client, [...shards.keys()], limit), context);
      // When this is repeated, another was in the way: then nothing is trusted that was read before.
      read = null;
      taken = next.rows;
      if (taken.length === 0) return;
      const isFull = taken.length >= limit;
      afterCommit(await ingestRows(client, next, context, ids, (people) => isFull && ahead.start(context, taken, people)));
    });
    return taken.length;
  } catch (error) {
    ahead.drop();
    if (taken.length === 0 || isNoFaultOfRows(error)) throw error;
    return apart(taken, error, options);
  }
}

/** Halves, each on its own; the first one first, so that order holds within a shard. */
async function apart(rows: readonly InboxRow[], error: unknown, options: IngestOptions): Promise<number> {
  const [row] = rows;
  if (row === undefined) return 0;
  if (rows.length === 1) return setAside(row, error, options);
  const middle = Math.ceil(rows.length / 2);
  return (await again(rows.slice(0, middle), options)) + (await again(rows.slice(middle), options));
}

async function again(rows: readonly InboxRow[], options: IngestOptions): Promise<number> {
  try {
    return await inTransaction(options.pool, async (client) => {
      const waiting = await retakeRows(client, rows);
      // Rare, so nothing of it is kept in the cache.
      if (waiting.length > 0) await ingestRows(client, understandRows(waiting, options.context), options.context, options.ids);
      return waiting.length;
    });
  } catch (error) {
    if (isNoFaultOfRows(error)) throw error;
    return apart(rows, error, options);
  }
}

function setAside(row: InboxRow, error: unknown, { pool, context }: IngestOptions): Promise<number> {
  return inTransaction(pool, async (client) => {
    const waiting = await retakeRows(client, [row]);
    await deadLetter(
      client,
      waiting.map((one) => ({ row: one, error })),
      context.now(),
    );
    await deleteRows(client, waiting);
    if (waiting.length > 0) await addTally(client, new Map([[row.shard, { done: 0, duplicates: 0, setAside: 1 }]]));
    return waiting.length;
  });
}
