// Who is it? The keys that a fact names find or make its person and its account; keys named together become one subject.
// It is a union of keys, so the order of arrival does not matter, except where two user ids, two group ids or two domains
// are said to be one: these stay apart, what came first stands, and the clash is kept for a person to decide.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { sayOwn } from '#libs/traits/own-members.js';
import type { Account } from './account.js';
import { resolveAccount } from './resolve-account.js';
import { keysOfFact, type NamedKey } from './keys-of-fact.js';
import { seeTogether, settle } from './membership.js';
import { canMergePersons, mergePersons } from './merge-persons.js';
import type { NewId } from './new-id.js';
import { type Clash, keyName, liveAccount, livePerson, type PeopleSlice, type SubjectMerge } from './people-slice.js';
import type { Person, PersonKeyKind } from './person.js';

export interface Resolved {
  readonly person: Person | null;
  readonly account: Account | null;
  /** The fact itself names the account: it counts there and only there, not as one of its person's. */
  readonly direct: boolean;
  readonly merges: readonly SubjectMerge[];
  readonly clashes: readonly Clash[];
  /** Traits of `person` and `account` as they stood before merges and moves; absent when neither was touched by one. */
  readonly before: { readonly person?: Readonly<Record<string, Value>>; readonly account?: Readonly<Record<string, Value>> };
}

type PersonName = NamedKey<PersonKeyKind>;

/**
 * Finds or makes the subjects of a fact, merging what it joins; changes the slice in place.
 * @param newId ids for new subjects
 * @param eventId kept with a clash
 * @throws Error naming the field when a key is longer than 512 characters
 */
export function resolveSubjects(slice: PeopleSlice, fact: Fact, newId: NewId, eventId = '0'): Resolved {
  const keys = keysOfFact(fact);
  const mergesBefore = slice.merges.length;
  const clashesBefore = slice.clashes.length;
  // Copied only when something may be merged or moved: most facts know their subjects.
  const snapshots = new Map<string, Readonly<Record<string, Value>>>();
  const remember = (subject: Person | Account): void => {
    if (!snapshots.has(subject.id)) snapshots.set(subject.id, { ...subject.traits });
  };

  const person = keys.person.length === 0 ? null : resolvePerson(slice, fact, keys.person, newId, eventId, remember);
  const { account, direct } = resolveAccount(
    slice,
    { keys, at: fact.at, eventId },
    person,
    slice.merges.length > mergesBefore,
    newId,
    remember,
  );
  if (person !== null) {
    settle(slice, person);
    if (isSeenBy(fact)) see(slice.dirtyPersons, person, fact.at);
  }
  const found = account ?? (person === null ? null : accountOf(slice, person));
  if (found !== null && isSeenBy(fact)) see(slice.dirtyAccounts, found, fact.at);
  const home = person === null ? null : accountOf(slice, person);
  if (person !== null && home !== null) {
    seeTogether(slice, person, home);
    slice.dirtyAccounts.add(home.id);
  }
  const before: { person?: Readonly<Record<string, Value>>; account?: Readonly<Record<string, Value>> } = {};
  const personBefore = person === null ? undefined : snapshots.get(person.id);
  if (personBefore !== undefined) before.person = personBefore;
  const accountBefore = found === null ? undefined : snapshots.get(found.id);
  if (accountBefore !== undefined) before.account = accountBefore;
  return { person, account: found, direct, merges: slice.merges.slice(mergesBefore), clashes: slice.clashes.slice(clashesBefore), before };
}

function resolvePerson(
  slice: PeopleSlice,
  fact: Fact,
  keys: readonly PersonName[],
  newId: NewId,
  eventId: string,
  remember: (subject: Person | Account) => void,
): Person {
  const user = keys.find(({ kind }) => kind === 'user_id');
  let person = user === undefined ? undefined : known(slice, user);
  if (user !== undefined && person === undefined) {
    // A new user id takes in who has none yet, never another user.
    person = keys.map((key) => known(slice, key)).find((other) => other?.userId === null) ?? makePerson(slice, idFor(keys, newId), fact.at);
    addKey(slice, user, person);
    person.userId = user.value;
  }
  for (const key of keys) {
    const other = known(slice, key);
    if (other === undefined || other === person) continue;
    if (person === undefined) person = other;
    else if (canMergePersons(person, other)) {
      for (const one of [person, other]) {
        remember(one);
        const account = accountOf(slice, one);
        if (account !== null) remember(account);
      }
      person = mergePersons(slice, person, other);
    } else clash(slice, other, person, fact.at, eventId, [keyName(keys[0] ?? key), keyName(key)]);
  }
  person ??= makePerson(slice, idFor(keys, newId), fact.at);
  for (const key of keys) if (!slice.personKeys.has(keyName(key))) addKey(slice, key, person);
  const email = keys.find(({ kind }) => kind === 'email')?.value;
  // The address of another user stays theirs.
  if (email !== undefined && known(slice, { kind: 'email', value: email }) === person)
    person.email = sayOwn(person, 'email', email, fact.at);
  if (slice.suppressed.size > 0 && person.email !== null) person.suppressed = slice.suppressed.get(person.email) ?? null;
  return person;
}

function known(slice: PeopleSlice, key: PersonName): Person | undefined {
  return livePerson(slice, slice.personKeys.get(keyName(key))?.personId);
}

function addKey(slice: PeopleSlice, key: PersonName, person: Person): void {
  const added = { kind: key.kind, value: key.value, personId: person.id };
  slice.personKeys.set(keyName(key), added);
  slice.newPersonKeys.push(added);
}

function idFor(keys: readonly PersonName[], newId: NewId): string {
  return newId({ kind: 'person', keys: keys.map(keyName) });
}

function makePerson(slice: PeopleSlice, id: string, at: number): Person {
  const person: Person = {
    id,
    userId: null,
    email: null,
    name: null,
    timeZone: null,
    accountId: null,
    accountLink: null,
    traits: {},
    memory: { said: {}, computed: {} },
    firstSeenAt: at,
    lastSeenAt: at,
    mergedInto: null,
    suppressed: null,
  };
  slice.persons.set(id, person);
  slice.newPersons.add(id);
  slice.dirtyPersons.add(id);
  return person;
}

function clash(slice: PeopleSlice, known: Person, person: Person, at: number, eventId: string, keys: readonly string[]): void {
  if (slice.clashes.some((other) => other.kind === 'person' && other.firstId === known.id && other.secondId === person.id)) return;
  slice.clashes.push({ kind: 'person', firstId: known.id, secondId: person.id, keys, at, eventId });
}

function accountOf(slice: PeopleSlice, person: Person): Account | null {
  return liveAccount(slice, person.accountId) ?? null;
}

/** That a mail of ours has left is no sign of whom it went to. */
function isSeenBy({ kind }: Fact): boolean {
  return kind !== 'answer';
}

function see(dirty: Set<string>, subject: Person | Account, at: number): void {
  subject.firstSeenAt = Math.min(subject.firstSeenAt, at);
  subject.lastSeenAt = Math.max(subject.lastSeenAt, at);
  dirty.add(subject.id);
}
