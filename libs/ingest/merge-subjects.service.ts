// A person merges two people or two accounts: read, checked, merged and written in one transaction that holds both, with the audit, and
// the clash that is decided by it. It cannot be undone: whose facts were whose is not kept.

import type { Buffer } from 'node:buffer';
import type { Pool, PoolClient } from 'pg';
import { closeMerged } from '#libs/people/clash.store.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import type { BatchContext } from './batch-context.js';
import { IdBlocks } from './id-block.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { type Merge, mergeByHand } from './merge-by-hand.js';
import { type MergePreview, previewMerge } from './merge-preview.js';
import type { Mover } from './move-run.service.js';
import type { WorkingSet } from './working-set.js';

export type MergeAnswer<Result> =
  | { readonly kind: 'done'; readonly merge: Merge; readonly result: Result }
  | { readonly kind: 'not found'; readonly id: string }
  | { readonly kind: 'one already' };

const idsPerMerge = 2000;

export class SubjectMerger {
  constructor(
    private readonly pool: Pool,
    private readonly context: BatchContext<Buffer>,
  ) {}

  /** What would become of it; nothing is written. */
  preview(wanted: Merge): Promise<MergeAnswer<MergePreview>> {
    return inBatch(this.pool, (client) =>
      this.with(client, wanted, (set, merge) => Promise.resolve(previewMerge(set, merge, this.context.now()))),
    );
  }

  /** @returns ids of the clashes that are decided by it */
  merge(wanted: Merge, reason: string, mover: Mover): Promise<MergeAnswer<readonly string[]>> {
    return inBatch(this.pool, (client, afterCommit) =>
      this.with(client, wanted, async (set, merge) => {
        const now = this.context.now();
        const { kind, stays, goes } = merge;
        mergeByHand(set, merge, now);
        const because = { ...mover, details: { reason } };
        set.changes.push({ subject: { kind, id: stays }, field: 'merged', from: goes, to: stays, at: now, because });
        afterCommit(await settleAndSave(client, set, this.context, now));
        return closeMerged(client, kind, stays);
      }),
    );
  }

  private async with<Result>(
    client: PoolClient,
    { kind, stays, goes }: Merge,
    work: (set: WorkingSet, merge: Merge) => Promise<Result>,
  ): Promise<MergeAnswer<Result>> {
    for (const id of [stays, goes])
      if ((await client.query(`select 1 from ${kind} where id = $1`, [id])).rowCount === 0) return { kind: 'not found', id };
    const ids = new IdBlocks();
    await ids.prepare(client, idsPerMerge);
    const both = [stays, goes];
    const wanted = {
      personKeys: [],
      accountKeys: [],
      personIds: kind === 'person' ? both : [],
      accountIds: kind === 'account' ? both : [],
    };
    const set = await loadSet(client, this.context, wanted, [], ids.take);
    // An id that was merged stands for the one that lives.
    const live = both.map((id) => (kind === 'person' ? livePerson(set.people, id) : liveAccount(set.people, id))?.id ?? id);
    if (live[0] === live[1]) return { kind: 'one already' };
    const merge = { kind, stays: live[0]!, goes: live[1]! };
    return { kind: 'done', merge, result: await work(set, merge) };
  }
}
