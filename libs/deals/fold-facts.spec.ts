import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Value } from '#libs/language/value.js';
import type { DealFact } from './deal.js';
import { context, day, edit, event, hour, loose, opening, paid, pipeline, request, start, unopened } from './deals.fixture.js';
import { foldFacts } from './fold-facts.js';

const fold = (...facts: DealFact[]) => foldFacts(pipeline, unopened(), facts, context);
const stages = (...facts: DealFact[]) => fold(...facts).history.map(({ to }) => to);

describe('a deal opens', () => {
  test('with the stage, the contact and the fields of its opening', () => {
    const { deal } = fold(opening());
    expect(deal).toMatchObject({ stage: 'new', contactId: '3', name: 'Acme', owner: 'nina', createdAt: start, closedAt: null });
  });

  test('without an opening there is no deal', () => {
    expect(() => fold(paid(0))).toThrow('Deal 5 has no fact that opens it.');
  });

  test('a fact that was earlier takes effect from the opening on', () => {
    const { deal } = fold(event('calendly.booked', -hour), opening());
    expect(deal).toMatchObject({ stage: 'demo', inStageSince: start });
  });
});

describe('promise 6: a fact never moves a deal backwards, unless the pipeline says so', () => {
  test('a late fact takes its place, and the deal stays where it went', () => {
    expect(stages(opening(), paid(3 * hour), event('calendly.booked', hour))).toEqual(['new', 'demo', 'won']);
  });

  test('an earlier stage’s fact that happened later changes nothing', () => {
    expect(stages(opening(), event('Trial Started', hour), event('calendly.booked', 2 * hour))).toEqual(['new', 'trial']);
  });

  test('nor does a request for an earlier stage', () => {
    expect(stages(opening(), event('Trial Started', hour), request(2 * hour, { stage: 'demo' }))).toEqual(['new', 'trial']);
  });

  test('back_when takes it back to back_to', () => {
    expect(stages(opening(), event('calendly.booked', hour), event('calendly.canceled', 2 * hour))).toEqual(['new', 'demo', 'new']);
  });

  test('with never_back off, any fact may', () => {
    const facts = [opening(), event('Trial Started', hour), event('calendly.booked', 2 * hour)];
    expect(foldFacts(loose, unopened(), facts, context).deal.stage).toBe('demo');
  });

  test('a rep may take it anywhere', () => {
    expect(stages(opening(), event('Trial Started', hour), edit(2 * hour, { stage: 'new' }))).toEqual(['new', 'trial', 'new']);
  });
});

describe('the end', () => {
  test('won keeps the exact amount, its currency and its time', () => {
    expect(fold(opening(), paid(hour)).deal).toMatchObject({
      stage: 'won',
      amount: { amount: 5_400_050, currency: 'usd' },
      closedAt: start + hour,
      fields: { won_by: 'invoice' },
    });
  });

  test('what comes after it is kept and changes nothing but when something was last heard', () => {
    const { deal, history } = fold(opening(), paid(hour), paid(2 * hour, 1), request(3 * hour, { stage: 'lost', set: { owner: 'omar' } }));
    expect(deal).toMatchObject({ stage: 'won', owner: 'nina', amount: { amount: 5_400_050 }, lastFactAt: start + 3 * hour });
    expect(history).toHaveLength(2);
  });

  test('the earlier of two ends holds, whichever arrived first', () => {
    expect(fold(opening(), paid(2 * hour), request(hour, { stage: 'lost' })).deal).toMatchObject({ stage: 'lost', amount: null });
  });

  test('a rep can open it again, and it is not closed then', () => {
    expect(fold(opening(), request(hour, { stage: 'lost' }), edit(2 * hour, { stage: 'trial' })).deal).toMatchObject({
      stage: 'trial',
      closedAt: null,
    });
  });

  test('so can the pipeline where it names a way back', () => {
    expect(fold(opening(), paid(hour), event('stripe.charge_refunded', 2 * hour)).deal).toMatchObject({ stage: 'trial', closedAt: null });
  });
});

describe('a rep’s edit', () => {
  const edited = edit(hour, { stage: 'demo', set: { owner: 'omar' } });

  test('wins for as long as the pipeline says; until then a move is proposed, not made', () => {
    const { deal, proposals } = fold(opening(), edited, paid(2 * day), request(2 * day, { set: { owner: 'nina' } }));
    expect(deal).toMatchObject({ stage: 'demo', owner: 'omar' });
    expect(proposals).toMatchObject([{ to: 'won', reason: 'a rep edited the stage, and that still holds' }]);
  });

  test('does not hold any more after that time', () => {
    expect(fold(opening(), edited, paid(7 * day + hour), request(7 * day + hour - 1, { set: { owner: 'nina' } })).deal).toMatchObject({
      stage: 'won',
      owner: 'omar',
    });
  });

  test('is not touched by what happened before it and came late', () => {
    expect(fold(opening(), edited, request(hour / 2, { set: { owner: 'nina' } })).deal.owner).toBe('omar');
  });

  test('gives way to the rep’s own next edit', () => {
    expect(fold(opening(), edited, edit(2 * hour, { set: { owner: 'june' } })).deal.owner).toBe('june');
  });
});

describe('what a rule sees', () => {
  test.each([
    ['another value', { 'account.tier': 'self_serve' }],
    ['nothing known', { 'account.tier': null }],
    ['nothing remembered', {}],
  ])('%s: the condition is not met', (_name, saw) => {
    expect(stages(opening(), event('Trial Started', hour, {}, saw))).toEqual(['new']);
  });

  test('a payment of nothing, or of a renewal, is not won', () => {
    const renewal = event('stripe.invoice_paid', hour, { amount: { amount: 100, currency: 'usd' }, billing_reason: 'subscription_cycle' });
    expect(stages(opening(), paid(hour, 0), renewal)).toEqual(['new']);
  });

  test('promise 18: the move names its event, its line and what the condition saw', () => {
    const { because } = fold(opening(), event('Trial Started', hour)).history[1]!;
    expect(because).toMatchObject({
      by: 'rule',
      name: 'new-business',
      event: { id: '70', name: 'Trial Started' },
      rule: { place: { file: 'pipelines/new-business.yaml', line: 7 }, version: context.version },
      traces: [{ result: true, parts: [{ saw: [{ name: 'account.tier', value: 'enterprise' }] }] }],
    });
  });

  test.each<[string, Value]>([
    ['amount', 'much'],
    ['amount', { amount: 1.5, currency: 'usd' }],
    ['closed_at', 'soon'],
  ])('a value that does not fit %s leaves it as it was', (field, value) => {
    const { deal } = fold(opening(), request(hour, { set: { [field]: value } }));
    expect(deal).toMatchObject({ amount: null, closedAt: null, stage: 'new' });
  });
});

describe('promise 7: the same facts in any order end in the same deal', () => {
  const facts = [
    opening(),
    event('calendly.booked', -hour),
    event('calendly.booked', hour),
    event('calendly.canceled', 2 * hour),
    event('Trial Started', 3 * hour),
    event('Trial Started', 3 * hour + 1, {}, { 'account.tier': null }),
    request(4 * hour, { stage: 'demo', set: { owner: 'omar' } }),
    edit(5 * hour, { set: { owner: 'june' } }),
    request(6 * hour, { set: { owner: 'leo', note: 'x' } }),
    edit(8 * day, { stage: 'demo' }),
    paid(9 * day),
    paid(16 * day),
    request(17 * day, { stage: 'lost' }),
  ];
  const expected = JSON.stringify(fold(...facts));

  test('all thousands of orders that were tried', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(JSON.stringify(fold(...shuffled))).toBe(expected);
      }),
      { numRuns: 2000, seed: 20261124 },
    );
  });

  test('and any part of them, folded in two orders', () => {
    const part = fc.shuffledSubarray(facts.slice(1));
    fc.assert(
      fc.property(part, (some) => {
        expect(fold(facts[0]!, ...some.toReversed()).deal).toEqual(fold(...some, facts[0]!).deal);
      }),
      { numRuns: 500, seed: 20261124 },
    );
  });
});
