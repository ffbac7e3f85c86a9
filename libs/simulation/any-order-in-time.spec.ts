// Promise 7 for what depends on time: windows, buckets, rollups, scores that fade, audiences, with timers running whenever they like.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { language } from './language.fixture.js';
import { Simulation } from './simulation.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 3, 9);
const end = start + 70 * 24 * hour;

const files = Object.entries({
  ...language,
  'traits/more.yaml': `traits: person
compute:
  paths: { unique: event.path, of: page, within: 10d }
  recent: { latest: event.path, of: page, within: 12d }
  again: { first: event.path, of: page, within: 12d }
  is_new: { formula: since(person.first_seen_at) < days(20) }
`,
  'traits/of-people.yaml': `traits: account
compute:
  new_people: { rollup: count, of: person, if: person.is_new }
  pages: { rollup: sum, of: person.touches }
  most: { rollup: max, of: person.touches }
  last_touch: { rollup: latest, of: person.last_touch }
`,
  'audiences/quiet.yaml': 'audience: quiet\nof: account\nif: account.active_people == 0 || since(account.last_active_at) > days(9)\n',
}).map(([path, text]) => ({ path, text }));
const { workspace, problems } = compileWorkspace(files, stepSyntaxes);

interface Sent {
  readonly fact: Fact;
  readonly delay: number;
}

const sent = fc
  .record({
    name: fc.constantFrom('page', 'page', 'Ticket Answered', 'Signed In', 'Teammate Invited', 'Rule Created', 'group'),
    // One person of one company has an address, an anonymous id and both.
    who: fc.constantFrom(
      { email: 'ana@acme.test' },
      { email: 'bo@acme.test' },
      { email: 'cy@beta.test' },
      { anonymousId: 'a1' },
      { email: 'ana@acme.test', anonymousId: 'a1' },
      { email: 'cy@beta.test', anonymousId: 'a2' },
      { anonymousId: 'a2' },
    ),
    hours: fc.integer({ min: 0, max: 60 * 24 }),
    delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 * 24 })),
    size: fc.constantFrom(50, 300, 2000),
  })
  .map(({ name, who, hours, delay, size }): Sent => {
    const at = start + hours * hour;
    const kind = name === 'page' || name === 'group' ? name : 'event';
    const isOfAccount = name === 'group' && 'email' in who;
    return {
      delay: delay * hour,
      fact: {
        kind,
        name,
        at,
        person: who,
        account: {},
        properties: name === 'page' ? { path: `/${hours % 5}` } : {},
        personTraits: {},
        accountTraits: isOfAccount ? { employees: size, platform: 'shopify' } : {},
      },
    };
  });

/** Null and absent are both unknown. */
const known = (traits: object) => Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== null));

interface Arriving {
  readonly at: number;
  readonly fact: Fact | null;
}

function take(arrivals: readonly Arriving[]): unknown {
  const simulation = new Simulation(workspace!, stepsByKind, start);
  for (const { at, fact } of [...arrivals].sort((one, other) => one.at - other.at)) {
    simulation.advanceTo(at);
    if (fact !== null) simulation.say(fact, 'test');
  }
  simulation.advanceTo(end);
  const { persons, accounts, personKeys, accountKeys, clashes } = simulation.set.people;
  if (clashes.length > 0) return null;
  const keysOf = (id: string) =>
    [
      ...[...personKeys].map(([name, { personId }]) => [name, livePerson(simulation.set.people, personId)?.id]),
      ...[...accountKeys].map(([name, { accountId }]) => [name, liveAccount(simulation.set.people, accountId)?.id]),
    ]
      .filter(([, owner]) => owner === id)
      .map(([name]) => String(name))
      .sort();
  return [...persons.values(), ...accounts.values()]
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id, traits, ...rest }) => ({ keys: keysOf(id), traits: known(traits), tier: 'tier' in rest ? rest.tier : undefined }))
    .sort((one, other) => (JSON.stringify(one.keys) < JSON.stringify(other.keys) ? -1 : 1));
}

test('promise 7: any order of arrival, with timers running at any moments, ends in the same traits, scores, tiers and audiences', () => {
  expect(formatProblems(problems, files, 'human')).toBe('');
  let compared = 0;
  fc.assert(
    fc.property(
      fc.uniqueArray(sent, { maxLength: 14, selector: ({ fact }) => fact.at }),
      fc.array(fc.integer({ min: 0, max: 70 * 24 })),
      (story, moments) => {
        const inOrder = take(story.map(({ fact }) => ({ at: fact.at, fact })));
        const otherwise = take([
          ...story.map(({ fact, delay }) => ({ at: Math.min(fact.at + delay, end), fact })),
          ...moments.map((hours) => ({ at: start + hours * hour, fact: null })),
        ]);
        if (inOrder === null || otherwise === null) return;
        compared += 1;
        expect(otherwise).toEqual(inOrder);
      },
    ),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(200);
});
