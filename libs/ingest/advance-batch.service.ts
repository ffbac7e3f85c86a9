// One round of advance: runs whose time has come go on. Subjects are locked before their runs, as everywhere; those that
// another worker holds are passed over.

import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import type { BatchContext } from './batch-context.js';
import type { IdBlocks } from './id-block.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { lockDueRuns } from './lock-due-runs.store.js';
import { distinct, withSubjectsOf } from './subjects-of-runs.js';

export interface AdvanceOptions {
  readonly pool: Pool;
  /** Of this lane alone. */
  readonly ids: IdBlocks;
  readonly context: BatchContext<Buffer>;
  /** Runs a batch. */
  readonly limit: number;
}

const idsPerRun = 24;

/** @returns how many runs went on */
export async function advanceBatch({ pool, ids, context, limit }: AdvanceOptions): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const now = context.now();
    const due = await lockDueRuns(client, now, limit);
    if (due.length === 0) return 0;
    await ids.prepare(client, due.length * idsPerRun + 100);
    const wanted = withSubjectsOf(due, { personKeys: [], accountKeys: [], personIds: [], accountIds: [] });
    const set = await loadSet(client, context, wanted, distinct(due.map(({ dealId }) => dealId)), ids.take);
    let count = 0;
    for (const { id } of due) {
      const run = set.runs.runs.get(id);
      if (run === undefined || run.endedAt !== null || run.dueAt === null || run.dueAt > now) continue;
      set.todo.push({ kind: 'drive', runId: id, input: { kind: run.state === 'ready' ? 'start' : 'due' } });
      count += 1;
    }
    afterCommit(await settleAndSave(client, set, context, now));
    return count;
  });
}
