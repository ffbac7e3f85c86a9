// What a merge by hand would bring about, told before it is done: whose traits stand, which deals and runs go where.

import type { Value } from '#libs/language/value.js';
import { isSame } from './same-value.js';
import { type Merge, mergeByHand } from './merge-by-hand.js';
import type { WorkingSet } from './working-set.js';

export interface MergePreview {
  /** Where the two differ, or where neither is what will be. */
  readonly values: readonly { readonly name: string; readonly stays: Value; readonly goes: Value; readonly will: Value }[];
  readonly deals: readonly {
    readonly id: string;
    readonly pipeline: string;
    readonly from: string;
    readonly to: string;
    readonly is_moved: boolean;
  }[];
  readonly runs: readonly { readonly id: string; readonly workflow: string; readonly becomes: 'moves' | 'stops' }[];
}

/** Changes the set, which is not to be saved. */
export function previewMerge(set: WorkingSet, merge: Merge, now: number): MergePreview {
  const { kind, stays, goes } = merge;
  const before = [valuesOf(set, kind, stays), valuesOf(set, kind, goes)] as const;
  const deals = new Map(
    [...set.deals.deals.values()].map((deal) => [deal.id, { stage: deal.stage, of: kind === 'person' ? deal.contactId : deal.accountId }]),
  );
  const runs = [...set.runs.runs.values()].filter(({ endedAt }) => endedAt === null);
  mergeByHand(set, merge, now);
  const after = valuesOf(set, kind, stays);
  const names = [...new Set([...Object.keys(before[0]), ...Object.keys(before[1]), ...Object.keys(after)])].sort();
  return {
    values: names
      .map((name) => ({ name, stays: before[0][name] ?? null, goes: before[1][name] ?? null, will: after[name] ?? null }))
      .filter((one) => !isSame(one.stays, one.will) || !isSame(one.goes, one.will)),
    deals: [...set.deals.deals.values()]
      .filter(({ id }) => deals.get(id)?.of === goes || deals.get(id)?.of === stays)
      .map(({ id, pipeline, stage }) => ({ id, pipeline, from: deals.get(id)!.stage, to: stage, is_moved: deals.get(id)!.of === goes })),
    runs: runs.flatMap((run) => {
      const now = set.runs.runs.get(run.id);
      if (now === undefined || now === run) return [];
      return [{ id: run.id, workflow: run.workflow, becomes: now.endedAt === null ? ('moves' as const) : ('stops' as const) }];
    }),
  };
}

function valuesOf({ people }: WorkingSet, kind: Merge['kind'], id: string): Readonly<Record<string, Value>> {
  if (kind === 'person') {
    const { name, email, userId, timeZone, accountId, traits } = people.persons.get(id)!;
    return { ...traits, name, email, user_id: userId, time_zone: timeZone, account: accountId };
  }
  const { name, domain, owner, tier, people: count, traits } = people.accounts.get(id)!;
  return { ...traits, name, domain, owner, tier, people: count };
}
