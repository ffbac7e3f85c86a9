// One edit of a deal by a person or a key: read, checked, made and written in one transaction, with what follows from it.

import { randomUUID } from 'node:crypto';
import type { Buffer } from 'node:buffer';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import { decideProposal, findProposal } from '#libs/deals/proposal.store.js';
import { type EditProblem, readEdit } from '#libs/deals/read-edit.js';
import type { Because } from '#libs/audit/because.js';
import { saveChanges } from '#libs/audit/audit.store.js';
import type { BatchContext } from './batch-context.js';
import { editDeal } from './edit-deal.js';
import { IdBlocks } from './id-block.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { distinct } from './subjects-of-runs.js';
import type { WorkingSet } from './working-set.js';

/** Who does it: the name of a key, or the rep it is done for. */
export type Author = Pick<Because, 'by' | 'name' | 'details'>;

export type EditAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'not found' }
  /** The deal is another one by now than the one that was edited. */
  | { readonly kind: 'changed'; readonly version: number }
  | { readonly kind: 'decided'; readonly state: string }
  | { readonly kind: 'refused'; readonly problems: readonly EditProblem[] };

export interface EditOptions {
  readonly pool: Pool;
  readonly context: BatchContext<Buffer>;
}

const idsPerEdit = 200;

export class DealEditor {
  constructor(private readonly options: EditOptions) {}

  /** @param version of the deal that was edited; null: whichever it is now */
  edit(dealId: string, body: unknown, version: number | null, author: Author): Promise<EditAnswer> {
    return this.change(dealId, version, async (set) => {
      const deal = set.deals.deals.get(dealId);
      const pipeline = set.workspace.pipelines.get(deal?.pipeline ?? '');
      if (deal === undefined) return { kind: 'not found' };
      if (pipeline === undefined) {
        const fix = 'apply a workspace that has it';
        return {
          kind: 'refused',
          problems: [{ field: 'pipeline', message: `the pipeline "${deal.pipeline}" is not there any more`, fix }],
        };
      }
      const read = readEdit(body, pipeline, set.workspace.team);
      if ('problems' in read) return { kind: 'refused', problems: read.problems };
      const { stage, set: fields } = read.edit;
      editDeal(set, { dealId, body: { set: fields, ...(stage === undefined ? {} : { stage }) }, ...this.fact(author) });
      return { kind: 'done' };
    });
  }

  /** The move is made as the rule would have made it, and the rep's hold on the stage is over. */
  async accept(id: string, author: Author): Promise<EditAnswer> {
    const proposal = await inTransaction(this.options.pool, (client) => findProposal(client, id));
    if (proposal === undefined) return { kind: 'not found' };
    return this.change(proposal.dealId, null, async (set, client) => {
      const now = this.options.context.now();
      const current = await findProposal(client, id);
      if (current?.state !== 'open') return { kind: 'decided', state: current?.state ?? 'withdrawn' };
      editDeal(set, { dealId: proposal.dealId, body: { accepts: proposal.key }, ...this.fact(author) });
      // Decided before the fold's own word about it is written: a person's word stays.
      await decideProposal(client, id, 'accepted', author.name, now);
      return { kind: 'done' };
    });
  }

  async dismiss(id: string, author: Author): Promise<EditAnswer> {
    const { pool, context } = this.options;
    return inTransaction(pool, async (client) => {
      const proposal = await findProposal(client, id);
      if (proposal === undefined) return { kind: 'not found' };
      await client.query('select from deal where id = $1 for update', [proposal.dealId]);
      const current = await findProposal(client, id);
      if (current?.state !== 'open') return { kind: 'decided', state: current?.state ?? 'withdrawn' };
      const now = context.now();
      await decideProposal(client, id, 'dismissed', author.name, now);
      const ids = new IdBlocks();
      await ids.prepare(client, 1);
      const because: Because = { ...author, details: { ...author.details, reason: 'the proposal was dismissed' } };
      const subject = { kind: 'deal', id: proposal.dealId } as const;
      await saveChanges(client, [{ subject, field: 'proposed_stage', from: proposal.to, to: null, at: now, because }], ids.take);
      return { kind: 'done' };
    });
  }

  private fact(author: Author): { readonly at: number; readonly key: string; readonly because: Because } {
    return { at: this.options.context.now(), key: `edit:${randomUUID()}`, because: author };
  }

  private async change(
    dealId: string,
    version: number | null,
    work: (set: WorkingSet, client: PoolClient) => Promise<EditAnswer>,
  ): Promise<EditAnswer> {
    const { pool, context } = this.options;
    return inBatch(pool, async (client, afterCommit): Promise<EditAnswer> => {
      const { rows } = await client.query<{ account_id: string | null; contact_id: string | null }>(
        'select account_id, contact_id from deal where id = $1',
        [dealId],
      );
      const [row] = rows;
      if (row === undefined) return { kind: 'not found' };
      const ids = new IdBlocks();
      await ids.prepare(client, idsPerEdit);
      const wanted = { personKeys: [], accountKeys: [], personIds: distinct([row.contact_id]), accountIds: distinct([row.account_id]) };
      const set = await loadSet(client, context, wanted, [dealId], ids.take);
      // The deal is locked now.
      const { rows: locked } = await client.query<{ version: number }>('select version from deal where id = $1', [dealId]);
      if (version !== null && locked[0]?.version !== version) return { kind: 'changed', version: locked[0]?.version ?? 0 };
      const done = await work(set, client);
      if (done.kind !== 'done') return done;
      afterCommit(await settleAndSave(client, set, context, context.now()));
      return done;
    });
  }
}
