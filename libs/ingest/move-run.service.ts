// What somebody decides about one run: a failed one goes on, one is canceled, one moves to the newest version of its workflow.
// Read, checked and written in one transaction that holds its subjects, with the line of the journal and the audit.

import type { Buffer } from 'node:buffer';
import type { Pool, PoolClient } from 'pg';
import type { Because } from '#libs/audit/because.js';
import { notify } from '#libs/database/wake.store.js';
import { byHand, whyNotAgain } from '#libs/engine/by-hand.js';
import type { HandInput, Run } from '#libs/engine/run.js';
import type { Value } from '#libs/language/value.js';
import { tryAgain } from '#libs/outbox/outbox.store.js';
import { activeRun, putRun, takeRun } from '#libs/runs/run-slice.js';
import { failedStep, findRun, lockRun } from '#libs/runs/run.store.js';
import { whyNotMove } from '#libs/runs/why-not-move.js';
import type { BatchContext } from './batch-context.js';
import { IdBlocks } from './id-block.store.js';
import { inBatch } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { saveSet } from './save-set.store.js';
import { settleAll, settlingOf } from './settle-all.store.js';
import { distinct, withSubjectsOf } from './subjects-of-runs.js';
import type { WorkingSet } from './working-set.js';

export type RunAnswer =
  /** @param deliveries of it that are tried again */
  | { readonly kind: 'done'; readonly run: Run; readonly deliveries: number }
  | { readonly kind: 'not found' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Who does it: the name of a key, or of a user. */
export type Mover = Pick<Because, 'by' | 'name'>;

interface Held {
  readonly client: PoolClient;
  readonly set: WorkingSet;
  readonly run: Run;
  readonly now: number;
}

const idsPerMove = 200;
const refused = (reason: string): RunAnswer => ({ kind: 'refused', reason });

export class RunMover {
  constructor(
    private readonly pool: Pool,
    private readonly context: BatchContext<Buffer>,
  ) {}

  /** A failed run enters the step again that failed; of one that did not fail, what failed to leave is tried again. */
  retry(id: string, mover: Mover): Promise<RunAnswer> {
    return this.change(id, async (held) => {
      const { run, set, now } = held;
      if (run.state === 'stopped')
        return refused(`it was stopped (${run.endReason ?? 'by hand'}), and what it asked for does not leave any more`);
      if (run.state !== 'failed') return this.deliverAgain(held, mover);
      const limit = whyNotAgain(run);
      if (limit !== null) return refused(limit);
      const other = activeRun(set.runs, run.subject.id, run.workflow, run.key);
      if (other !== undefined) return refused(`run ${other.id} of the same workflow is under way for the same subject`);
      const step = await failedStep(held.client, run);
      if (step === null || !set.workflowOf(run.versionId).nodes.has(step))
        return refused(`its version has no step "${step ?? ''}" to go on at; move it to the newest version first (migrate)`);
      const moved = this.put(set, run, { kind: 'retry', by: mover.name }, step, now);
      tell(held, mover, run.state, moved.state, { step });
      return { kind: 'done', run: moved, deliveries: 0 };
    });
  }

  cancel(id: string, reason: string, mover: Mover): Promise<RunAnswer> {
    return this.change(id, async (held) => {
      const { run, set, now, client } = held;
      if (run.endedAt !== null) return refused(ended(run));
      set.todo.push({ kind: 'drive', runId: id, input: { kind: 'stop', reason: `canceled by ${mover.name}: ${reason}` } });
      await settleAll(client, set, settlingOf(set, this.context, now));
      const moved = set.runs.runs.get(id)!;
      tell(held, mover, run.state, moved.state, { reason });
      return { kind: 'done', run: moved, deliveries: 0 };
    });
  }

  /** At the step of the same id; a failed one moves too, so that it can be tried again with what was mended. */
  migrate(id: string, mover: Mover): Promise<RunAnswer> {
    return this.change(id, async (held) => {
      const { run, set, now, client } = held;
      if (run.endedAt !== null && run.state !== 'failed') return refused(ended(run));
      const to = set.versionIds.get(run.workflow);
      const workflow = set.workspace.workflows.get(run.workflow);
      if (to === undefined || workflow === undefined) return refused(`the workspace has no workflow "${run.workflow}" any more`);
      if (to === run.versionId) return refused('it is in the newest version already');
      const step = run.step ?? (await failedStep(client, run));
      const why = whyNotMove(set.workflowOf(run.versionId), workflow, step);
      if (why !== null) return refused(why);
      const moved = this.put(set, run, { kind: 'migrate', from: run.versionId, to, by: mover.name }, step!, now);
      tell(held, mover, `version ${run.versionId}`, `version ${to}`, { step });
      return { kind: 'done', run: moved, deliveries: 0 };
    });
  }

  private async deliverAgain(held: Held, mover: Mover): Promise<RunAnswer> {
    const { client, run, now } = held;
    const ids = await tryAgain(client, run.subject.id, run.id, now);
    if (ids.length === 0) return refused(`it has not failed (it is ${run.state}), and nothing of it has failed to leave`);
    await notify(client, 'delivery');
    tell(held, mover, 'failed', 'waiting', { deliveries: [...ids] });
    return { kind: 'done', run, deliveries: ids.length };
  }

  private put(set: WorkingSet, run: Run, input: HandInput, step: string, now: number): Run {
    const moved = byHand(run, input, step, now);
    putRun(set.runs, moved.run);
    set.runs.steps.push(moved.step);
    return moved.run;
  }

  private change(id: string, work: (held: Held) => Promise<RunAnswer>): Promise<RunAnswer> {
    return inBatch(this.pool, async (client, afterCommit): Promise<RunAnswer> => {
      const about = await findRun(client, id);
      if (about === null) return { kind: 'not found' };
      const ids = new IdBlocks();
      await ids.prepare(client, idsPerMove);
      const wanted = withSubjectsOf([about], { personKeys: [], accountKeys: [], personIds: [], accountIds: [] });
      const loaded = await loadSet(client, this.context, wanted, distinct([about.dealId]), ids.take);
      // Its subjects are locked now: nobody moves it meanwhile.
      const run = await lockRun(client, id);
      if (run === null) return { kind: 'not found' };
      const own = await this.context.workspaces.workflow(run.versionId, client);
      const set = { ...loaded, workflowOf: (versionId: string) => (versionId === run.versionId ? own : loaded.workflowOf(versionId)) };
      takeRun(set.runs, run);
      const now = this.context.now();
      const done = await work({ client, set, run, now });
      if (done.kind !== 'done') return done;
      set.refusals.length = 0;
      afterCommit(await saveSet(client, set, now, this.context.cache));
      return done;
    });
  }
}

function tell({ set, run, now }: Held, mover: Mover, from: string, to: string, details: { readonly [name: string]: Value }): void {
  const because: Because = { ...mover, details: { workflow: run.workflow, ...details } };
  set.changes.push({ subject: run.subject, field: `run.${run.id}`, from, to, at: now, because });
}

function ended({ state, endReason }: Run): string {
  return `it has ended already: ${state}${endReason === null ? '' : ` (${endReason})`}`;
}
