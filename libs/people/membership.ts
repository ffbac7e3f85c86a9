// Who belongs to which account. A person remembers every account key it stood beside; its account is that of the strongest
// and latest of them, and what the person's events say about accounts comes along when it changes.

import { bringContributions, takeContributions } from '#libs/traits/computed-memory.js';
import { bringSaid } from '#libs/traits/said-traits.js';
import type { Account, AccountKeyKind } from './account.js';
import { type PeopleSlice, liveAccount } from './people-slice.js';
import type { AccountLink, Person } from './person.js';

const strength: Record<AccountKeyKind, { readonly rank: number; readonly by: AccountLink['by'] }> = {
  group_id: { rank: 3, by: 'group' },
  domain: { rank: 2, by: 'domain' },
  stripe_customer: { rank: 1, by: 'billing' },
};

/** A person keeps so many keys; beyond them the weakest and oldest is forgotten. */
const mostKeys = 100;

/** @param names `kind:value` @returns the names that are new to the person */
export function standBeside(person: Person, names: readonly string[], at: number): string[] {
  const beside: Record<string, number> = { ...person.accountLink?.beside };
  const fresh: string[] = [];
  for (const name of names) {
    if (beside[name] === undefined) fresh.push(name);
    beside[name] = Math.max(beside[name] ?? at, at);
  }
  person.accountLink = strongest(beside);
  return fresh;
}

/** The link that a set of keys makes; null without any. */
export function strongest(beside: Readonly<Record<string, number>>): AccountLink | null {
  const names = Object.keys(beside).sort((one, other) => (isStronger(one, other, beside) ? -1 : 1));
  const best = names[0];
  if (best === undefined) return null;
  const kept = names.length <= mostKeys ? beside : Object.fromEntries(names.slice(0, mostKeys).map((name) => [name, beside[name] ?? 0]));
  return { by: strength[kindOf(best)].by, at: beside[best] ?? 0, value: best, beside: kept };
}

export function kindOf(name: string): AccountKeyKind {
  return name.slice(0, name.indexOf(':')) as AccountKeyKind;
}

/** Puts the person where its link says. Counts of the account it leaves go down, those of the one it joins go up. */
export function settle(slice: PeopleSlice, person: Person): void {
  const key = person.accountLink?.value;
  const target = key === undefined ? undefined : liveAccount(slice, slice.accountKeys.get(key)?.accountId);
  const current = liveAccount(slice, person.accountId);
  if (target !== undefined && target !== current) {
    leave(slice, person);
    join(slice, person, target);
  } else if (current !== undefined && current.id !== person.accountId) {
    person.accountId = current.id;
    slice.dirtyPersons.add(person.id);
  }
}

export function leave(slice: PeopleSlice, person: Person): void {
  const account = liveAccount(slice, person.accountId);
  person.accountId = null;
  slice.dirtyPersons.add(person.id);
  if (account === undefined) return;
  account.people -= 1;
  takeContributions(person, account);
  slice.dirtyAccounts.add(account.id);
  slice.regrouped.add(account.id);
}

function join(slice: PeopleSlice, person: Person, account: Account): void {
  person.accountId = account.id;
  account.people += 1;
  bringContributions(person, account);
  bringSaid(person, account);
  account.name = account.memory.own?.['name']?.[1] ?? account.name;
  slice.dirtyAccounts.add(account.id);
  slice.regrouped.add(account.id);
  seeTogether(slice, person, account);
}

/** The account was seen when its people were, and its contact is who was seen first. */
export function seeTogether(slice: PeopleSlice, person: Person, account: Account): void {
  account.firstSeenAt = Math.min(account.firstSeenAt, person.firstSeenAt);
  account.lastSeenAt = Math.max(account.lastSeenAt, person.lastSeenAt);
  const at = person.firstSeenAt;
  if (account.contactId === person.id) account.contactAt = Math.min(account.contactAt ?? at, at);
  else if (
    account.contactAt === null ||
    at < account.contactAt ||
    (at === account.contactAt && isNamedFirst(slice, person, account.contactId))
  ) {
    account.contactId = person.id;
    account.contactAt = at;
  }
}

function isNamedFirst(slice: PeopleSlice, person: Person, contactId: string | null): boolean {
  const contact = livePerson(slice, contactId);
  return contact !== undefined && nameFor(person) < nameFor(contact);
}

function livePerson(slice: PeopleSlice, id: string | null): Person | undefined {
  return id === null ? undefined : (slice.persons.get(id) ?? slice.contacts.get(id));
}

function nameFor(person: Person): string {
  return person.email ?? person.userId ?? '\uFFFF';
}

function isStronger(one: string, other: string, beside: Readonly<Record<string, number>>): boolean {
  const byRank = strength[kindOf(one)].rank - strength[kindOf(other)].rank;
  if (byRank !== 0) return byRank > 0;
  const byTime = (beside[one] ?? 0) - (beside[other] ?? 0);
  return byTime === 0 ? one > other : byTime > 0;
}
