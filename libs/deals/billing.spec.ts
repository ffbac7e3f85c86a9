import { describe, expect, it, test } from '@jest/globals';
import type { Value } from '#libs/language/value.js';
import { compile } from '#libs/testing/small-workspace.js';
import { driftOf } from './billing.js';
import type { DealFact } from './deal.js';
import { context, day, edit, event, hour, opening, pipeline, unopened } from './deals.fixture.js';
import { foldDeal } from './fold-deal.js';
import { foldFacts } from './fold-facts.js';

const usd = (amount: number): Value => ({ amount, currency: 'usd' });
const yen = (amount: number): Value => ({ amount, currency: 'jpy' });
const invoice = (after: number, amount: Value, more: Record<string, Value> = {}): DealFact =>
  event('stripe.invoice_paid', after, { amount, billing_reason: 'subscription_create', invoice: `in_${after}`, ...more });
const said = (name: string, after: number, properties: Record<string, Value>): DealFact => event(`stripe.${name}`, after, properties);
const won = invoice(hour, usd(500_000));
const fold = (...facts: DealFact[]) => foldFacts(pipeline, unopened(), [opening(), ...facts], context).deal;

// A refund takes the deal back in the pipeline of the fixture; here it is only billing's.
const stays = { ...pipeline, stages: pipeline.stages.map((stage) => ({ ...stage, backWhen: stage.name === 'won' ? [] : stage.backWhen })) };
const after = (...facts: DealFact[]) => foldFacts(stays, unopened(), [opening(), won, ...facts], context).deal;

describe('later refunds, credits, prorations and disputes are reported as drift, never overwritten silently', () => {
  it.each<[string, readonly DealFact[], number]>([
    ['nothing later', [], 0],
    ['a refund', [said('charge_refunded', day, { charge: 'ch_1', amount_refunded: usd(120_001) })], -120_001],
    [
      'two refunds of one charge: Stripe says the sum',
      [
        said('charge_refunded', day, { charge: 'ch_1', amount_refunded: usd(100) }),
        said('charge_refunded', 2 * day, { charge: 'ch_1', amount_refunded: usd(300) }),
      ],
      -300,
    ],
    ['a credit note', [said('credit_note_created', day, { credit_note: 'cn_1', amount: usd(50) })], -50],
    [
      'a credit note that was voided, told in the other order',
      [
        said('credit_note_voided', day, { credit_note: 'cn_1' }),
        said('credit_note_created', 2 * day, { credit_note: 'cn_1', amount: usd(50) }),
      ],
      0,
    ],
    ['more seats: a proration', [invoice(day, usd(9_900), { billing_reason: 'subscription_update' })], 9_900],
    [
      'fewer seats: a proration to the balance',
      [invoice(day, usd(0), { billing_reason: 'subscription_update', total: usd(-4_000) })],
      -4_000,
    ],
    ['the next period is no part of the sale', [invoice(day, usd(500_000), { billing_reason: 'subscription_cycle' })], 0],
    [
      'nor is a refund of the next period',
      [
        invoice(day, usd(7), { billing_reason: 'subscription_cycle', invoice: 'in_r' }),
        said('charge_refunded', 2 * day, { charge: 'ch_2', invoice: 'in_r', amount_refunded: usd(7) }),
      ],
      0,
    ],
    ['a dispute', [said('dispute_created', day, { dispute: 'dp_1', amount: usd(500_000), status: 'needs_response' })], -500_000],
    [
      'a dispute that was won, told in the other order',
      [
        said('dispute_closed', day, { dispute: 'dp_1', amount: usd(5), status: 'won' }),
        said('dispute_created', 2 * day, { dispute: 'dp_1', amount: usd(5), status: 'needs_response' }),
      ],
      0,
    ],
    ['a dispute that was lost', [said('dispute_closed', day, { dispute: 'dp_1', amount: usd(5), status: 'lost' })], -5],
    ['an inquiry takes no money', [said('dispute_created', day, { dispute: 'dp_1', amount: usd(5), status: 'warning_needs_response' })], 0],
  ])('%s', (_what, facts, difference) => {
    const deal = after(...facts);
    expect(deal).toMatchObject({ stage: 'won', amount: usd(500_000), billed: [usd(500_000 + difference)] });
    expect(deal.drift).toEqual(difference === 0 ? [] : [usd(difference)]);
    expect(after(...facts.toReversed(), ...facts).drift).toEqual(deal.drift);
  });

  it('a rep’s own amount is kept, and what billing says is told beside it', () => {
    const deal = after(edit(2 * hour, { set: { amount: usd(480_000) } }));
    expect(deal).toMatchObject({ amount: usd(480_000), billed: [usd(500_000)], drift: [usd(20_000)] });
  });

  it('the audit says so once, with the fact behind it', () => {
    const refund = said('charge_refunded', day, { charge: 'ch_1', amount_refunded: usd(1) });
    const { changes } = foldDeal(stays, after(), [opening(), won, refund], context, [opening(), won]);
    expect(changes).toMatchObject([{ field: 'drift', from: null, to: [usd(-1)], because: { by: 'system' } }]);
  });
});

describe('two currencies are never added', () => {
  it('each stands for itself, zero-decimal ones to the unit', () => {
    const deal = after(invoice(day, yen(1_500), { billing_reason: 'manual' }));
    expect(deal.billed).toEqual([yen(1_500), usd(500_000)]);
    expect(deal.drift).toEqual([yen(1_500)]);
  });
  it('an amount in another currency than billing’s is all drift', () => {
    expect(driftOf({ amount: 500, currency: 'eur' }, [{ amount: 700, currency: 'usd' }])).toEqual([
      usd(700),
      { amount: -500, currency: 'eur' },
    ]);
  });
});

test('before a deal is won, or before billing has said anything, there is nothing to tell', () => {
  expect(fold(invoice(hour, usd(0)))).toMatchObject({ stage: 'new', billed: [], drift: [] });
  expect(fold(edit(hour, { stage: 'won', set: { amount: usd(9) } }))).toMatchObject({ stage: 'won', billed: [], drift: [] });
});

test('conditions and emails read deal.billed and deal.drift as money', () => {
  const text =
    'workflow: inbound\nof: deal\nwhen: [{ stage: won }]\nif: deal.drift.amount < 0 || deal.billed.currency == "usd"\nsteps:\n  - exit: done\n';
  expect(compile({ 'workflows/inbound.yaml': text }).problems).toEqual([]);
});
