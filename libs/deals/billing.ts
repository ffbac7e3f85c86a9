// What billing says of a deal: invoices that were paid for it, less what was refunded, credited and disputed. Folded from its facts
// in any order, by currency: two currencies are never added.

import type { Value } from '#libs/language/value.js';
import type { DealFactBody } from './deal.js';

export interface Money {
  /** Minor units, as billing says them. */
  readonly amount: number;
  /** ISO 4217, lower case. */
  readonly currency: string;
}

type Event = NonNullable<DealFactBody['event']>;
type Properties = Event['properties'];

const takers: Readonly<Record<string, (billing: Billing, properties: Properties, event: Event) => void>> = {
  'stripe.invoice_paid': (billing, properties, { id }) => billing.takeInvoice(properties, id),
  'stripe.charge_refunded': (billing, properties, { id }) => billing.takeRefund(properties, id),
  'stripe.credit_note_created': (billing, properties, { id }) => billing.takeCredit(properties, id),
  'stripe.credit_note_voided': (billing, properties) => billing.voidCredit(properties),
  'stripe.dispute_created': (billing, properties, { id }) => billing.takeDispute(properties, id),
  'stripe.dispute_closed': (billing, properties, { id }) => billing.takeDispute(properties, id),
};

/** Facts that change what billing says, whatever the pipeline's stages name. */
export const billingEvents: readonly string[] = Object.keys(takers);

/** A period that is paid again is no part of the sale that won the deal. */
const renewals: readonly Value[] = ['subscription_cycle', 'subscription_threshold', 'upcoming'];
/** A dispute that took no money, or gave it back. */
const harmless = /^(?:won|warning_.*|prevented)$/;

interface Entry {
  readonly money: Money;
  /** Of the invoice it belongs to, when billing says so. */
  readonly invoice: string | undefined;
}

export class Billing {
  /** By what it is about, so that a fact that comes twice, or says more of one thing, counts once. */
  private readonly entries = new Map<string, Entry>();
  private readonly renewed = new Set<string>();
  private readonly closed = new Set<string>();
  private readonly voided = new Set<string>();

  /** @returns whether it is one of billing's */
  take(event: Event): boolean {
    const taker = Object.hasOwn(takers, event.name) ? takers[event.name] : undefined;
    taker?.(this, event.properties, event);
    return taker !== undefined;
  }

  /** One sum a currency, in the order of their codes; none: billing has said nothing. */
  sums(): readonly Money[] {
    const sums = new Map<string, number>();
    for (const [key, { money, invoice }] of this.entries) {
      const isOff = (invoice !== undefined && this.renewed.has(invoice)) || this.voided.has(key);
      sums.set(money.currency, (sums.get(money.currency) ?? 0) + (isOff ? 0 : money.amount));
    }
    return [...sums]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([currency, amount]) => ({ amount: amount === 0 ? 0 : amount, currency }));
  }

  takeInvoice(properties: Properties, id: string): void {
    const invoice = textOf(properties['invoice']) ?? id;
    if (renewals.includes(properties['billing_reason'] ?? null)) this.renewed.add(invoice);
    const paid = moneyOf(properties['amount']);
    const total = moneyOf(properties['total']);
    // A proration in the customer's favour is paid by nobody: its total is below zero and goes to their balance.
    const money = total !== undefined && total.amount < 0 ? total : paid;
    if (money !== undefined) this.entries.set(`invoice ${invoice}`, { money, invoice });
  }

  /** `amount_refunded` is all that was refunded of the charge until then: the largest is the latest. */
  takeRefund(properties: Properties, id: string): void {
    const key = `refund ${textOf(properties['charge']) ?? id}`;
    const refunded = moneyOf(properties['amount_refunded']);
    if (refunded === undefined) return;
    const before = this.entries.get(key);
    if (before !== undefined && -before.money.amount >= refunded.amount) return;
    this.entries.set(key, { money: negative(refunded), invoice: textOf(properties['invoice']) });
  }

  /** A dispute takes its amount until it is closed in the company's favour. */
  takeDispute(properties: Properties, id: string): void {
    const key = `dispute ${textOf(properties['dispute']) ?? id}`;
    const money = moneyOf(properties['amount']);
    const status = textOf(properties['status']) ?? '';
    const isEnd = /^(?:won|lost|warning_closed|prevented)$/.test(status);
    if (money === undefined || (this.closed.has(key) && !isEnd)) return;
    if (isEnd) this.closed.add(key);
    this.entries.set(key, {
      money: harmless.test(status) ? { ...money, amount: 0 } : negative(money),
      invoice: textOf(properties['invoice']),
    });
  }

  takeCredit(properties: Properties, id: string): void {
    const money = moneyOf(properties['amount']);
    const key = `credit ${textOf(properties['credit_note']) ?? id}`;
    if (money !== undefined) this.entries.set(key, { money: negative(money), invoice: textOf(properties['invoice']) });
  }

  voidCredit(properties: Properties): void {
    this.voided.add(`credit ${textOf(properties['credit_note']) ?? ''}`);
  }
}

/** What billing says beside what the deal says, by currency; empty: they agree, or one of them says nothing. */
export function driftOf(amount: Money | null, billed: readonly Money[]): readonly Money[] {
  if (amount === null || billed.length === 0) return [];
  const said = billed.some(({ currency }) => currency === amount.currency) ? billed : [...billed, { amount: 0, currency: amount.currency }];
  return said
    .map((sum) => (sum.currency === amount.currency ? { ...sum, amount: sum.amount - amount.amount } : sum))
    .filter((sum) => sum.amount !== 0);
}

function negative({ amount, currency }: Money): Money {
  return { amount: -amount, currency };
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function moneyOf(value: Value | undefined): Money | undefined {
  if (value === null || typeof value !== 'object' || !('amount' in value) || !('currency' in value)) return undefined;
  const { amount, currency } = value;
  return Number.isSafeInteger(amount) && typeof currency === 'string'
    ? { amount: amount as number, currency: currency.toLowerCase() }
    : undefined;
}
