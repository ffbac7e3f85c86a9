// Two accounts turn out to be one company: a fold that commutes, so that it does not matter when it becomes known.

import { mergeTraits } from '#libs/traits/merge-traits.js';
import type { Account } from './account.js';
import { isSmallerId, type PeopleSlice } from './people-slice.js';

/** Two groups are never one, nor two companies known by different domains only: such a pair is a clash. */
export function canMergeAccounts(one: Account, other: Account): boolean {
  const groups = [one, other].filter(hasGroup).length;
  if (groups === 2) return false;
  return groups === 1 || one.domain === null || other.domain === null;
}

export function hasGroup(account: Account): boolean {
  return account.memory.own?.['group_id'] !== undefined;
}

/**
 * Merges two live accounts of the slice.
 * @param stays which one survives, where a person has chosen; else the one with a group id, else the one with the smaller id
 * @returns the survivor
 */
export function mergeAccounts(slice: PeopleSlice, one: Account, other: Account, stays?: Account): Account {
  const [kept, gone] = (stays ?? (survivesFirst(one, other) ? one : other)) === one ? [one, other] : [other, one];
  mergeTraits(kept, gone);
  kept.name = kept.memory.own?.['name']?.[1] ?? kept.name ?? gone.name;
  kept.domain = kept.memory.own?.['domain']?.[1] ?? kept.domain ?? gone.domain;
  kept.owner ??= gone.owner;
  kept.tier ??= gone.tier;
  kept.people += gone.people;
  if (gone.contactAt !== null && (kept.contactAt === null || gone.contactAt < kept.contactAt)) {
    kept.contactId = gone.contactId;
    kept.contactAt = gone.contactAt;
  }
  kept.firstSeenAt = Math.min(kept.firstSeenAt, gone.firstSeenAt);
  kept.lastSeenAt = Math.max(kept.lastSeenAt, gone.lastSeenAt);
  gone.mergedInto = kept.id;
  gone.people = 0;
  for (const person of slice.persons.values()) {
    if (person.accountId !== gone.id) continue;
    person.accountId = kept.id;
    slice.dirtyPersons.add(person.id);
  }
  slice.dirtyAccounts.add(kept.id).add(gone.id);
  slice.merges.push({ kind: 'account', from: gone.id, into: kept.id });
  return kept;
}

function survivesFirst(one: Account, other: Account): boolean {
  if (hasGroup(one) !== hasGroup(other)) return hasGroup(one);
  return isSmallerId(one.id, other.id);
}
