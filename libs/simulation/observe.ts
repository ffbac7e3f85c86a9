// What an `expect` can see: the moment's person, account and deal as they stand, and what has left since the moment before.

import { Temporal } from 'temporal-polyfill';
import { dealFacts } from '#libs/deals/deal-facts-for-scope.js';
import type { Deal } from '#libs/deals/deal.js';
import type { DealSlice } from '#libs/deals/deal-slice.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Facts } from '#libs/language/scope.js';
import type { TestMoment } from '#libs/language/test-file.js';
import type { Value } from '#libs/language/value.js';
import { accountFacts, contactOf } from '#libs/people/account-facts.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import { personFacts } from '#libs/people/person-facts.js';
import { keysOfFact } from '#libs/people/keys-of-fact.js';
import type { Outcomes } from './outcomes.js';

/** `person`, `account`, `deal` (the one opened last), `deals`, `emails`, `acts`, `notified`, `tasks`, `runs` (workflow → its latest run's state), `ended` (→ why), `goals` (workflows whose goal was met). */
export function observe(set: WorkingSet, moment: TestMoment, { performed, tasks, outcomes }: Outcomes): Readonly<Record<string, Value>> {
  const { person, account } = subjects(set, moment);
  const sorted = dealsOf(set, account?.id, person?.id).map((deal) =>
    dealMembers(set.deals, deal, account?.name ?? account?.domain ?? null),
  );
  const theirs = [...set.runs.runs.values()].filter(
    ({ personId, accountId }) => personId === person?.id || (accountId !== null && accountId === account?.id),
  );
  const { emails } = moment.expect ?? {};
  const isDetailed = Array.isArray(emails) && emails.some((each) => typeof each === 'object');
  const left = performed.filter(({ refused }) => refused === null);
  return {
    person: person === undefined ? null : members(personFacts(person)),
    account: account === undefined ? null : members(accountFacts(account, () => contactOf(set.people, account))),
    deal: sorted.at(-1) ?? null,
    deals: sorted,
    emails: left
      .filter(({ action }) => action === 'email.send')
      .map(({ payload, to }) => (isDetailed ? { send: payload['template'] ?? null, to } : (payload['template'] ?? null))),
    acts: left.filter(isAwaited).map(({ action, payload: { awaited: _awaited, ...said } }) => ({ action, with: said })),
    notified: left.filter((act) => act.action !== 'email.send' && !isAwaited(act)).map(({ payload, to }) => payload['rep'] ?? to),
    tasks: tasks.map(({ title, rep, dueAt, note }) => ({ title, for: rep, due: dueAt === null ? null : instantText(dueAt), note })),
    runs: Object.fromEntries(theirs.map(({ workflow, state }) => [workflow, state])),
    ended: Object.fromEntries(theirs.map(({ workflow, endReason }) => [workflow, endReason])),
    goals: outcomes
      .filter(({ kind }) => kind !== 'guard')
      .map(({ runId }) => set.runs.runs.get(runId)?.workflow ?? '')
      .filter((name, at, all) => all.indexOf(name) === at),
  };
}

/** Asked for by `do`. */
function isAwaited({ payload }: Outcomes['performed'][number]): boolean {
  return payload['awaited'] === true;
}

function instantText(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** The deal that a moment is about: of its account, else of its person, the one opened last. */
export function dealOfMoment(set: WorkingSet, moment: TestMoment): Deal | undefined {
  const { person, account } = subjects(set, moment);
  return dealsOf(set, account?.id, person?.id).at(-1);
}

function dealsOf(set: WorkingSet, accountId: string | undefined, personId: string | undefined): readonly Deal[] {
  return [...set.deals.deals.values()]
    .filter((deal) => (accountId === undefined ? deal.contactId === personId : deal.accountId === accountId))
    .sort((one, other) => one.createdAt - other.createdAt);
}

function subjects(set: WorkingSet, { person: personKeys, account: accountKeys }: TestMoment) {
  const nothing = { properties: {}, personTraits: {}, accountTraits: {} };
  const keys = keysOfFact({ kind: 'event', name: '', at: 0, person: personKeys ?? {}, account: accountKeys ?? {}, ...nothing });
  const person = keys.person
    .map(({ kind, value }) => livePerson(set.people, set.people.personKeys.get(`${kind}:${value}`)?.personId))
    .find((one) => one !== undefined);
  const account =
    keys.account
      .map(({ kind, value }) => liveAccount(set.people, set.people.accountKeys.get(`${kind}:${value}`)?.accountId))
      .find((one) => one !== undefined) ?? liveAccount(set.people, person?.accountId);
  return { person, account };
}

function dealMembers(deals: DealSlice, deal: Deal, accountName: string | null): { readonly [name: string]: Value } {
  const proposed = [...deals.proposals.values()].flatMap((one) => (one.dealId === deal.id && one.state === 'open' ? [one.to] : []));
  const amount = deal.amount === null ? null : { ...deal.amount };
  return { ...members(dealFacts(deal, () => null, accountName)), owner: deal.owner, amount, proposed };
}

/** What is always there wins over a trait of its name. */
function members({ own, traits }: Facts): { readonly [name: string]: Value } {
  const known: Record<string, Value> = {};
  for (const [name, value] of [...Object.entries(traits), ...Object.entries(own)]) if (value !== undefined) known[name] = value;
  return known;
}
