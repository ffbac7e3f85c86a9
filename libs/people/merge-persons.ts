// Two people turn out to be one, as when a visitor signs up: a fold that commutes, so that it does not matter when it becomes known.

import { mergeTraits } from '#libs/traits/merge-traits.js';
import { leave, strongest } from './membership.js';
import { isSmallerId, type PeopleSlice } from './people-slice.js';
import type { Person } from './person.js';

/** Two different user ids are never one person: such a pair is a clash. */
export function canMergePersons(one: Person, other: Person): boolean {
  return one.userId === null || other.userId === null;
}

/**
 * Merges two live persons of the slice; the caller settles the survivor's account afterwards.
 * @param stays who survives, where a person has chosen; else the one with a user id, else the one with the smaller id
 * @returns the survivor
 */
export function mergePersons(slice: PeopleSlice, one: Person, other: Person, stays?: Person): Person {
  const [kept, gone] = (stays ?? (survivesFirst(one, other) ? one : other)) === one ? [one, other] : [other, one];
  // Both leave, so that neither counts twice; the survivor comes back with what both have brought.
  leave(slice, gone);
  leave(slice, kept);
  mergeTraits(kept, gone);
  kept.userId ??= gone.userId;
  kept.email = kept.memory.own?.['email']?.[1] ?? kept.email ?? gone.email;
  kept.name = kept.memory.own?.['name']?.[1] ?? kept.name ?? gone.name;
  kept.timeZone = kept.memory.own?.['time_zone']?.[1] ?? kept.timeZone ?? gone.timeZone;
  kept.suppressed ??= gone.suppressed;
  kept.firstSeenAt = Math.min(kept.firstSeenAt, gone.firstSeenAt);
  kept.lastSeenAt = Math.max(kept.lastSeenAt, gone.lastSeenAt);
  const beside: Record<string, number> = { ...kept.accountLink?.beside };
  for (const [name, at] of Object.entries(gone.accountLink?.beside ?? {})) beside[name] = Math.max(beside[name] ?? at, at);
  kept.accountLink = strongest(beside);
  gone.accountLink = null;
  gone.mergedInto = kept.id;
  for (const account of slice.accounts.values()) {
    if (account.contactId !== gone.id) continue;
    account.contactId = kept.id;
    slice.dirtyAccounts.add(account.id);
  }
  slice.dirtyPersons.add(kept.id).add(gone.id);
  slice.merges.push({ kind: 'person', from: gone.id, into: kept.id });
  return kept;
}

function survivesFirst(one: Person, other: Person): boolean {
  if ((one.userId === null) !== (other.userId === null)) return one.userId !== null;
  return isSmallerId(one.id, other.id);
}
