// One round of the timer for quiet deals: those that no fact has touched for a stage's `idle` are told that time has passed.

import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import { hasIdle } from '#libs/deals/idle-due.js';
import { findQuietDeals } from '#libs/deals/quiet-deals.store.js';
import type { BatchContext } from './batch-context.js';
import { holdFreeRows } from './hold-rows.store.js';
import type { IdBlocks } from './id-block.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { tellQuiet } from './tell-quiet.js';
import { distinct } from './subjects-of-runs.js';

export interface QuietOptions {
  readonly pool: Pool;
  readonly ids: IdBlocks;
  readonly context: BatchContext<Buffer>;
  /** Deals a batch. */
  readonly limit: number;
}

const idsPerDeal = 40;

/** @returns how many deals were told */
export async function quietBatch({ pool, ids, context, limit }: QuietOptions): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const now = context.now();
    const { workspace } = await context.workspaces.current(client);
    const pipelines = [...workspace.pipelines.values()].filter(hasIdle);
    if (pipelines.length === 0) return 0;
    const quiet = await findQuietDeals(client, pipelines, now, limit);
    if (quiet.length === 0) return 0;
    const held = await holdFreeRows(client, {
      person: quiet.map(({ contactId }) => contactId),
      account: quiet.map(({ accountId }) => accountId),
      deal: quiet.map(({ id }) => id),
    });
    const free = quiet.filter((deal) => [deal.id, deal.accountId, deal.contactId].every((id) => id === null || held.has(id)));
    if (free.length === 0) return 0;
    await ids.prepare(client, free.length * idsPerDeal + 100);
    const wanted = {
      personKeys: [],
      accountKeys: [],
      personIds: distinct(free.map(({ contactId }) => contactId)),
      accountIds: distinct(free.map(({ accountId }) => accountId)),
    };
    const dealIds = free.map(({ id }) => id);
    const set = await loadSet(client, context, wanted, dealIds, ids.take);
    let count = 0;
    for (const id of dealIds) if (tellQuiet(set, id, now)) count += 1;
    afterCommit(await settleAndSave(client, set, context, now));
    return count;
  });
}
