import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { Expression } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import type { TraitDefinition, TraitRule } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { absorbPeople } from '#libs/ingest/absorb-people.js';
import { emptyPeopleSlice, liveAccount, livePerson, type PeopleSlice } from './people-slice.js';

const place = { file: 'traits/test.yaml', line: 1, column: 1 };
const reading = (name: string): Expression => ({
  source: `event.${name}`,
  place,
  type: 'any',
  reads: [`event.${name}`],
  evaluate: (scope) => scope.event?.traits[name],
});
const trait = (of: 'person' | 'account', name: string, rule: TraitRule): TraitDefinition => ({ of, name, type: 'any', rule, place });
const bothKinds = (of: 'person' | 'account'): TraitDefinition[] => [
  trait(of, 'times', { kind: 'count', events: ['used'] }),
  trait(of, 'last_size', { kind: 'latest', value: reading('size'), events: ['used'] }),
  trait(of, 'first_size', { kind: 'first', value: reading('size'), events: ['used'] }),
  trait(of, 'sizes', { kind: 'unique', value: reading('size'), events: ['used'] }),
];
const doubled: Expression = {
  source: 'account.times * 2',
  place,
  type: 'integer',
  reads: ['account.times'],
  evaluate: ({ account }) => (typeof account?.traits['times'] === 'number' ? account.traits['times'] * 2 : undefined),
};
const score = {
  name: 'fit',
  of: 'account' as const,
  points: [{ give: 10, each: { ...doubled, evaluate: ({ account }: Scope) => account?.traits['times'] }, upTo: 3, place }],
  requires: ['account.times'],
  tiers: [{ tier: 'any', place }],
  place,
};
const workspace = {
  hash: 'h',
  plan: { events: new Map(), canonical: new Map(), person: new Map(), account: new Map() },
  traits: [...bothKinds('person'), ...bothKinds('account'), trait('account', 'double', { kind: 'formula', value: doubled })],
  scores: [score],
} as unknown as Workspace;

interface Sent {
  readonly key: number;
  readonly fact: Fact;
}

function take(sent: readonly Sent[]): PeopleSlice {
  const slice = emptyPeopleSlice();
  const seen = new Set<number>();
  let id = 0;
  for (const { key, fact } of sent) {
    if (seen.has(key)) continue;
    seen.add(key);
    absorbPeople(workspace, slice, { fact, id: String(key), source: 'test', receivedAt: fact.at }, 0, () => String((id += 1)));
  }
  return slice;
}

/** Everything that must not depend on the order, named by keys instead of ids. */
function stateOf(slice: PeopleSlice): unknown {
  const personKeys = (id: string | null) =>
    [...slice.personKeys.entries()]
      .filter(([, key]) => livePerson(slice, key.personId) === livePerson(slice, id))
      .map(([name]) => name)
      .sort();
  const accountKeys = (id: string | null) =>
    [...slice.accountKeys.entries()]
      .filter(([, key]) => liveAccount(slice, key.accountId) === liveAccount(slice, id))
      .map(([name]) => name)
      .sort();
  const left = new Set<string | undefined>();
  for (const person of slice.persons.values())
    for (const name of Object.keys(person.accountLink?.beside ?? {})) {
      const account = liveAccount(slice, slice.accountKeys.get(name)?.accountId);
      if (account?.id !== person.accountId) left.add(account?.id);
    }
  const persons = [...slice.persons.values()]
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id, accountId, memory, ...rest }) => ({
      keys: personKeys(id),
      account: accountId === null ? null : accountKeys(accountId),
      said: memory.said,
      own: memory.own,
      ...rest,
    }));
  const accounts = [...slice.accounts.values()]
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id, contactId, contactAt, people, traits, name, domain, tier, firstSeenAt, lastSeenAt }) => ({
      keys: accountKeys(id),
      domain,
      people,
      // Somebody left it: what they brought beside their counts stays seen there.
      ...(left.has(id)
        ? { times: traits['times'] ?? 0 }
        : { contact: contactId === null ? null : personKeys(contactId), contactAt, traits, tier, name, firstSeenAt, lastSeenAt }),
    }));
  const byKeys = (one: { keys: string[] }, other: { keys: string[] }) => (JSON.stringify(one.keys) < JSON.stringify(other.keys) ? -1 : 1);
  return { persons: persons.sort(byKeys), accounts: accounts.sort(byKeys) };
}

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyFact = fc
  .record({
    kind: fc.constantFrom<Fact['kind']>('identify', 'group', 'event', 'event', 'page', 'alias'),
    userId: maybe('u1', 'u2', 'u3'),
    anonymousId: maybe('a1', 'a2', 'a3', 'a4'),
    email: maybe('ana@acme.test', 'bo@acme.test', 'cy@beta.test', 'di@gmail.com'),
    groupId: maybe('g1', 'g2'),
    stripeCustomer: maybe('cus_1', 'cus_2'),
    domain: maybe('acme.test', 'beta.test'),
    withAccount: fc.constantFrom(true, false, false),
    role: maybe('cto', 'ceo'),
    name: maybe('Ana', 'Bo'),
    size: maybe(1, 2, 3),
  })
  .map(({ kind, userId, anonymousId, email, groupId, stripeCustomer, domain, withAccount, role, name, size }) => (at: number): Fact => ({
    kind,
    name: kind === 'event' ? 'used' : kind,
    at,
    person: withoutUndefined({
      userId,
      anonymousId: anonymousId ?? (userId === undefined && email === undefined ? 'a9' : undefined),
      email,
    }),
    account: withAccount ? withoutUndefined({ groupId, stripeCustomer, domain }) : {},
    properties: withoutUndefined({ size }),
    personTraits: kind === 'identify' ? withoutUndefined({ role, name }) : {},
    accountTraits: kind === 'group' ? withoutUndefined({ name, size }) : {},
  }));
const story = fc
  .tuple(fc.array(anyFact, { maxLength: 9 }), fc.infiniteStream(fc.nat()))
  .map(([makers, random]) => ({ sent: makers.map((make, key) => ({ key, fact: make(1000 + key) })), random: [...random.take(60)] }));

function shuffled(sent: readonly Sent[], random: readonly number[]): Sent[] {
  const twice = [...sent, ...sent.filter((_, index) => (random[index] ?? 0) % 2 === 0)];
  return twice
    .map((one, index) => ({ one, order: random[index + 20] ?? 0 }))
    .sort((left, right) => left.order - right.order)
    .map(({ one }) => one);
}

test('promise 7: any order and any duplication of facts ends in the same people, accounts and traits, clashes aside', () => {
  let compared = 0;
  fc.assert(
    fc.property(story, ({ sent, random }) => {
      const inOrder = take(sent);
      const otherwise = take(shuffled(sent, random));
      // Two users, two groups or two domains said to be one stay apart, and what came first stands: shown in the Inbox.
      if (inOrder.clashes.length > 0 || otherwise.clashes.length > 0) return;
      compared += 1;
      expect(stateOf(otherwise)).toEqual(stateOf(inOrder));
    }),
    { numRuns: 1000 },
  );
  expect(compared).toBeGreaterThan(100);
});

test('clashes: two user ids or two group ids are never one subject, in any order', () => {
  fc.assert(
    fc.property(story, ({ sent, random }) => {
      for (const slice of [take(sent), take(shuffled(sent, random))]) {
        for (const [keys, live] of [
          [
            [...slice.personKeys.values()].filter(({ kind }) => kind === 'user_id').map((key) => livePerson(slice, key.personId)?.id),
            'person',
          ],
          [
            [...slice.accountKeys.values()].filter(({ kind }) => kind === 'group_id').map((key) => liveAccount(slice, key.accountId)?.id),
            'account',
          ],
        ] as const) {
          expect(live).not.toBe('');
          expect(new Set(keys).size).toBe(keys.length);
        }
        for (const person of slice.persons.values()) if (person.mergedInto !== null) expect(person.accountId).toBeNull();
        for (const account of slice.accounts.values())
          if (account.mergedInto === null)
            expect(account.people).toBe([...slice.persons.values()].filter((person) => person.accountId === account.id).length);
      }
    }),
    { numRuns: 400 },
  );
});

/** A fact that says all of what is not here as nothing. */
function factOf(over: Partial<Fact>): Fact {
  return { kind: 'event', name: 'used', at: 1000, person: {}, account: {}, properties: {}, personTraits: {}, accountTraits: {}, ...over };
}

test('promise 7: who brings counts to an account, in a fact that names another, has its score taken', () => {
  const used = factOf({ at: 1001, person: { anonymousId: 'a3' } });
  // The account that the fact is about is acme; by the address the person’s own is beta.
  const who = { anonymousId: 'a3', email: 'cy@beta.test' };
  const said = factOf({ kind: 'identify', name: 'identify', person: who, account: { domain: 'acme.test' } });
  const [inOrder, otherwise] = [
    [said, used],
    [used, said],
  ].map((facts) => stateOf(take(facts.map((fact, key) => ({ key, fact }))))) as [unknown, unknown];
  expect(otherwise).toEqual(inOrder);
  expect(JSON.stringify(inOrder)).toContain('"fit":10');
});

function withoutUndefined<T extends Record<string, unknown>>(
  record: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } & Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}
