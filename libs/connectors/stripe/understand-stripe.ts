// What a Stripe event says, in our words. Amounts stay in minor units with their currency, as sent; what we do not act on
// is kept and shown without effect.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { cleanParsed } from '../clean-text.js';
import { readDomain, readEmail } from '../read-address.js';
import { type JsonObject, objectAt, readJsonObject, textAt } from '../read-json.js';
import { readTime } from '../read-time.js';
import {
  chargeProperties,
  checkoutProperties,
  creditNoteProperties,
  disputeProperties,
  invoiceProperties,
  subscriptionProperties,
} from './stripe-properties.js';

interface Meaning {
  readonly name: string;
  readonly properties: (object: JsonObject, event: JsonObject) => Record<string, Value>;
  /** What this event and others of other types both report. */
  readonly alsoSameAs?: (object: JsonObject) => string | undefined;
}

const paid: Meaning = {
  name: 'stripe.invoice_paid',
  properties: (object) => invoiceProperties(object, 'amount_paid'),
  alsoSameAs: (object) => effect(object, 'paid'),
};

const meanings: Readonly<Record<string, Meaning>> = {
  // Stripe sends both for one payment.
  'invoice.paid': paid,
  'invoice.payment_succeeded': paid,
  'invoice.payment_failed': { name: 'stripe.invoice_payment_failed', properties: (object) => invoiceProperties(object, 'amount_due') },
  'customer.subscription.created': {
    name: 'stripe.subscription_created',
    properties: subscriptionProperties,
    alsoSameAs: (object) => effect(object, 'created'),
  },
  'customer.subscription.updated': { name: 'stripe.subscription_updated', properties: subscriptionProperties },
  'customer.subscription.deleted': {
    name: 'stripe.subscription_canceled',
    properties: subscriptionProperties,
    alsoSameAs: (object) => effect(object, 'deleted'),
  },
  'customer.subscription.trial_will_end': { name: 'stripe.trial_will_end', properties: subscriptionProperties },
  'checkout.session.completed': {
    name: 'stripe.checkout_completed',
    properties: checkoutProperties,
    alsoSameAs: (object) => effect(object, 'completed'),
  },
  'charge.refunded': { name: 'stripe.charge_refunded', properties: chargeProperties },
  'charge.dispute.created': {
    name: 'stripe.dispute_created',
    properties: disputeProperties,
    alsoSameAs: (object) => effect(object, 'created'),
  },
  'charge.dispute.closed': {
    name: 'stripe.dispute_closed',
    properties: disputeProperties,
    alsoSameAs: (object) => effect(object, 'closed'),
  },
  'credit_note.created': {
    name: 'stripe.credit_note_created',
    properties: creditNoteProperties,
    alsoSameAs: (object) => effect(object, 'created'),
  },
  'credit_note.voided': {
    name: 'stripe.credit_note_voided',
    properties: creditNoteProperties,
    alsoSameAs: (object) => effect(object, 'voided'),
  },
};

/**
 * @param text the event's JSON, snapshot (`event`) or thin (`v2.core.event`)
 * @throws Error that names the field when an event of a known type has not the form that Stripe documents
 */
export function understandStripe(text: string): readonly Fact[] {
  const read = readJsonObject(text);
  if ('problem' in read) throw new Error(`The Stripe event is ${read.problem}.`);
  const event = cleanParsed(text, read.object);
  const type = textAt(event, 'type');
  if (type === undefined) throw new Error('The Stripe event has no `type`.');
  const at = readTime(event['created']);
  if (at === undefined) throw new Error(`\`created\` of the Stripe event is no time: ${String(event['created']).slice(0, 50)}.`);
  const object = objectAt(objectAt(event, 'data'), 'object');
  const meaning = Object.hasOwn(meanings, type) ? meanings[type] : undefined;
  const email = emailOf(object);
  const customer = customerOf(object);
  const domain = readDomain(email);
  const same = meaning?.alsoSameAs?.(object);
  return [
    {
      kind: 'event',
      name: meaning?.name ?? `stripe.${type.replaceAll('.', '_').slice(0, 200)}`,
      at,
      person: email === undefined ? {} : { email },
      account: { ...(customer === undefined ? {} : { stripeCustomer: customer }), ...(domain === undefined ? {} : { domain }) },
      properties: meaning?.properties(object, event) ?? {},
      personTraits: {},
      accountTraits: {},
      ...(same === undefined ? {} : { alsoSameAs: [same] }),
      ...(meaning === undefined ? { noEffect: whyNone(event, type) } : {}),
    },
  ];
}

/** The customer's id, whether it was expanded or not; a customer's own for the customer itself. */
export function customerOf(object: JsonObject): string | undefined {
  if (object['object'] === 'customer') return textAt(object, 'id');
  return textAt(object, 'customer') ?? textAt(objectAt(object, 'customer'), 'id');
}

function emailOf(object: JsonObject): string | undefined {
  return readEmail(
    textAt(object, 'customer_email') ??
      textAt(objectAt(object, 'customer_details'), 'email') ??
      textAt(objectAt(object, 'billing_details'), 'email') ??
      textAt(object, 'receipt_email') ??
      textAt(objectAt(object, 'evidence'), 'customer_email_address') ??
      (object['object'] === 'customer' ? textAt(object, 'email') : undefined),
  );
}

function effect(object: JsonObject, state: string): string | undefined {
  const id = textAt(object, 'id');
  return id === undefined ? undefined : `stripe:${id}:${state}`;
}

function whyNone(event: JsonObject, type: string): string {
  return event['object'] === 'v2.core.event'
    ? 'a thin event: it names its object and does not hold it'
    : `nothing hangs on ${type.slice(0, 100)}`;
}
