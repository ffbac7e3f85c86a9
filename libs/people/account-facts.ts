// An account as conditions and templates see it: the members that are always there beside the traits.

import type { Facts } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Account } from './account.js';
import { personMembers } from './person-facts.js';
import type { PeopleSlice } from './people-slice.js';
import type { Person } from './person.js';

/**
 * Times are epoch ms. `traits` is the account's own record: it shows later changes; `tier` and `owner` are those of when it is read first.
 * @param contact the person of `account.contactId`, when it is there; asked for when a condition reads it
 */
export function accountFacts(account: Account, contact: () => Person | null | undefined): Facts {
  return new AccountFacts(account, contact);
}

/** Members are put together when they are asked for: scopes are made with every fact, and most conditions read few of them. */
class AccountFacts implements Facts {
  readonly traits: Facts['traits'];
  private members: Facts['own'] | undefined;

  constructor(
    private readonly account: Account,
    private readonly contact: () => Person | null | undefined,
  ) {
    this.traits = account.traits;
  }

  get own(): Facts['own'] {
    return (this.members ??= accountMembers(this.account, this.contact));
  }
}

function accountMembers(account: Account, whose: () => Person | null | undefined): Facts['own'] {
  let members: Record<string, Value> | null | undefined;
  return {
    id: account.id,
    name: account.name ?? undefined,
    domain: account.domain ?? undefined,
    owner: account.owner ?? undefined,
    tier: account.tier ?? undefined,
    people: account.people,
    get contact() {
      if (members === undefined) {
        const contact = whose();
        members = contact == null ? null : withoutUnknown(personMembers(contact));
      }
      return members ?? undefined;
    },
    first_seen_at: account.firstSeenAt,
    last_seen_at: account.lastSeenAt,
  };
}

/** The person who made the account known, whether it is locked in this batch or only read. */
export function contactOf(slice: PeopleSlice, account: Account): Person | null {
  let contact = account.contactId === null ? undefined : (slice.persons.get(account.contactId) ?? slice.contacts.get(account.contactId));
  while (contact?.mergedInto != null) contact = slice.persons.get(contact.mergedInto) ?? slice.contacts.get(contact.mergedInto);
  return contact ?? null;
}

function withoutUnknown(members: Record<string, Value | undefined>): Record<string, Value> {
  const known: Record<string, Value> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) known[name] = value;
  return known;
}
