// Events as Stripe sends them, about whomever is asked for: what `millrace trigger stripe.invoice_paid` delivers.
// Written against https://docs.stripe.com/api (2025-08-27.basil). One person is one customer; every delivery is about a new object,
// because Stripe reports one invoice as paid once.

import type { Value } from '#libs/language/value.js';
import type { Sample, SampleAbout } from '../contract.js';

type Json = { readonly [name: string]: Value };

interface Made {
  readonly type: string;
  readonly object: (about: SampleAbout) => Json;
  /** What an update changed. */
  readonly before?: Json;
}

const amount = 9900;
const month = 30 * 86_400;
const seconds = (at: number) => Math.floor(at / 1000);
const customer = ({ personId }: SampleAbout) => `cus_${personId}`;

const events: Readonly<Record<string, Made>> = {
  'stripe.invoice_paid': {
    type: 'invoice.paid',
    object: (about) => invoice(about, { status: 'paid', amount_paid: amount, amount_remaining: 0 }),
  },
  'stripe.invoice_payment_failed': {
    type: 'invoice.payment_failed',
    object: (about) =>
      invoice(about, {
        status: 'open',
        billing_reason: 'subscription_cycle',
        amount_paid: 0,
        amount_remaining: amount,
        next_payment_attempt: seconds(about.at) + 3 * 86_400,
      }),
  },
  'stripe.subscription_created': { type: 'customer.subscription.created', object: (about) => subscription(about, { status: 'active' }) },
  'stripe.subscription_updated': {
    type: 'customer.subscription.updated',
    object: (about) => subscription(about, { status: 'past_due' }),
    before: { status: 'active' },
  },
  'stripe.subscription_canceled': {
    type: 'customer.subscription.deleted',
    object: (about) =>
      subscription(about, {
        status: 'canceled',
        canceled_at: seconds(about.at),
        ended_at: seconds(about.at),
        cancellation_details: { comment: null, feedback: 'too_expensive', reason: 'cancellation_requested' },
      }),
  },
  'stripe.trial_will_end': {
    type: 'customer.subscription.trial_will_end',
    object: (about) =>
      subscription(about, { status: 'trialing', trial_start: seconds(about.at) - 11 * 86_400, trial_end: seconds(about.at) + 3 * 86_400 }),
  },
  'stripe.checkout_completed': { type: 'checkout.session.completed', object: checkout },
  'stripe.charge_refunded': { type: 'charge.refunded', object: charge },
  'stripe.dispute_created': { type: 'charge.dispute.created', object: (about) => dispute(about, 'needs_response') },
  'stripe.dispute_closed': { type: 'charge.dispute.closed', object: (about) => dispute(about, 'lost') },
  'stripe.credit_note_created': { type: 'credit_note.created', object: (about) => creditNote(about, { status: 'issued' }) },
  'stripe.credit_note_voided': {
    type: 'credit_note.voided',
    object: (about) => creditNote(about, { status: 'void', voided_at: seconds(about.at) }),
  },
};

export const stripeSampleNames: readonly string[] = Object.keys(events);

export function stripeSample(name: string, asked: SampleAbout): Sample | undefined {
  const made = Object.hasOwn(events, name) ? events[name] : undefined;
  if (made === undefined) return undefined;
  const about = { ...asked, id: asked.id.replace(/^evt_/, '') };
  const body = {
    id: `evt_${about.id}`,
    object: 'event',
    api_version: '2025-08-27.basil',
    created: seconds(about.at),
    data: { object: made.object(about), ...(made.before === undefined ? {} : { previous_attributes: made.before }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: made.type,
  };
  return { path: '/v1/webhooks/stripe', body };
}

function invoice(about: SampleAbout, over: Json): Json {
  const { id, at, email, name } = about;
  return {
    id: `in_${id}`,
    object: 'invoice',
    account_country: 'US',
    amount_due: amount,
    attempt_count: 1,
    attempted: true,
    auto_advance: false,
    billing_reason: 'subscription_create',
    collection_method: 'charge_automatically',
    created: seconds(at),
    currency: 'usd',
    customer: customer(about),
    customer_email: email,
    customer_name: name,
    ending_balance: 0,
    hosted_invoice_url: `https://invoice.stripe.com/i/${id}`,
    lines: {
      object: 'list',
      data: [
        {
          id: `il_${id}`,
          object: 'line_item',
          amount,
          currency: 'usd',
          description: '1 × Pro (at $99.00 / month)',
          invoice: `in_${id}`,
          period: { start: seconds(at), end: seconds(at) + month },
          quantity: 1,
        },
      ],
      has_more: false,
      total_count: 1,
      url: `/v1/invoices/in_${id}/lines`,
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: `${id.slice(0, 8).toUpperCase()}-0001`,
    parent: { type: 'subscription_details', subscription_details: { subscription: `sub_${id}`, metadata: {} } },
    period_start: seconds(at),
    period_end: seconds(at),
    starting_balance: 0,
    subtotal: amount,
    total: amount,
    ...over,
  };
}

function subscription(about: SampleAbout, over: Json): Json {
  const { id, at } = about;
  return {
    id: `sub_${id}`,
    object: 'subscription',
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: 'charge_automatically',
    created: seconds(at),
    currency: 'usd',
    customer: customer(about),
    ended_at: null,
    items: {
      object: 'list',
      data: [
        {
          id: `si_${id}`,
          object: 'subscription_item',
          current_period_start: seconds(at),
          current_period_end: seconds(at) + month,
          price: {
            id: 'price_pro_monthly',
            object: 'price',
            active: true,
            billing_scheme: 'per_unit',
            currency: 'usd',
            lookup_key: 'pro',
            nickname: null,
            product: 'prod_pro',
            recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
            type: 'recurring',
            unit_amount: amount,
          },
          quantity: 1,
          subscription: `sub_${id}`,
        },
      ],
      has_more: false,
      total_count: 1,
      url: `/v1/subscription_items?subscription=sub_${id}`,
    },
    latest_invoice: `in_${id}`,
    livemode: false,
    metadata: {},
    start_date: seconds(at),
    trial_start: null,
    trial_end: null,
    ...over,
  };
}

function checkout(about: SampleAbout): Json {
  const { id, at, email, name, userId } = about;
  return {
    id: `cs_test_${id}`,
    object: 'checkout.session',
    amount_subtotal: amount,
    amount_total: amount,
    client_reference_id: userId ?? null,
    created: seconds(at),
    currency: 'usd',
    customer: customer(about),
    customer_details: { email, name, phone: null, tax_exempt: 'none', tax_ids: [] },
    customer_email: email,
    invoice: `in_${id}`,
    livemode: false,
    metadata: {},
    mode: 'subscription',
    payment_status: 'paid',
    status: 'complete',
    subscription: `sub_${id}`,
  };
}

function charge(about: SampleAbout): Json {
  const { id, at, email, name } = about;
  return {
    id: `ch_${id}`,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: amount,
    billing_details: { email, name, phone: null },
    captured: true,
    created: seconds(at),
    currency: 'usd',
    customer: customer(about),
    invoice: `in_${id}`,
    livemode: false,
    metadata: {},
    paid: true,
    receipt_email: email,
    refunded: true,
    status: 'succeeded',
  };
}

function dispute({ id, at, email, name }: SampleAbout, status: string): Json {
  return {
    id: `dp_${id}`,
    object: 'dispute',
    amount,
    charge: `ch_${id}`,
    created: seconds(at),
    currency: 'usd',
    evidence: { customer_email_address: email, customer_name: name },
    livemode: false,
    metadata: {},
    reason: 'fraudulent',
    status,
  };
}

function creditNote(about: SampleAbout, over: Json): Json {
  const { id, at } = about;
  return {
    id: `cn_${id}`,
    object: 'credit_note',
    amount: 2000,
    created: seconds(at),
    currency: 'usd',
    customer: customer(about),
    invoice: `in_${id}`,
    livemode: false,
    metadata: {},
    number: `${id.slice(0, 8).toUpperCase()}-CN-01`,
    post_payment_amount: 2000,
    pre_payment_amount: 0,
    reason: 'order_change',
    refunds: [],
    type: 'post_payment',
    voided_at: null,
    ...over,
  };
}
