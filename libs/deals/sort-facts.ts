// The one order in which a deal's facts are taken: the opening, then by their own time. Nothing about arrival is in it.

import type { DealFact } from './deal.js';

const ranks: Readonly<Record<DealFact['kind'], number>> = { open: 0, activity: 1, event: 2, request: 3, edit: 4, idle: 5 };

/**
 * A new list. The earliest opening comes first even where others are earlier: a fact that waited for its deal takes effect
 * from the opening on. Facts of one instant: by kind, then by key.
 */
export function sortFacts(facts: readonly DealFact[]): DealFact[] {
  const sorted = facts.toSorted(compareFacts);
  const opening = sorted.findIndex(({ kind }) => kind === 'open');
  if (opening > 0) sorted.unshift(...sorted.splice(opening, 1));
  return sorted;
}

function compareFacts(one: DealFact, other: DealFact): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.kind !== other.kind) return ranks[one.kind] - ranks[other.kind];
  return one.key === other.key ? 0 : one.key < other.key ? -1 : 1;
}
