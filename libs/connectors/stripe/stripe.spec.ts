import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fact } from '#libs/language/fact.js';
import type { InboxItem } from '../contract.js';
import { StripeCatchUp } from './stripe-catch-up.service.js';
import { StripeClient } from './stripe.client.js';
import { stripeItem } from './stripe.source.js';
import { understandStripe } from './understand-stripe.js';

const created = 1_796_083_200;
const invoice = {
  id: 'in_1',
  object: 'invoice',
  amount_due: 2000,
  amount_paid: 2000,
  currency: 'usd',
  customer: 'cus_1',
  customer_email: 'Ana@acme.test',
  billing_reason: 'subscription_create',
  attempt_count: 1,
  livemode: true,
  parent: { subscription_details: { subscription: 'sub_1' } },
};
const price = {
  id: 'price_1',
  object: 'price',
  unit_amount: 4900,
  currency: 'eur',
  recurring: { interval: 'month' },
  product: 'prod_1',
  lookup_key: 'pro',
};
const subscription = {
  id: 'sub_1',
  object: 'subscription',
  customer: { id: 'cus_1', object: 'customer' },
  status: 'active',
  trial_end: created,
  cancel_at_period_end: false,
  items: {
    data: [
      { quantity: 3, price, current_period_end: created + 1 },
      { quantity: 1, price: { ...price, unit_amount: 1 } },
    ],
  },
};

const event = (type: string, object: object, more: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  created,
  livemode: true,
  type,
  data: { object },
  ...more,
});
const fact = (type: string, object: object, more?: object): Fact => understandStripe(JSON.stringify(event(type, object, more)))[0]!;

test('promise 2: invoice.paid and invoice.payment_succeeded are one effect, to the cent', () => {
  const paid = fact('invoice.paid', invoice);
  expect(paid).toMatchObject({
    kind: 'event',
    name: 'stripe.invoice_paid',
    at: created * 1000,
    person: { email: 'ana@acme.test' },
    account: { stripeCustomer: 'cus_1', domain: 'acme.test' },
    properties: {
      amount: { amount: 2000, currency: 'usd' },
      billing_reason: 'subscription_create',
      invoice: 'in_1',
      subscription: 'sub_1',
      customer: 'cus_1',
      livemode: true,
    },
    alsoSameAs: ['stripe:in_1:paid'],
  });
  expect(paid.noEffect).toBeUndefined();
  expect(fact('invoice.payment_succeeded', invoice)).toEqual(paid);
});

test.each([
  ['invoice.payment_failed', invoice, 'stripe.invoice_payment_failed', { amount: { amount: 2000, currency: 'usd' }, attempt_count: 1 }],
  [
    'customer.subscription.created',
    subscription,
    'stripe.subscription_created',
    { amount: { amount: 14_701, currency: 'eur' }, plan: 'pro', interval: 'month', quantity: 3 },
  ],
  [
    'customer.subscription.updated',
    subscription,
    'stripe.subscription_updated',
    { status: 'active', customer: 'cus_1', trial_end: created * 1000, current_period_end: (created + 1) * 1000 },
  ],
  ['customer.subscription.deleted', subscription, 'stripe.subscription_canceled', { subscription: 'sub_1' }],
  ['customer.subscription.trial_will_end', subscription, 'stripe.trial_will_end', { trial_end: created * 1000 }],
  [
    'checkout.session.completed',
    { id: 'cs_1', amount_total: 500, currency: 'jpy', mode: 'payment', customer_details: { email: 'a@b.test' } },
    'stripe.checkout_completed',
    { amount: { amount: 500, currency: 'jpy' }, customer_email: 'a@b.test' },
  ],
  [
    'charge.refunded',
    { id: 'ch_1', amount: 100, amount_refunded: 40, currency: 'usd', customer: 'cus_1' },
    'stripe.charge_refunded',
    { amount: { amount: 100, currency: 'usd' }, amount_refunded: { amount: 40, currency: 'usd' } },
  ],
  [
    'charge.dispute.created',
    { id: 'dp_1', amount: 100, currency: 'usd', charge: 'ch_1', reason: 'fraudulent', status: 'needs_response' },
    'stripe.dispute_created',
    { dispute: 'dp_1', charge: 'ch_1', reason: 'fraudulent' },
  ],
])('%s', (type, object, name, properties) => {
  expect(fact(type, object)).toMatchObject({ name, properties, at: created * 1000 });
});

test('what changed is told: a subscription’s status before', () => {
  const changed = event('customer.subscription.updated', subscription);
  const data = { ...changed.data, previous_attributes: { status: 'trialing' } };
  expect(understandStripe(JSON.stringify({ ...changed, data }))[0]!.properties).toMatchObject({
    status: 'active',
    previous_status: 'trialing',
  });
});

test('everything else is kept and shown without effect', () => {
  expect(fact('customer.created', { id: 'cus_9', object: 'customer', email: 'a@b.test' })).toMatchObject({
    name: 'stripe.customer_created',
    account: { stripeCustomer: 'cus_9' },
    noEffect: 'nothing hangs on customer.created',
  });
  const thin = {
    id: 'evt_2',
    object: 'v2.core.event',
    type: 'v1.billing.meter.error_report_triggered',
    created: '2026-11-24T00:00:00.000Z',
  };
  expect(understandStripe(JSON.stringify(thin))[0]).toMatchObject({
    at: Date.UTC(2026, 10, 24),
    noEffect: expect.stringContaining('thin'),
  });
});

test.each([
  ['12.5', '"amount_paid":2000', '"amount_paid":12.5', '`amount_paid`'],
  ['a number beyond 2^53', '"amount_paid":2000', '"amount_paid":9007199254740993', '`amount_paid`'],
  ['a text', '"amount_paid":2000', '"amount_paid":"2000"', '`amount_paid`'],
  ['no currency', '"currency":"usd"', '"currency":null', '`currency`'],
  ['no time', `"created":${created}`, '"created":"soon"', '`created`'],
])('money and time are never guessed: %s is an error that names the field', (_name, from, to, message) => {
  expect(() => understandStripe(JSON.stringify(event('invoice.paid', invoice)).replace(from, to))).toThrow(message);
});

test('sameness is the event’s id in its account and mode, and order hangs on the customer', () => {
  const item = (more: object) => stripeItem(event('invoice.paid', invoice, more), Buffer.from(''));
  expect(item({})).toMatchObject({ sameness: 'stripe:own:live:evt_1', subjectKey: 'cus_1' });
  expect(item({ livemode: false, account: 'acct_1' }).sameness).toBe('stripe:acct_1:test:evt_1');
});

let server: Server;
let client: StripeClient;
const asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const list = (data: object[], more: boolean) => ({ object: 'list', data, has_more: more, url: '/v1/events' });
    const answer = request.url?.startsWith('/v1/events')
      ? request.url.includes('starting_after')
        ? list([{ ...event('customer.created', {}), id: 'evt_old' }], false)
        : list([{ ...event('invoice.paid', invoice), id: 'evt_new' }], true)
      : invoice;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new StripeClient('rk_test', { host: '127.0.0.1', port: (server.address() as AddressInfo).port, protocol: 'http' });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('the catch-up appends what no webhook brought, oldest first, under the webhook’s own sameness', async () => {
  const items: InboxItem[] = [];
  const catchUp = new StripeCatchUp(client, async (more) => void items.push(...more));
  expect(await catchUp.run(created * 1000)).toBe(2);
  expect(items.map(({ sameness }) => sameness)).toEqual(['stripe:own:live:evt_old', 'stripe:own:live:evt_new']);
  expect(asked[0]).toContain('delivery_success=false');
  expect(understandStripe(items[1]!.body.toString())[0]!.name).toBe('stripe.invoice_paid');
});

test('a thin event’s object is fetched from Stripe’s own API and nowhere else', async () => {
  const items: InboxItem[] = [];
  const catchUp = new StripeCatchUp(client, async (more) => void items.push(...more));
  const thin = {
    id: 'evt_3',
    object: 'v2.core.event',
    type: 'v1.invoice.paid',
    created: '2026-11-24T00:00:00Z',
    related_object: { id: 'in_1', type: 'invoice', url: '/v1/invoices/in_1' },
  };
  await catchUp.fetchThin(thin, created * 1000);
  expect(understandStripe(items[0]!.body.toString())[0]).toMatchObject({ name: 'stripe.invoice_paid', properties: { invoice: 'in_1' } });
  for (const url of ['https://evil.test/v1/x', '//evil.test', '/v1/../admin', '/v1/x?y=z'])
    await expect(catchUp.fetchThin({ ...thin, related_object: { url } }, 0)).rejects.toThrow('no path of the Stripe API');
});
