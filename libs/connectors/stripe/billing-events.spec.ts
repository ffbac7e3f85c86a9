import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { understandStripe } from './understand-stripe.js';

type Event = { type: string; created: number; data: { object: Record<string, unknown> } };

const fixture = (type: string, over: Record<string, unknown>): Event => {
  const event = JSON.parse(readFileSync(new URL(`fixtures/${type}.json`, import.meta.url), 'utf8')) as Event;
  return { ...event, data: { ...event.data, object: { ...event.data.object, ...over } } };
};
const fact = (event: object) => understandStripe(JSON.stringify(event))[0]!;
const note = (type: string, over: object) => ({
  id: 'evt_1',
  object: 'event',
  created: 1_796_083_200,
  type,
  data: { object: { id: 'cn_1', object: 'credit_note', amount: 1000, currency: 'usd', customer: 'cus_1', invoice: 'in_1', ...over } },
});

test.each([
  [
    'charge.dispute.created',
    { id: 'dp_1' },
    'stripe.dispute_created',
    { dispute: 'dp_1', amount: { amount: 100, currency: 'usd' }, status: 'warning_needs_response' },
  ],
  [
    'charge.dispute.closed',
    { id: 'dp_1' },
    'stripe.dispute_closed',
    { dispute: 'dp_1', amount: { amount: 1000, currency: 'usd' }, status: 'won' },
  ],
  [
    'charge.refunded',
    { id: 'ch_1', currency: 'jpy' },
    'stripe.charge_refunded',
    { charge: 'ch_1', amount_refunded: { amount: 100, currency: 'jpy' } },
  ],
  [
    'invoice.paid',
    { id: 'in_1' },
    'stripe.invoice_paid',
    { invoice: 'in_1', amount: { amount: 2000, currency: 'usd' }, total: { amount: 2000, currency: 'usd' } },
  ],
])('%s as Stripe sends it', (type, over, name, properties) => {
  const said = fact(fixture(type, over));
  expect(said).toMatchObject({ name, properties });
  expect(said.noEffect).toBeUndefined();
});

test.each<[string, object, number]>([
  ['given to the customer’s balance', { type: 'post_payment', post_payment_amount: 1000, refunds: [] }, 1000],
  ['refunded in part: the refund is an event of its own', { post_payment_amount: 1000, refunds: [{ amount_refunded: 600 }] }, 400],
  ['before the invoice was paid: less was paid then', { type: 'pre_payment' }, 0],
  ['partly before', { pre_payment_amount: 300, post_payment_amount: 700, refunds: [] }, 700],
  ['as older versions of the API say it: one refund', { type: 'post_payment', refund: 're_1', out_of_band_amount: null }, 0],
  ['one refund, and the rest outside of Stripe', { type: 'post_payment', refund: 're_1', out_of_band_amount: 250 }, 250],
  ['nothing but an amount', { type: 'post_payment' }, 1000],
])('a credit note counts what it gives: %s', (_what, over, amount) => {
  expect(fact(note('credit_note.created', over))).toMatchObject({
    name: 'stripe.credit_note_created',
    account: { stripeCustomer: 'cus_1' },
    properties: { amount: { amount, currency: 'usd' }, credit_note: 'cn_1', invoice: 'in_1' },
    alsoSameAs: ['stripe:cn_1:created'],
  });
});
