import { describe, expect, test } from '@jest/globals';
import type { Deal, DealFact } from './deal.js';
import { context, day, edit, event, hour, opening, paid, pipeline, request, start, unopened } from './deals.fixture.js';
import { foldDeal } from './fold-deal.js';

/** Folds the facts one arrival after another, and tells what the last one changed. */
function arrive(...facts: DealFact[]) {
  let deal: Deal = unopened();
  let told = foldDeal(pipeline, deal, facts.slice(0, 1), context);
  for (let count = 2; count <= facts.length; count += 1) {
    deal = told.deal;
    told = foldDeal(pipeline, deal, facts.slice(0, count), context, facts.slice(0, count - 1));
  }
  return told;
}

describe('promise 18: what a fact changed is told once', () => {
  test('an opening tells its stage and what it set, and begins runs', () => {
    const { changes, transitions } = arrive(opening());
    expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['stage', null, 'new'],
      ['owner', null, 'nina'],
    ]);
    expect(transitions).toMatchObject([{ from: null, to: 'new', isNow: true }]);
  });

  test('a payment tells stage, amount, time and field, each with the rule that did it', () => {
    const { changes } = arrive(opening(), paid(hour));
    expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['stage', 'new', 'won'],
      ['amount', null, { amount: 5_400_050, currency: 'usd' }],
      ['closed_at', null, start + hour],
      ['won_by', null, 'invoice'],
    ]);
    for (const { because, at } of changes) expect({ by: because.by, at }).toEqual({ by: 'rule', at: start + hour });
  });

  test('a fact that changes nothing tells nothing', () => {
    expect(arrive(opening(), paid(hour), paid(2 * hour))).toMatchObject({ changes: [], transitions: [] });
  });
});

test.each([
  ['a request', request(hour, { set: { amount: 'much', owner: 'omar' } })],
  ['an edit', edit(hour, { set: { amount: 'much', owner: 'omar' } })],
])('promise 18: what %s could not set is told once, and the rest is set', (_what, asked) => {
  const { changes } = arrive(opening(), asked);
  expect(changes).toMatchObject([
    { field: 'amount', from: null, to: null, because: { details: { not_set: { amount: expect.stringContaining('amount wants') } } } },
    { field: 'owner', from: 'nina', to: 'omar' },
  ]);
  expect(arrive(opening(), asked, event('calendly.booked', 2 * hour)).changes.map(({ field }) => field)).toEqual(['stage']);
});

test('what a rep’s edit holds against a workflow’s request is told with its reason', () => {
  const { deal, changes } = arrive(opening(), edit(hour, { set: { owner: 'omar' } }), request(2 * hour, { set: { owner: 'nina' } }));
  expect(deal.owner).toBe('omar');
  expect(changes).toMatchObject([
    { field: 'owner', from: 'omar', to: 'omar', because: { details: { not_set: { owner: 'a rep edited it, and that still holds' } } } },
  ]);
});

describe('a late fact', () => {
  test('tells the stage it put in its place, what the deal has gone on to, and that it is not now', () => {
    const { deal, changes, transitions } = arrive(opening(), paid(3 * hour), event('calendly.booked', hour));
    expect(deal.stage).toBe('won');
    expect(transitions).toMatchObject([{ from: 'new', to: 'demo', at: start + hour, isNow: false }]);
    expect(changes).toMatchObject([{ field: 'stage', to: 'demo', because: { details: { gone_on_to: 'won' } } }]);
  });

  test('that takes a later move away says that the facts were taken again', () => {
    const { deal, changes } = arrive(opening(), paid(2 * day), edit(day, { stage: 'demo' }));
    expect(deal).toMatchObject({ stage: 'demo', amount: null, closedAt: null });
    expect(changes).toContainEqual(expect.objectContaining({ field: 'amount', to: null }));
    expect(changes.filter(({ field }) => field.endsWith('stage')).map(({ field, to }) => [field, to])).toEqual([
      ['stage', 'demo'],
      ['proposed_stage', 'won'],
    ]);
  });

  test('an earlier end takes the place of a later one', () => {
    const { deal, changes, transitions } = arrive(opening(), paid(2 * hour), request(hour, { stage: 'lost' }));
    expect(deal).toMatchObject({ stage: 'lost', amount: null, closedAt: start + hour });
    expect(transitions.at(-1)).toMatchObject({ to: 'lost', isNow: true });
    expect(changes.map(({ field }) => field)).toEqual(expect.arrayContaining(['stage', 'amount', 'closed_at']));
  });
});

test('a move that a rep’s edit holds back is proposed, once', () => {
  const facts = [opening(), edit(hour, { stage: 'demo' }), paid(2 * hour)];
  expect(arrive(...facts).changes).toMatchObject([
    { field: 'proposed_stage', from: 'demo', to: 'won', because: { details: { reason: 'a rep edited the stage, and that still holds' } } },
  ]);
  expect(arrive(...facts, request(3 * hour, {})).changes).toEqual([]);
});

test('a contact that was merged since stays the one of the row', () => {
  const deal = { ...arrive(opening()).deal, contactId: '30' };
  expect(foldDeal(pipeline, deal, [opening(), paid(hour)], context, [opening()]).deal.contactId).toBe('30');
});
