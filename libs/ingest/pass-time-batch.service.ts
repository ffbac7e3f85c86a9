// One round of the timers: subjects that time alone changes are taken anew, and what follows from it is settled, in one commit.
// Their rows are locked first, as everywhere; those that another worker holds are passed over.

import type { PoolClient } from 'pg';
import { int8s } from '#libs/database/columns.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { findTraitDues } from '#libs/traits/trait-due.store.js';
import type { TraitDue } from '#libs/traits/trait-input.js';
import type { AdvanceOptions } from './advance-batch.service.js';
import { BatchWorld } from './batch-world.js';
import { loadSet } from './load-set.store.js';
import { passTime } from './pass-time.js';
import { saveSet } from './save-set.store.js';
import { settleAll } from './settle-all.store.js';

const idsPerSubject = 24;

/** @returns how many subjects were taken */
export async function passTimeBatch({ pool, ids, context, limit }: AdvanceOptions): Promise<number> {
  let keep = (): void => undefined;
  const taken = await inTransaction(pool, async (client) => {
    const now = context.now();
    const due = await lockDueSubjects(client, now, limit);
    if (due.length === 0) return 0;
    await ids.prepare(client, due.length * idsPerSubject + 100);
    const idsOf = (kind: TraitDue['kind']) => due.filter((one) => one.kind === kind).map(({ id }) => id);
    const wanted = { personKeys: [], accountKeys: [], personIds: idsOf('person'), accountIds: idsOf('account') };
    const set = await loadSet(client, context, wanted, [], ids.take);
    for (const { kind, id } of due) {
      const subject = (kind === 'person' ? set.people.persons : set.people.accounts).get(id);
      // Another round or a fact has been there meanwhile.
      if (subject?.mergedInto === null && subject.memory.due !== undefined && subject.memory.due > now) continue;
      passTime(set, kind, id, now);
    }
    await settleAll(client, set, { world: new BatchWorld(set), steps: context.steps, now });
    set.refusals.length = 0;
    keep = await saveSet(client, set, now, context.cache);
    return due.length;
  });
  keep();
  return taken;
}

async function lockDueSubjects(client: PoolClient, now: number, limit: number): Promise<readonly TraitDue[]> {
  // Twice as many are looked at as are taken: what others hold leaves enough.
  const due = await findTraitDues(client, now, 2 * limit);
  const held = new Set<string>();
  for (const kind of ['person', 'account'] as const) {
    const wanted = due.filter((one) => one.kind === kind).map(({ id }) => id);
    if (wanted.length === 0) continue;
    const { rows } = await client.query<{ id: string }>({
      name: `hold_due_${kind}s`,
      text: `select id from ${kind} where id = any($1::int8[]) order by id for update skip locked`,
      values: [int8s(wanted)],
    });
    for (const { id } of rows) held.add(id);
  }
  return due.filter(({ id }) => held.has(id)).slice(0, limit);
}
