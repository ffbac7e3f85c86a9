// Which account is it? Keys that a fact names of an account are one; a person unites the weaker keys it stands beside
// (domain of its address, Stripe customer) with its group, or, without a group, its customers with its domain.

import { sayOwn } from '#libs/traits/own-members.js';
import type { Account, AccountKeyKind } from './account.js';
import type { KeysOfFact, NamedKey } from './keys-of-fact.js';
import { kindOf, standBeside } from './membership.js';
import { canMergeAccounts, hasGroup, mergeAccounts } from './merge-accounts.js';
import type { NewId } from './new-id.js';
import { keyName, liveAccount, type PeopleSlice } from './people-slice.js';
import type { Person } from './person.js';

interface Naming {
  readonly keys: KeysOfFact;
  readonly at: number;
  readonly eventId: string;
}

type Remember = (subject: Person | Account) => void;

/**
 * @param isJoined the person is one of two that this fact has made one: what both stood beside is united
 * @returns the account that the fact itself names (`direct`), else null: it is the person's
 */
export function resolveAccount(
  slice: PeopleSlice,
  naming: Naming,
  person: Person | null,
  isJoined: boolean,
  newId: NewId,
  remember: Remember,
): { readonly account: Account | null; readonly direct: boolean } {
  const { keys, at } = naming;
  const first = keys.account[0];
  const names = keys.account.map(keyName);
  for (const other of names.slice(1)) if (first !== undefined) unite(slice, naming, keyName(first), other, newId, remember);
  if (person !== null) {
    if (keys.mailDomain !== null) names.push(keyName(keys.mailDomain));
    const fresh = names.length === 0 ? [] : standBeside(person, names, at);
    if (fresh.length > 0 || isJoined) uniteAround(slice, naming, person, newId, remember);
  }
  for (const name of new Set(names)) ensure(slice, name, at, newId);
  for (const key of keys.account) if (key.kind === 'domain') noteDomain(slice, key, at);
  if (keys.mailDomain !== null) noteDomain(slice, keys.mailDomain, at);
  const account = first === undefined ? null : (liveAccount(slice, slice.accountKeys.get(keyName(first))?.accountId) ?? null);
  if (person !== null) rememberMove(slice, person, remember);
  return { account, direct: account !== null };
}

function uniteAround(slice: PeopleSlice, naming: Naming, person: Person, newId: NewId, remember: Remember): void {
  const beside = Object.keys(person.accountLink?.beside ?? {}).sort();
  const groups = beside.filter((name) => kindOf(name) === 'group_id');
  const domains = beside.filter((name) => kindOf(name) === 'domain');
  const customers = beside.filter((name) => kindOf(name) === 'stripe_customer');
  const [heads, weaker] = groups.length > 0 ? [groups, [...domains, ...customers]] : [domains, customers];
  const head = heads.length < 2 ? heads[0] : person.accountLink?.value;
  if (head === undefined || weaker.length === 0) return;
  // Somebody in two groups cannot say whose the domain is: the Inbox is told, and the present group keeps it.
  for (const other of heads) if (other !== head) clashOfKeys(slice, naming, head, other, newId);
  for (const name of weaker) unite(slice, naming, head, name, newId, remember);
}

function unite(slice: PeopleSlice, naming: Naming, one: string, other: string, newId: NewId, remember: Remember): void {
  const left = known(slice, one);
  const right = known(slice, other);
  if (left === undefined && right !== undefined) {
    // A group id that is new does not take over another group's domain.
    if (kindOf(one) === 'group_id' && hasGroup(right)) clash(slice, naming, right, ensure(slice, one, naming.at, newId), [one, other]);
    else addKey(slice, one, right, naming.at);
    return;
  }
  const account = left ?? ensure(slice, one, naming.at, newId);
  if (right === undefined) addKey(slice, other, account, naming.at);
  else if (right !== account) {
    if (canMergeAccounts(account, right)) {
      remember(account);
      remember(right);
      mergeAccounts(slice, account, right);
    } else clash(slice, naming, account, right, [one, other]);
  }
}

function known(slice: PeopleSlice, name: string): Account | undefined {
  return liveAccount(slice, slice.accountKeys.get(name)?.accountId);
}

function ensure(slice: PeopleSlice, name: string, at: number, newId: NewId): Account {
  const standing = known(slice, name);
  if (standing !== undefined) return standing;
  const account: Account = {
    id: newId({ kind: 'account', keys: [name] }),
    name: null,
    domain: null,
    owner: null,
    tier: null,
    people: 0,
    contactId: null,
    contactAt: null,
    traits: {},
    memory: { said: {}, computed: {} },
    firstSeenAt: at,
    lastSeenAt: at,
    mergedInto: null,
  };
  slice.accounts.set(account.id, account);
  slice.newAccounts.add(account.id);
  addKey(slice, name, account, at);
  return account;
}

function addKey(slice: PeopleSlice, name: string, account: Account, at: number): void {
  const kind: AccountKeyKind = kindOf(name);
  const key = { kind, value: name.slice(kind.length + 1), accountId: account.id };
  slice.accountKeys.set(name, key);
  slice.newAccountKeys.push(key);
  slice.dirtyAccounts.add(account.id);
  if (kind === 'group_id') sayOwn(account, 'group_id', key.value, 0);
  if (kind === 'domain') account.domain = sayOwn(account, 'domain', key.value, at);
}

function noteDomain(slice: PeopleSlice, key: NamedKey<AccountKeyKind>, at: number): void {
  const account = known(slice, keyName(key));
  if (account === undefined || account.memory.own?.['domain']?.[0] === undefined || account.memory.own['domain'][0] < at) return;
  account.domain = sayOwn(account, 'domain', key.value, at);
  slice.dirtyAccounts.add(account.id);
}

/** The person is about to join another account, whose traits will then hold what its events brought. */
function rememberMove(slice: PeopleSlice, person: Person, remember: Remember): void {
  const target = known(slice, person.accountLink?.value ?? '');
  if (target !== undefined && target.id !== person.accountId) remember(target);
}

function clashOfKeys(slice: PeopleSlice, naming: Naming, one: string, other: string, newId: NewId): void {
  const left = ensure(slice, one, naming.at, newId);
  const right = ensure(slice, other, naming.at, newId);
  if (left !== right) clash(slice, naming, left, right, [one, other]);
}

function clash(slice: PeopleSlice, { at, eventId }: Naming, one: Account, other: Account, keys: readonly string[]): void {
  const [firstId, secondId] = [one.id, other.id];
  if (slice.clashes.some((clashed) => clashed.kind === 'account' && clashed.firstId === firstId && clashed.secondId === secondId)) return;
  slice.clashes.push({ kind: 'account', firstId, secondId, keys, at, eventId });
}
