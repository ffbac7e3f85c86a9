// One round of advance: runs whose time has come go on. Subjects are locked before their runs, as everywhere; those that
// another worker holds are passed over.

import type { Buffer } from 'node:buffer';
import type { Pool, PoolClient } from 'pg';
import { int8s } from '#libs/database/columns.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { type DueRun, findDueRuns } from '#libs/runs/run.store.js';
import type { BatchContext } from './batch-context.js';
import { BatchWorld } from './batch-world.js';
import type { IdBlocks } from './id-block.store.js';
import { loadSet } from './load-set.store.js';
import { saveSet } from './save-set.store.js';
import { settleAll } from './settle-all.store.js';

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
  let keep = (): void => undefined;
  const moved = await inTransaction(pool, async (client) => {
    const now = context.now();
    // Twice as many are looked at as are taken: what others hold leaves enough.
    const due = await lockSubjects(client, await findDueRuns(client, now, 2 * limit), limit);
    if (due.length === 0) return 0;
    await ids.prepare(due.length * idsPerRun + 100);
    const wanted = {
      personKeys: [],
      accountKeys: [],
      personIds: distinct(due.map(({ personId }) => personId)),
      accountIds: distinct(due.map(({ accountId }) => accountId)),
    };
    const set = await loadSet(client, context, wanted, distinct(due.map(({ dealId }) => dealId)), ids.take);
    let count = 0;
    for (const { id } of due) {
      const run = set.runs.runs.get(id);
      if (run === undefined || run.endedAt !== null || run.dueAt === null || run.dueAt > now) continue;
      set.todo.push({ kind: 'drive', runId: id, input: { kind: run.state === 'ready' ? 'start' : 'due' } });
      count += 1;
    }
    await settleAll(client, set, { world: new BatchWorld(set), steps: context.steps, now });
    set.refusals.length = 0;
    keep = await saveSet(client, set, now, context.cache);
    return count;
  });
  keep();
  return moved;
}

/** Locks one row of each run's subject (a person, an account or a deal), and leaves out those that are locked already. */
async function lockSubjects(client: PoolClient, due: readonly DueRun[], limit: number): Promise<readonly DueRun[]> {
  if (due.length === 0) return due;
  const held = new Set<string>();
  for (const table of ['person', 'account', 'deal']) {
    const { rows } = await client.query<{ id: string }>({
      name: `hold_${table}s`,
      text: `select id from ${table} where id = any($1::int8[]) order by id for update skip locked`,
      values: [int8s(distinct(due.map(({ subjectId }) => subjectId)))],
    });
    for (const { id } of rows) held.add(id);
  }
  return due.filter(({ subjectId }) => held.has(subjectId)).slice(0, limit);
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
