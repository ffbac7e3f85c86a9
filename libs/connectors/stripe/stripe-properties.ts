// The properties of our Stripe events, out of Stripe's objects. A missing field is left out, a wrong amount is an error:
// money is never guessed. Both places of a field that Stripe has moved (API 2025-03-31) are read.

import type { Value } from '#libs/language/value.js';
import { isObject, type JsonObject, objectAt, textAt } from '../read-json.js';
import { readTime } from '../read-time.js';

type Properties = Record<string, Value>;

export function invoiceProperties(invoice: JsonObject, amount: 'amount_paid' | 'amount_due'): Properties {
  return known({
    amount: money(invoice, amount),
    total: invoice['total'] === undefined ? undefined : money(invoice, 'total'),
    billing_reason: invoice['billing_reason'],
    invoice: invoice['id'],
    number: invoice['number'],
    customer: idOf(invoice, 'customer'),
    customer_email: invoice['customer_email'],
    subscription: idOf(invoice, 'subscription') ?? idOf(objectAt(objectAt(invoice, 'parent'), 'subscription_details'), 'subscription'),
    period_start: readTime(invoice['period_start']),
    period_end: readTime(invoice['period_end']),
    attempt_count: invoice['attempt_count'],
    next_attempt_at: readTime(invoice['next_payment_attempt']),
    livemode: invoice['livemode'],
  });
}

/** `amount` is what a period costs: unit amounts by quantity over all items; left out where a price has tiers. */
export function subscriptionProperties(subscription: JsonObject, event: JsonObject): Properties {
  const items = itemsOf(subscription);
  const [first] = items;
  const price = first === undefined ? {} : priceOf(first);
  const recurring = objectAt(price, 'recurring');
  return known({
    amount: recurringAmount(items),
    subscription: subscription['id'],
    customer: idOf(subscription, 'customer'),
    status: subscription['status'],
    previous_status: objectAt(objectAt(event, 'data'), 'previous_attributes')['status'],
    plan: textAt(price, 'lookup_key') ?? textAt(price, 'nickname') ?? textAt(price, 'id'),
    product: idOf(price, 'product'),
    interval: textAt(recurring, 'interval') ?? textAt(price, 'interval'),
    quantity: first?.['quantity'] ?? subscription['quantity'],
    trial_end: readTime(subscription['trial_end']),
    current_period_end: readTime(subscription['current_period_end']) ?? readTime(first?.['current_period_end']),
    cancel_at: readTime(subscription['cancel_at']),
    canceled_at: readTime(subscription['canceled_at']),
    cancel_at_period_end: subscription['cancel_at_period_end'],
    cancel_reason: objectAt(subscription, 'cancellation_details')['reason'],
    livemode: subscription['livemode'],
  });
}

export function checkoutProperties(session: JsonObject): Properties {
  return known({
    amount: session['amount_total'] === null ? undefined : money(session, 'amount_total'),
    checkout_session: session['id'],
    mode: session['mode'],
    payment_status: session['payment_status'],
    customer: idOf(session, 'customer'),
    customer_email: session['customer_email'] ?? objectAt(session, 'customer_details')['email'],
    client_reference_id: session['client_reference_id'],
    subscription: idOf(session, 'subscription'),
    invoice: idOf(session, 'invoice'),
    livemode: session['livemode'],
  });
}

/** `amount_refunded` is all that was refunded of the charge until then, not only this time. */
export function chargeProperties(charge: JsonObject): Properties {
  return known({
    amount: money(charge, 'amount'),
    amount_refunded: money(charge, 'amount_refunded'),
    charge: charge['id'],
    invoice: idOf(charge, 'invoice'),
    customer: idOf(charge, 'customer'),
    livemode: charge['livemode'],
  });
}

export function disputeProperties(dispute: JsonObject): Properties {
  return known({
    amount: money(dispute, 'amount'),
    dispute: dispute['id'],
    charge: idOf(dispute, 'charge'),
    reason: dispute['reason'],
    status: dispute['status'],
    livemode: dispute['livemode'],
  });
}

/**
 * `amount` is what the note gives beside refunds, which are events of their own, and beside what it took off before the invoice was paid.
 * Written against https://docs.stripe.com/api/credit_notes/object.
 */
export function creditNoteProperties(note: JsonObject): Properties {
  const { amount: whole, currency } = money(note, 'amount');
  const wasUnpaid = note['type'] === 'pre_payment';
  const after = Number.isSafeInteger(note['post_payment_amount']) ? money(note, 'post_payment_amount').amount : wasUnpaid ? 0 : whole;
  const refunds = Array.isArray(note['refunds']) ? note['refunds'].filter(isObject) : [];
  const listed = refunds.reduce((sum, refund) => sum + money({ ...refund, currency }, 'amount_refunded').amount, 0);
  // Before Stripe listed refunds a note named one, and said how much of it was given outside of Stripe.
  const outside = Number.isSafeInteger(note['out_of_band_amount']) ? (note['out_of_band_amount'] as number) : 0;
  const refunded = refunds.length === 0 && idOf(note, 'refund') !== undefined ? after - outside : listed;
  return known({
    amount: { amount: Math.max(0, after - refunded), currency },
    credit_note: note['id'],
    invoice: idOf(note, 'invoice'),
    customer: idOf(note, 'customer'),
    reason: note['reason'],
    livemode: note['livemode'],
  });
}

function money(object: JsonObject, field: string): { readonly amount: number; readonly currency: string } {
  const amount = object[field];
  const currency = textAt(object, 'currency');
  if (!Number.isSafeInteger(amount)) throw new Error(`\`${field}\` of the Stripe object is no whole number of minor units.`);
  if (currency === undefined || !/^[a-z]{3}$/.test(currency)) throw new Error('`currency` of the Stripe object is no three-letter code.');
  return { amount: amount as number, currency };
}

function recurringAmount(items: readonly JsonObject[]): Value | undefined {
  let sum = 0;
  let currency: string | undefined;
  for (const item of items) {
    const price = priceOf(item);
    const unit = price['unit_amount'] ?? price['amount'];
    const quantity = item['quantity'] ?? 1;
    const itsCurrency = textAt(price, 'currency');
    if (!Number.isSafeInteger(unit) || !Number.isSafeInteger(quantity) || (currency ?? itsCurrency) !== itsCurrency) return undefined;
    currency = itsCurrency;
    sum += (unit as number) * (quantity as number);
  }
  return currency === undefined || !Number.isSafeInteger(sum) ? undefined : { amount: sum, currency };
}

function itemsOf(subscription: JsonObject): JsonObject[] {
  const data = objectAt(subscription, 'items')['data'];
  return Array.isArray(data) ? data.filter(isObject) : [];
}

function priceOf(item: JsonObject): JsonObject {
  return isObject(item['price']) ? item['price'] : objectAt(item, 'plan');
}

/** An id, or the id of what stands there expanded. */
function idOf(object: JsonObject, field: string): string | undefined {
  return textAt(object, field) ?? textAt(objectAt(object, field), 'id');
}

function known(fields: Readonly<Record<string, unknown>>): Properties {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) properties[name] = value as Value;
  return properties;
}
