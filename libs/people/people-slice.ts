// The people and accounts that one batch is about, in memory: loaded and locked before, changed by pure functions, saved after.

import type { Account, AccountKey, AccountKeyKind } from './account.js';
import type { Person, PersonKey, PersonKeyKind } from './person.js';

export interface PeopleSlice {
  readonly persons: Map<string, Person>;
  /** By `kind:value`. */
  readonly personKeys: Map<string, PersonKey>;
  readonly accounts: Map<string, Account>;
  readonly accountKeys: Map<string, AccountKey>;
  /** Contacts of the accounts who are not in `persons`: read, not locked, never saved. */
  readonly contacts: Map<string, Person>;
  /** Address → why it must not be written to, of every address this batch knows. */
  readonly suppressed: Map<string, string>;
  /** Id → version of the row as it was locked. */
  readonly versions: Map<string, string>;
  /** Ids to be written; new ones are among them. */
  readonly dirtyPersons: Set<string>;
  readonly dirtyAccounts: Set<string>;
  readonly newPersons: Set<string>;
  readonly newAccounts: Set<string>;
  readonly newPersonKeys: PersonKey[];
  readonly newAccountKeys: AccountKey[];
  /** Accounts that somebody has left or joined: what they have from their people is to be taken anew. */
  readonly regrouped: Set<string>;
  readonly merges: SubjectMerge[];
  readonly clashes: Clash[];
}

export interface SubjectMerge {
  readonly kind: 'person' | 'account';
  readonly from: string;
  readonly into: string;
}

/** What a fact says is one and what is never merged by itself; a person decides. */
export interface Clash {
  readonly kind: 'person' | 'account';
  readonly firstId: string;
  readonly secondId: string;
  /** The keys that say so, `user_id:u-1`. */
  readonly keys: readonly string[];
  readonly at: number;
  readonly eventId: string;
}

export function emptyPeopleSlice(): PeopleSlice {
  return {
    persons: new Map(),
    personKeys: new Map(),
    accounts: new Map(),
    accountKeys: new Map(),
    contacts: new Map(),
    suppressed: new Map(),
    versions: new Map(),
    dirtyPersons: new Set(),
    dirtyAccounts: new Set(),
    newPersons: new Set(),
    newAccounts: new Set(),
    newPersonKeys: [],
    newAccountKeys: [],
    regrouped: new Set(),
    merges: [],
    clashes: [],
  };
}

export function keyName(key: { readonly kind: PersonKeyKind | AccountKeyKind; readonly value: string }): string {
  return `${key.kind}:${key.value}`;
}

/** The one a person's id stands for now; an id that was merged keeps answering. */
export function livePerson(slice: PeopleSlice, id: string | null | undefined): Person | undefined {
  let person = id == null ? undefined : slice.persons.get(id);
  while (person?.mergedInto != null) person = slice.persons.get(person.mergedInto);
  return person;
}

export function liveAccount(slice: PeopleSlice, id: string | null | undefined): Account | undefined {
  let account = id == null ? undefined : slice.accounts.get(id);
  while (account?.mergedInto != null) account = slice.accounts.get(account.mergedInto);
  return account;
}

/** Decimal ids in their own order, without making a bigint of each. */
export function isSmallerId(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}
