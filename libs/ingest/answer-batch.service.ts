// One round of the timer for leads that nobody has answered in time. Subjects are locked before the rows, as everywhere; those that
// another worker holds are passed over.

import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import { endAnswers, findDueAnswers, lockDueAnswers } from '#libs/routing/awaited-answer.store.js';
import type { BatchContext } from './batch-context.js';
import { BatchWorld } from './batch-world.js';
import { holdFreeRows } from './hold-rows.store.js';
import type { IdBlocks } from './id-block.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { asksLedger, noAnswer } from './no-answer.js';
import { loadRouting } from './settle-all.store.js';
import { distinct, withSubjectsOf } from './subjects-of-runs.js';

export interface AnswerOptions {
  readonly pool: Pool;
  readonly ids: IdBlocks;
  readonly context: BatchContext<Buffer>;
  /** Leads a batch. */
  readonly limit: number;
}

const idsPerLead = 60;

/** @returns how many leads it looked at */
export async function answerBatch({ pool, ids, context, limit }: AnswerOptions): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const now = context.now();
    const due = await findDueAnswers(client, now, limit);
    if (due.length === 0) return 0;
    const held = await holdFreeRows(client, {
      person: due.map(({ personId }) => personId),
      account: due.map(({ accountId }) => accountId),
      deal: due.map(({ dealId }) => dealId),
    });
    const free = due.filter((row) => [row.personId, row.accountId, row.dealId].every((id) => id === null || held.has(id)));
    if (free.length === 0) return 0;
    await ids.prepare(client, free.length * idsPerLead + 100);
    const wanted = withSubjectsOf(free, { personKeys: [], accountKeys: [], personIds: [], accountIds: [] });
    const set = await loadSet(client, context, wanted, distinct(free.map(({ dealId }) => dealId)), ids.take);
    const rows = await lockDueAnswers(
      client,
      free.map(({ id }) => id),
      now,
    );
    const world = new BatchWorld(set);
    for (const row of rows) {
      if (asksLedger(set, row)) await loadRouting(client, set, [row.routing]);
      noAnswer(set, world, row, now);
    }
    afterCommit(await settleAndSave(client, set, context, now));
    await endAnswers(client, rows);
    return rows.length;
  });
}
