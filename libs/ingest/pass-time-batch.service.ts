// One round of the timers: subjects that time alone changes are taken anew, and what follows from it is settled, in one commit.
// Their rows are locked first, as everywhere; those that another worker holds are passed over.

import type { PoolClient } from 'pg';
import { type DealSubjects, subjectsOfDeals } from '#libs/deals/deal-audience.store.js';
import { findTraitDues } from '#libs/traits/trait-due.store.js';
import type { TraitDue } from '#libs/traits/trait-input.js';
import type { AdvanceOptions } from './advance-batch.service.js';
import { holdFreeRows } from './hold-rows.store.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { passTime } from './pass-time.js';
import { distinct } from './subjects-of-runs.js';

const idsPerSubject = 24;

interface Due {
  readonly due: readonly TraitDue[];
  /** Of the deals that are among them. */
  readonly deals: ReadonlyMap<string, DealSubjects>;
}

/** @returns how many subjects were taken */
export async function passTimeBatch({ pool, ids, context, limit }: AdvanceOptions): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const now = context.now();
    const { due, deals } = await lockDueSubjects(client, now, limit);
    if (due.length === 0) return 0;
    await ids.prepare(client, due.length * idsPerSubject + 100);
    const idsOf = (kind: TraitDue['kind']) => due.filter((one) => one.kind === kind).map(({ id }) => id);
    const dealIds = idsOf('deal').filter((id) => deals.has(id));
    const about = dealIds.map((id) => deals.get(id)!);
    const wanted = {
      personKeys: [],
      accountKeys: [],
      personIds: distinct([...idsOf('person'), ...about.map(({ contactId }) => contactId)]),
      accountIds: distinct([...idsOf('account'), ...about.map(({ accountId }) => accountId)]),
    };
    const set = await loadSet(client, context, wanted, dealIds, ids.take);
    let count = 0;
    for (const { kind, id } of due) {
      const subject = kind === 'deal' ? undefined : (kind === 'person' ? set.people.persons : set.people.accounts).get(id);
      // Another round or a fact has been there meanwhile.
      if (subject?.mergedInto === null && subject.memory.due !== undefined && subject.memory.due > now) continue;
      passTime(set, kind, id, now);
      count += 1;
    }
    afterCommit(await settleAndSave(client, set, context, now));
    return count;
  });
}

async function lockDueSubjects(client: PoolClient, now: number, limit: number): Promise<Due> {
  // Twice as many are looked at as are taken: what others hold leaves enough.
  const due = await findTraitDues(client, now, 2 * limit);
  const idsOf = (kind: TraitDue['kind']) => due.filter((one) => one.kind === kind).map(({ id }) => id);
  const deals = new Map((await subjectsOfDeals(client, idsOf('deal'))).map((deal) => [deal.id, deal]));
  const others = [...deals.values()];
  const held = await holdFreeRows(client, {
    person: [...idsOf('person'), ...others.map(({ contactId }) => contactId)],
    account: [...idsOf('account'), ...others.map(({ accountId }) => accountId)],
    deal: [...deals.keys()],
  });
  // One that is not there any more is told, so that its row goes.
  const isHeld = ({ kind, id }: TraitDue): boolean => {
    const deal = deals.get(id);
    if (kind === 'deal' && deal === undefined) return true;
    return [id, deal?.accountId, deal?.contactId].every((one) => one == null || held.has(one));
  };
  return { due: due.filter(isHeld).slice(0, limit), deals };
}
