// What the page says of a trait: where its value comes from, in words that its rule can be found by.

import { describe, expect, test } from '@jest/globals';
import type { Expression } from '#libs/language/expression.js';
import type { TraitRule } from '#libs/language/trait-definition.js';
import { ruleWords, toldTraits } from './told-traits.js';

const place = { file: 'traits/account.yaml', line: 7, column: 3 };
const expression = (source: string) => ({ source, place, type: 'any', reads: [], evaluate: () => null }) as Expression;
const condition = (source: string) => ({ ...expression(source), holds: () => true as const, trace: () => null as never });

describe('the words of a rule', () => {
  test.each<[TraitRule, string]>([
    [
      { kind: 'count', events: ['A', 'B'], within: 14 * 86_400_000, levels: [{ level: 'high', from: 3 }] },
      'count of A, B within 14 d, as a level',
    ],
    [{ kind: 'latest', events: ['A'], value: expression('event.plan') }, 'latest event.plan of A'],
    [{ kind: 'unique', events: ['A'], value: expression('event.x'), if: condition('event.y > 1') }, 'every event.x of A if event.y > 1'],
    [{ kind: 'rollup', take: 'count' }, 'count of people'],
    [
      { kind: 'rollup', take: 'max', value: expression('person.touches'), if: condition('person.can_email') },
      'max of person.touches of its people where person.can_email',
    ],
    [{ kind: 'formula', value: expression('account.mrr.amount > 0') }, 'account.mrr.amount > 0'],
    [{ kind: 'audience', if: condition('account.employees > 10') }, 'member while account.employees > 10'],
  ])('%j is "%s"', (rule, words) => expect(ruleWords(rule)).toBe(words));
});

const workspace = {
  traits: [{ of: 'account', name: 'logins', type: 'integer', rule: { kind: 'count', events: ['Signed In'] }, place }],
  scores: [{ name: 'fit', of: 'account', points: [], requires: [], tiers: [], place: { ...place, file: 'scores/fit.yaml' } }],
  plan: { events: new Map(), canonical: new Map(), person: new Map(), account: new Map([['industry', {}]]) },
} as unknown as Parameters<typeof toldTraits>[0];

test('a trait says who said it and when, or the line that computes it; one that is in no plan says so', () => {
  const told = toldTraits(workspace, 'account', { industry: 'toys', fit: 40, shoe: 38 }, { said: { industry: [5, 'stripe'] } });
  expect(told.map(({ name, value, from, how, said_at: at, file }) => [name, value, from, how, at, file])).toEqual([
    ['fit', 40, 'score', 'points of a score', null, 'scores/fit.yaml'],
    ['industry', 'toys', 'said', 'stripe', 5, null],
    ['logins', null, 'computed', 'count of Signed In', null, 'traits/account.yaml'],
    ['shoe', 38, 'unplanned', 'not kept', null, null],
  ]);
});

test('a trait that is called like a member of every object is only what was said', () => {
  expect(toldTraits(workspace, 'person', {}, {})).toEqual([]);
  expect(toldTraits(workspace, 'person', { constructor: 'x' }, { said: {} })).toMatchObject([{ name: 'constructor', how: 'not kept' }]);
});
