// The keys that a fact names, strongest first, ready to be looked up and stored.

import { getDomain } from 'tldts';
import { isFreeMail } from '#libs/language/free-mail.js';
import type { Fact } from '#libs/language/fact.js';
import { cleanText } from '#libs/traits/clean-value.js';
import type { AccountKeyKind } from './account.js';
import type { PersonKeyKind } from './person.js';

export interface NamedKey<Kind> {
  readonly kind: Kind;
  readonly value: string;
}

export interface KeysOfFact {
  readonly person: readonly NamedKey<PersonKeyKind>[];
  /** Said of the account itself. */
  readonly account: readonly NamedKey<AccountKeyKind>[];
  /** The domain of the person's address, null when it is nobody's own. */
  readonly mailDomain: NamedKey<'domain'> | null;
}

/** What a batch needs of people and accounts. */
export interface Wanted {
  readonly personKeys: readonly NamedKey<PersonKeyKind>[];
  readonly accountKeys: readonly NamedKey<AccountKeyKind>[];
  readonly personIds: readonly string[];
  readonly accountIds: readonly string[];
}

/** Longer keys are refused: they are somebody's mistake, and an index cannot hold them. */
export const longestKey = 512;

/** Throws for a key of more than 512 characters: the event is then set aside with that error. */
export function keysOfFact(fact: Fact): KeysOfFact {
  const email = readEmail(fact.person.email) ?? readEmail(fact.personTraits['email']);
  const own = email === null ? null : ownDomain(email.slice(email.lastIndexOf('@') + 1));
  const domain = fact.account.domain === undefined ? null : ownDomain(fact.account.domain);
  const person: NamedKey<PersonKeyKind>[] = [];
  add(person, 'user_id', 'person.userId', fact.person.userId);
  add(person, 'email', 'person.email', email);
  add(person, 'anonymous_id', 'person.anonymousId', fact.person.anonymousId);
  const account: NamedKey<AccountKeyKind>[] = [];
  add(account, 'group_id', 'account.groupId', fact.account.groupId);
  add(account, 'stripe_customer', 'account.stripeCustomer', fact.account.stripeCustomer);
  add(account, 'domain', 'account.domain', domain);
  return { person, account, mailDomain: own === null ? null : { kind: 'domain', value: own } };
}

/** Lower case and trimmed; null when it is no address. */
export function readEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestKey) return null;
  const text = value.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(text) ? cleanText(text) : null;
}

/** The registrable domain when it can be a company's own: no address, no public suffix, no free-mail provider. */
function ownDomain(host: string): string | null {
  let domain = domains.get(host);
  if (domain === undefined) {
    domain = readOwnDomain(host);
    if (domains.size >= 10_000) domains.clear();
    domains.set(host, domain);
  }
  return domain;
}

/** Most facts name a host that another has named: finding its registrable part takes some microseconds. */
const domains = new Map<string, string | null>();

function readOwnDomain(host: string): string | null {
  const domain = getDomain(host.trim().toLowerCase(), { allowPrivateDomains: true });
  return domain === null || isFreeMail(domain) ? null : cleanText(domain);
}

function add<Kind>(keys: NamedKey<Kind>[], kind: Kind, field: string, value: string | null | undefined): void {
  if (value === null || value === undefined || value === '') return;
  if (value.length > longestKey)
    throw new Error(`${field} has ${value.length} characters; a key may have ${longestKey}. Send a shorter one.`);
  keys.push({ kind, value: cleanText(value) });
}

/** What has to be loaded for these facts. */
export function wantedBy(facts: readonly Fact[]): Wanted {
  const personKeys = new Map<string, NamedKey<PersonKeyKind>>();
  const accountKeys = new Map<string, NamedKey<AccountKeyKind>>();
  for (const fact of facts) {
    const { person, account, mailDomain } = keysOfFact(fact);
    for (const key of person) personKeys.set(`${key.kind}:${key.value}`, key);
    for (const key of account) accountKeys.set(`${key.kind}:${key.value}`, key);
    if (mailDomain !== null) accountKeys.set(`${mailDomain.kind}:${mailDomain.value}`, mailDomain);
  }
  return { personKeys: [...personKeys.values()], accountKeys: [...accountKeys.values()], personIds: [], accountIds: [] };
}
