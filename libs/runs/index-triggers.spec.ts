// Which workflows begin or end by what has happened.

import { describe, expect, test } from '@jest/globals';
import type { Value } from '#libs/language/value.js';
import { indexTriggers, traitsReadBy, type Transition } from './index-triggers.js';
import { workspaceWith } from './runs.fixture.js';

const steps = 'steps: [{ wait: 1h }]';
const { workflows } = workspaceWith(
  {
    welcome: `when: [{ event: Demo Requested, if: event.company_size > 5 }, { event: Demo Requested }, { event: page }]\n${steps}`,
    hello: `when: [{ event: book-demo }]\nstop_when: [calendly.booked, deal.won]\n${steps}`,
    big: `when: [{ trait: account.tier, becomes: [enterprise, self_serve] }]\nstop_if: account.mrr.amount > 0 && account.people > 1\n${steps}`,
    won: `when: [{ stage: won }]\nstop_when: [email.unsubscribed]\nstop_if: account.is_big\n${steps}`,
  },
  'account',
);
const index = indexTriggers(workflows.values());
const starts = (transition: Transition) => index.starts(transition).map(({ workflow }) => workflow.name);
const stops = (transition: Transition) => index.stops(transition).map(({ name }) => name);
const event = (name: string): Transition => ({ kind: 'event', name });
const trait = (name: string, from: Value, to: Value): Transition => ({ kind: 'trait', of: 'account', trait: name, from, to });

describe('what begins', () => {
  test('by an event: every trigger that names it, in the order of the workflows’ names', () => {
    expect(starts(event('Demo Requested'))).toEqual(['hello', 'welcome', 'welcome']);
    expect(starts(event('page'))).toEqual(['welcome']);
    expect(starts(event('screen'))).toEqual([]);
  });

  test('by a stage that a deal has reached', () => {
    expect(starts({ kind: 'stage', stage: 'won' })).toEqual(['won']);
    expect(starts({ kind: 'stage', stage: 'new' })).toEqual([]);
  });

  test.each([
    ['into the list', null, 'enterprise', ['big']],
    ['into the list from a value outside', 'growth', 'self_serve', ['big']],
    ['from one value of the list to another', 'self_serve', 'enterprise', []],
    ['out of the list', 'enterprise', 'growth', []],
    ['out of the list into the unknown', 'enterprise', null, []],
  ])('by a trait that goes %s', (_title, from, to, expected) => {
    expect(starts(trait('tier', from, to))).toEqual(expected);
  });

  test('a name is no other kind’s: an event called like a stage begins nothing', () => {
    expect(starts(event('won'))).toEqual([]);
    expect(starts({ kind: 'stage', stage: 'page' })).toEqual([]);
    expect(starts({ kind: 'trait', of: 'person', trait: 'tier', from: null, to: 'enterprise' })).toEqual([]);
  });
});

describe('what ends', () => {
  test('by an event or a stage of stop_when', () => {
    expect(stops(event('calendly.booked'))).toEqual(['hello']);
    expect(stops(event('email.unsubscribed'))).toEqual(['won']);
    expect(stops({ kind: 'stage', stage: 'won' })).toEqual(['hello']);
    expect(stops(event('page'))).toEqual([]);
  });

  test('perhaps by a trait that stop_if reads, also where it reads a member of it', () => {
    expect(stops(trait('is_big', false, true))).toEqual(['won']);
    expect(stops(trait('mrr', null, { amount: 5, currency: 'eur' }))).toEqual(['big']);
    expect(stops(trait('employees', 1, 2))).toEqual([]);
    expect(traitsReadBy(workflows.get('big')?.stopIf)).toEqual(['account.mrr', 'account.people']);
    expect(traitsReadBy(undefined)).toEqual([]);
  });
});

test('an event costs as little among many workflows as among few: it is looked up, not searched', () => {
  const many = Array.from({ length: 500 }, (_, n) => ({ ...workflows.get('won')!, name: `other-${n}` }));
  const large = indexTriggers([...many, ...workflows.values()]);
  expect(large.starts(event('page'))).toHaveLength(1);
  expect(large.starts(event('page'))).toBe(large.starts(event('page')));
});
