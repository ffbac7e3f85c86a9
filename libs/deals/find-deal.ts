// Which deal a fact is about, by the pipeline's own `match`: the one it names, its account's, its person's.

import { getOwn } from '#libs/traits/own-property.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { type DealSlice, dealsOf } from './deal-slice.js';
import type { Deal } from './deal.js';

export interface FactSubjects {
  readonly accountId: string | null;
  readonly personId: string | null;
}

/**
 * Of several deals the one that had been opened last at the fact's own time, so that a late fact finds the deal that it would
 * have found in time; before the first opening the first, which it waited for.
 * @param properties of the fact; `deal_id` names a deal
 */
export function findDeal(
  slice: DealSlice,
  pipeline: Pipeline,
  { accountId, personId }: FactSubjects,
  at: number,
  properties: Readonly<Record<string, Value>> = {},
): Deal | undefined {
  for (const match of pipeline.match) {
    const [of] = match.split('.');
    const found =
      of === 'deal'
        ? named(slice, pipeline, getOwn(properties, 'deal_id'))
        : of === 'account'
          ? dealAt(accountId === null ? [] : dealsOf(slice, pipeline.name, { accountId }), at)
          : dealAt(personId === null ? [] : dealsOf(slice, pipeline.name, { contactId: personId }), at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of deals in the order of their opening. */
export function dealAt(deals: readonly Deal[], at: number): Deal | undefined {
  return deals.findLast(({ createdAt }) => createdAt <= at) ?? deals[0];
}

/** Only a deal of the subjects of this batch is in the slice, so that nobody's id reaches a stranger's deal. */
function named(slice: DealSlice, pipeline: Pipeline, id: Value | undefined): Deal | undefined {
  const deal = typeof id === 'string' || typeof id === 'number' ? slice.deals.get(String(id)) : undefined;
  return deal?.pipeline === pipeline.name ? deal : undefined;
}
