// One round of the calendar: of a time that has come the next subjects are told, in one commit with how far it has got. Whoever
// is killed on the way has done whole batches, and the next goes on behind them.

import { inTransaction } from '#libs/database/transaction.store.js';
import { timesOfEvery } from '#libs/language/every.js';
import { isTimeZone } from '#libs/language/local-time.js';
import type { Workspace } from '#libs/language/workspace.js';
import { claimEvery, endEvery, type EveryDue, noteEvery, passOver } from '#libs/runs/every.store.js';
import type { AdvanceOptions } from './advance-batch.service.js';
import { everySubjects, type EverySubject } from './every-subjects.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { distinct } from './subjects-of-runs.js';
import { isNoFaultOfRows } from './no-fault-of-rows.store.js';
import { type EverySpan, tellEvery } from './tell-every.js';

const idsPerSubject = 24;
/** Of the subjects that are looked at only those are loaded whose clock can be meant. */
const lookedAtPerTold = 10;

/**
 * A subject that cannot be told, alone as it is, is passed over, so that neither the others nor other times wait for it.
 * @returns how many subjects it has gone over; 0: no time has come
 * @throws the error of one that was passed over, to be told
 */
export async function everyBatch(options: AdvanceOptions): Promise<number> {
  const under: Under = { due: null, until: 0, told: [] };
  try {
    return await tellBatch(options, under);
  } catch (error) {
    const [first, ...others] = under.told;
    if (first === undefined || isNoFaultOfRows(error)) throw error;
    if (others.length > 0) return everyBatch({ ...options, limit: Math.ceil(under.told.length / 2) });
    await inTransaction(options.pool, (client) => passOver(client, under.due!, under.until, first.id));
    throw error;
  }
}

/** What a batch was at when it failed. */
interface Under {
  due: EveryDue | null;
  until: number;
  told: readonly EverySubject[];
}

async function tellBatch({ pool, ids, context, limit }: AdvanceOptions, under: Under): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const now = context.now();
    const due = await claimEvery(client, now);
    if (due === null) return 0;
    const { workspace } = await context.workspaces.current(client);
    const workflow = workspace.workflows.get(due.workflow);
    const trigger = workflow?.when.filter((each) => each.kind === 'every').find(({ name }) => name === due.name);
    // Another version is on its way.
    if (workflow === undefined || trigger === undefined) return 0;
    const until = due.until ?? now;
    const span: EverySpan = { workflow: workflow.name, trigger, cameAt: timesOfEvery(trigger, due.since, until) };
    const looked = limit * lookedAtPerTold;
    const next = await everySubjects(client, workflow.of, { afterId: due.afterId, limit: looked });
    const meant = next.filter(mayBeMeant(span, workspace));
    const told = meant.slice(0, limit);
    Object.assign(under, { due, until, told });
    if (told.length > 0) {
      await ids.prepare(client, told.length * idsPerSubject + 100);
      const set = await loadSet(
        client,
        context,
        wantedOf(workflow.of, told),
        workflow.of === 'deal' ? told.map(({ id }) => id) : [],
        ids.take,
      );
      for (const { id } of told) tellEvery(set, workflow.of, id, span, now);
      afterCommit(await settleAndSave(client, set, context, now));
    }
    const isCut = told.length < meant.length;
    if (!isCut && next.length < looked) await endEvery(client, due, { trigger, until, workspace });
    else await noteEvery(client, due, until, (isCut ? told : next).at(-1)!.id);
    return Math.max(1, next.length);
  });
}

/** A first look, by what the rows say: who passes is asked again when all is loaded. */
function mayBeMeant({ trigger, cameAt }: EverySpan, { timeZone }: Workspace): (subject: EverySubject) => boolean {
  if (trigger.zone !== 'person') return () => true;
  const known = new Map<string | null, boolean>([['?', true]]);
  const comesIn = (zone: string | null): boolean => {
    const comes = known.get(zone) ?? cameAt(zone !== null && isTimeZone(zone) ? zone : timeZone) !== null;
    known.set(zone, comes);
    return comes;
  };
  return ({ zones }) => (zones.length === 0 ? comesIn(null) : zones.some(comesIn));
}

function wantedOf(kind: string, subjects: readonly EverySubject[]) {
  return {
    personKeys: [],
    accountKeys: [],
    personIds:
      kind === 'person' ? subjects.map(({ id }) => id) : kind === 'deal' ? distinct(subjects.map(({ contactId }) => contactId)) : [],
    accountIds: kind === 'person' ? [] : distinct(subjects.map(({ accountId }) => accountId)),
  };
}
