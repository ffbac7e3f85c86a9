import { describe, expect, test } from '@jest/globals';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import { absorbDealFact, concernsDeals, type DealEvent } from './absorb-deal-fact.js';
import { type DealSlice, emptyDealSlice } from './deal-slice.js';
import { context, day, hour, start, workspace } from './deals.fixture.js';
import { mergeDeals } from './merge-deals.js';
import { openDeal, type Opening } from './open-deal.js';
import { requestDeal } from './request-deal.js';

let ids = 100;
const newId = () => String((ids += 1));
const scope: Scope = { now: start, account: { own: { tier: 'enterprise' }, traits: {} } };

function absorb(slice: DealSlice, name: string, after: number, more: Partial<DealEvent> = {}) {
  const at = start + after;
  const told = {
    key: `${name}-${after}`,
    id: '70',
    name,
    at,
    receivedAt: at,
    source: 'test',
    properties: {},
    accountId: '1',
    personId: '3',
  };
  return absorbDealFact(slice, workspace, { ...told, ...more }, scope, newId);
}

const payment: Record<string, Value> = { amount: { amount: 2900, currency: 'eur' }, billing_reason: 'subscription_create' };
const pay = (slice: DealSlice, after: number) => absorb(slice, 'stripe.invoice_paid', after, { properties: payment });

function open(slice: DealSlice, after = 0, more: Partial<Opening> = {}) {
  const opening: Opening = {
    pipeline: 'new-business',
    stage: 'new',
    accountId: '1',
    contactId: '3',
    set: { name: 'Acme' },
    at: start + after,
    key: `open-${after}`,
    because: { by: 'workflow', name: 'inbound' },
    ...more,
  };
  return openDeal(slice, workspace, opening, context, newId);
}

const stagesOf = (slice: DealSlice) => [...slice.deals.values()].map(({ stage }) => stage);

describe('a fact', () => {
  test('moves the deal of its account, and is told with its rule', () => {
    const slice = emptyDealSlice();
    const { dealId } = open(slice);
    const absorbed = absorb(slice, 'calendly.booked', hour);
    expect(absorbed).toMatchObject({
      dealId,
      waitsIn: [],
      transitions: [{ to: 'demo', isNow: true }],
      changes: [{ field: 'stage', to: 'demo' }],
    });
    expect(slice.dirty).toContain(dealId);
  });

  test('promise 2: with the same key again has the effect of one', () => {
    const slice = emptyDealSlice();
    const { dealId } = open(slice);
    absorb(slice, 'calendly.booked', hour);
    expect(absorb(slice, 'calendly.booked', hour)).toMatchObject({ dealId, changes: [], transitions: [] });
    expect(slice.facts.get(dealId!)).toHaveLength(2);
  });

  test('that no rule names, or that is about nobody, is nothing of a deal’s', () => {
    const slice = emptyDealSlice();
    expect(concernsDeals(workspace, 'page')).toBe(false);
    expect(concernsDeals(workspace, 'calendly.canceled')).toBe(true);
    expect(absorb(slice, 'page', 0)).toMatchObject({ dealId: null, waitsIn: [] });
    expect(absorb(slice, 'calendly.booked', 0, { accountId: null, personId: null })).toMatchObject({ dealId: null, waitsIn: [] });
    expect(slice.newPending.size).toBe(0);
  });

  test('without a deal waits for one, under its account, and takes effect when that is opened', () => {
    const slice = emptyDealSlice();
    expect(pay(slice, -hour)).toMatchObject({ dealId: null, waitsIn: ['new-business'], changes: [] });
    expect([...slice.newPending]).toMatchObject([{ subjectId: '1', pipeline: 'new-business', key: `stripe.invoice_paid-${-hour}` }]);
    const { transitions } = open(slice);
    expect(transitions.map(({ to }) => to)).toEqual(['new', 'won']);
    expect(slice.newPending.size).toBe(0);
    expect(slice.gonePending.size).toBe(0);
  });
});

test('promise 2: a fact that waits already does not wait twice', () => {
  const slice = emptyDealSlice();
  pay(slice, hour);
  expect(pay(slice, hour).waitsIn).toEqual(['new-business']);
  expect(slice.newPending.size).toBe(1);
});

describe('opening', () => {
  test('goes on with the open deal there is, and asks it for its stage', () => {
    const slice = emptyDealSlice();
    const { dealId } = open(slice);
    expect(open(slice, hour, { stage: 'demo' })).toMatchObject({ dealId, transitions: [{ from: 'new', to: 'demo' }] });
    expect(slice.deals.size).toBe(1);
  });

  test('promise 2: taken twice with one key opens one deal and tells nothing the second time', () => {
    const slice = emptyDealSlice();
    open(slice);
    expect(open(slice)).toMatchObject({ changes: [], transitions: [] });
  });

  test('opens a second one where the first is closed', () => {
    const slice = emptyDealSlice();
    open(slice);
    pay(slice, hour);
    open(slice, day);
    expect(stagesOf(slice)).toEqual(['won', 'new']);
  });

  test('takes facts over that belong to it by their time', () => {
    const slice = emptyDealSlice();
    const { dealId: first } = open(slice);
    pay(slice, hour);
    absorb(slice, 'calendly.booked', 3 * day);
    const { dealId: second } = open(slice, 2 * day);
    expect(stagesOf(slice)).toEqual(['won', 'demo']);
    expect([first, second].map((id) => slice.facts.get(id!)?.length)).toEqual([2, 2]);
  });

  test('in a pipeline that is not there any more opens nothing', () => {
    const slice = emptyDealSlice();
    expect(open(slice, 0, { pipeline: 'gone' })).toEqual({ dealId: null, changes: [], transitions: [] });
    expect(slice.deals.size).toBe(0);
  });

  test('for a person without an account, the deal is the person’s', () => {
    const slice = emptyDealSlice();
    const { dealId } = open(slice, 0, { accountId: null });
    expect(absorb(slice, 'calendly.booked', hour, { accountId: null }).dealId).toBe(dealId);
    expect(absorb(slice, 'calendly.booked', 2 * hour, { accountId: null, personId: '4' }).dealId).toBeNull();
  });
});

describe('a request', () => {
  const because = { by: 'workflow', name: 'inbound' } as const;

  test('moves and sets, once for its key', () => {
    const slice = emptyDealSlice();
    const dealId = open(slice).dealId!;
    const asked = { dealId, stage: 'demo', set: { owner: 'omar' }, at: start + hour, key: '1:move:1', because };
    expect(requestDeal(slice, workspace, asked, context, newId).changes.map(({ field }) => field)).toEqual(['stage', 'owner']);
    expect(requestDeal(slice, workspace, asked, context, newId)).toEqual({ changes: [], transitions: [] });
  });

  test('about a deal that is not there does nothing', () => {
    const asked = { dealId: '99', stage: 'demo', at: start, key: 'k', because };
    expect(requestDeal(emptyDealSlice(), workspace, asked, context, newId)).toEqual({ changes: [], transitions: [] });
  });
});

test('a fact that waited under an account finds the deal of the one it was merged into', () => {
  const slice = emptyDealSlice();
  open(slice);
  absorb(slice, 'calendly.booked', hour, { accountId: '2', personId: null });
  const { transitions } = mergeDeals(slice, workspace, { kind: 'account', from: '2', into: '1' }, context, newId);
  expect(transitions).toMatchObject([{ from: 'new', to: 'demo' }]);
  expect(slice.newPending.size).toBe(0);
});

test('promise 7: after two accounts became one, each fact is with the deal that it would have found had they always been one', () => {
  const apart = emptyDealSlice();
  const first = open(apart).dealId!;
  const second = open(apart, 2 * hour, { accountId: '2', contactId: '4' }).dealId!;
  // Under their own accounts: the late one of the second deal's happened before that was opened, the first's after it.
  absorb(apart, 'calendly.booked', hour, { accountId: '2', personId: '4' });
  pay(apart, 3 * hour);
  expect(stagesOf(apart)).toEqual(['won', 'demo']);
  const { transitions } = mergeDeals(apart, workspace, { kind: 'account', from: '2', into: '1' }, context, newId);
  expect([first, second].map((id) => apart.deals.get(id)?.stage)).toEqual(['demo', 'won']);
  expect(
    [first, second].map((id) =>
      apart.facts
        .get(id)
        ?.filter(({ kind }) => kind === 'event')
        .map(({ key }) => key),
    ),
  ).toEqual([[`calendly.booked-${hour}`], [`stripe.invoice_paid-${3 * hour}`]]);
  expect(transitions.map(({ dealId, to }) => [dealId, to])).toEqual(
    expect.arrayContaining([
      [first, 'demo'],
      [second, 'won'],
    ]),
  );
  expect(mergeDeals(apart, workspace, { kind: 'account', from: '2', into: '1' }, context, newId).changes).toEqual([]);
});

test('promise 7: facts and the opening in any order of arrival end in the same deal', () => {
  const steps: ((slice: DealSlice) => unknown)[] = [
    (slice) => open(slice),
    (slice) => absorb(slice, 'calendly.booked', hour),
    (slice) => absorb(slice, 'calendly.canceled', 2 * hour),
    (slice) => absorb(slice, 'Trial Started', 3 * hour),
    (slice) => pay(slice, 4 * hour),
  ];
  const results = permutations(steps).map((order) => {
    const slice = emptyDealSlice();
    for (const step of order) step(slice);
    return JSON.stringify([...slice.deals.values()].map((deal) => ({ ...deal, id: '' })));
  });
  expect(results).toHaveLength(120);
  expect(new Set(results).size).toBe(1);
  expect(results[0]).toContain('"stage":"won"');
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}
