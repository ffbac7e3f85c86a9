// What conditions see of a subject now: its person, account, deal and owner, as they stand in the batch.

import type { Deal } from '#libs/deals/deal.js';
import { dealFacts } from '#libs/deals/deal-facts-for-scope.js';
import { type Facts, makeScope, type Scope } from '#libs/language/scope.js';
import type { Team } from '#libs/language/team.js';
import type { Workspace } from '#libs/language/workspace.js';
import { accountFacts, contactOf } from '#libs/people/account-facts.js';
import type { Account } from '#libs/people/account.js';
import { isSmallerId, liveAccount, livePerson } from '#libs/people/people-slice.js';
import { personFacts, personMembers } from '#libs/people/person-facts.js';
import type { Person } from '#libs/people/person.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

export interface Subjects {
  readonly person: Person | null;
  readonly account: Account | null;
  readonly deal: Deal | null;
}

export function subjectsOf(set: WorkingSet, { personId, accountId, dealId }: About): Subjects {
  const person = livePerson(set.people, personId) ?? null;
  // A person takes its account along when it moves; a fact about the account alone names it.
  const account = liveAccount(set.people, person?.accountId ?? accountId) ?? liveAccount(set.people, accountId) ?? null;
  const deal = (dealId === null ? undefined : set.deals.deals.get(dealId)) ?? latestDeal(set, account, person);
  return { person, account, deal };
}

/** Whom a deal is about; null: it is not there. */
export function aboutDeal({ deals }: WorkingSet, dealId: string): About | null {
  const deal = deals.deals.get(dealId);
  return deal === undefined ? null : { personId: deal.contactId, accountId: deal.accountId, dealId };
}

/** A person and its account, or an account alone; of one that was merged, the one it stands for now. */
export function aboutNow({ people }: WorkingSet, kind: 'person' | 'account', id: string) {
  const person = kind === 'person' ? (livePerson(people, id) ?? null) : null;
  const account = liveAccount(people, kind === 'person' ? person?.accountId : id) ?? null;
  const about: About = { personId: person?.id ?? null, accountId: account?.id ?? null, dealId: null };
  return { person, account, about };
}

/** @param now epoch ms */
export function scopeOf(set: WorkingSet, about: About, now: number): Scope {
  const { person, account, deal } = subjectsOf(set, about);
  return makeScope(now, {
    person: person === null ? undefined : personFacts(person),
    account: account === null ? undefined : accountFacts(account, () => contactOf(set.people, account)),
    deal: deal === null ? undefined : dealFacts(deal, () => contactFacts(set, deal), account?.name ?? account?.domain),
    owner: ownerFacts(set.workspace.team, deal?.owner ?? account?.owner ?? null),
    workspace: set.workspaceFacts,
  });
}

export function workspaceFacts({ name, currency, timeZone }: Workspace, publicUrl: string): Facts {
  return { own: { name, currency, time_zone: timeZone, public_url: publicUrl }, traits: {} };
}

/** Of the account, else of the person without one: the one opened last. */
function latestDeal({ deals }: WorkingSet, account: Account | null, person: Person | null): Deal | null {
  let latest: Deal | null = null;
  for (const deal of deals.deals.values()) {
    const isTheirs = account === null ? person !== null && deal.contactId === person.id : deal.accountId === account.id;
    if (!isTheirs) continue;
    if (latest === null || deal.createdAt > latest.createdAt || (deal.createdAt === latest.createdAt && isSmallerId(latest.id, deal.id)))
      latest = deal;
  }
  return latest;
}

function contactFacts(set: WorkingSet, { contactId }: Deal) {
  const contact = livePerson(set.people, contactId) ?? (contactId === null ? undefined : set.people.contacts.get(contactId));
  return contact === undefined ? null : personMembers(contact);
}

function ownerFacts({ reps }: Team, key: string | null): Facts | undefined {
  const rep = key === null ? undefined : reps.get(key);
  if (rep === undefined) return undefined;
  let facts = factsOfReps.get(rep);
  if (facts === undefined) {
    facts = { own: { id: rep.key, name: rep.name, email: rep.email, calendar_url: rep.calendarUrl, team: rep.team }, traits: {} };
    factsOfReps.set(rep, facts);
  }
  return facts;
}

/** A rep of a version never changes. */
const factsOfReps = new WeakMap<object, Facts>();
