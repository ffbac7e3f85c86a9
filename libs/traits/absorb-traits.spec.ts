import { expect, test } from '@jest/globals';
import type { Condition, Expression } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { TraitDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { absorbTraits } from './absorb-traits.js';
import type { ScoredAccount } from './trait-input.js';

const place = { file: 'scores/fit.yaml', line: 7, column: 3 };
const employees = ({ account }: Scope): Value | undefined => account?.traits['employees'];
const size: Expression = {
  source: 'event.size',
  place,
  type: 'integer',
  reads: ['event.size'],
  evaluate: ({ event }) => event?.traits['size'],
};
let asked = 0;
const atLeast = (least: number): Condition => ({
  source: `account.employees >= ${least}`,
  place,
  reads: ['account.employees'],
  holds: (scope) => {
    asked += 1;
    const value = employees(scope);
    return typeof value === 'number' ? value >= least : 'unknown';
  },
  trace: (scope) => ({
    source: '',
    place,
    result: true,
    parts: [{ source: '', result: true, saw: [{ name: 'account.employees', value: employees(scope) }] }],
  }),
});
const highScore: Condition = {
  source: 'score >= 40',
  place,
  reads: ['score'],
  holds: ({ score }) => (score ?? 0) >= 40,
  trace: () => ({ source: '', place, result: true, parts: [] }),
};
const traits: TraitDefinition[] = [
  { of: 'account', name: 'employees', type: 'integer', rule: { kind: 'latest', value: size, events: ['Demo Requested'] }, place },
];
const workspace = {
  hash: 'h1',
  traits,
  scores: [
    {
      name: 'fit',
      of: 'account',
      points: [
        { give: 40, if: atLeast(200), because: 'big team', place },
        { give: 20, if: atLeast(1000), place },
      ],
      requires: ['account.domain', 'account.employees'],
      tiers: [
        { tier: 'growth', if: highScore, place },
        { tier: 'self_serve', place },
      ],
      place,
    },
  ],
} as unknown as Workspace;

const account = (): ScoredAccount => ({ id: '9', traits: {}, memory: { said: {}, computed: {} }, tier: null });

function demo(of: ScoredAccount, sizeSent: number, at: number, domain: string | undefined = 'acme.test', name = 'Demo Requested') {
  const scope = (): Scope => ({
    now: 0,
    event: { own: {}, traits: { size: sizeSent } },
    account: { own: { domain, tier: of.tier ?? undefined }, traits: of.traits },
  });
  const event = { id: '1', name, at, source: 'segment' };
  return absorbTraits(workspace, {
    person: null,
    account: of,
    direct: true,
    event,
    personTraits: {},
    accountTraits: {},
    isCounted: true,
    scope,
  });
}

test('promise 18: a score and its tier move with the lines that gave points and the values they saw', () => {
  const one = account();
  const { transitions, changes } = demo(one, 300, 10);
  expect(transitions.map(({ trait, from, to }) => [trait, from, to])).toEqual([
    ['employees', null, 300],
    ['fit', null, 40],
    ['tier', null, 'growth'],
  ]);
  expect(changes.map(({ field, from, to, at }) => [field, from, to, at])).toEqual([
    ['score.fit', null, 40, 10],
    ['tier', null, 'growth', 10],
  ]);
  expect(changes[0]?.because).toMatchObject({
    by: 'rule',
    name: 'fit',
    rule: { place, version: 'h1' },
    details: { lines: [{ points: 40, because: 'big team', line: 7, saw: { 'account.employees': 300 } }] },
  });
  expect(one).toMatchObject({ tier: 'growth', traits: { employees: 300, fit: 40 } });
});

test('an incomplete profile is held, not scored', () => {
  const other = account();
  const scope = (): Scope => ({ now: 0, event: { own: {}, traits: { size: 300 } }, account: { own: {}, traits: other.traits } });
  const event = { id: '1', name: 'Demo Requested', at: 1, source: 's' };
  expect(
    absorbTraits(workspace, {
      person: null,
      account: other,
      direct: true,
      event,
      personTraits: {},
      accountTraits: {},
      isCounted: true,
      scope,
    }).changes,
  ).toEqual([]);
  expect(other.tier).toBeNull();
});

test('a late event changes nothing that a later one has said, and asks no score again', () => {
  const one = account();
  demo(one, 300, 10);
  asked = 0;
  expect(demo(one, 5, 3)).toEqual({ transitions: [], changes: [], dues: [], notes: [] });
  expect(demo(one, 5, 30, 'acme.test', 'something else').transitions).toEqual([]);
  expect(asked).toBe(0);
});

test('nobody can say what the workspace computes', () => {
  const one = account();
  const scope = (): Scope => ({ now: 0, account: { own: {}, traits: one.traits } });
  const event = { id: '1', name: 'group', at: 1, source: 's' };
  const { notes } = absorbTraits(workspace, {
    person: null,
    account: one,
    direct: true,
    event,
    personTraits: {},
    accountTraits: { fit: 100, plan: 'pro' },
    isCounted: true,
    scope,
  });
  expect(one.traits).toEqual({ plan: 'pro' });
  expect(notes).toEqual([expect.stringContaining('"fit" is computed by this workspace')]);
});
