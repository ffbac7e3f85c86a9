// How a value reads in a mail: money with its currency, times in a zone. English of the United States, as the templates are.

import type { Value } from '#libs/language/value.js';

/** Where Stripe's minor units are not those of ISO 4217: https://docs.stripe.com/currencies#special-cases */
const stripeDigits: Readonly<Record<string, number>> = { isk: 2, ugx: 2, mga: 0 };

const moneyFormats = new Map<string, { readonly format: Intl.NumberFormat; readonly unit: number } | null>();

/** Minor units and a currency: `{amount: 5000000, currency: 'usd'}` is $50,000.00; undefined for what is no money. */
export function sayMoney(value: unknown): string | undefined {
  if (!isMoney(value)) return undefined;
  const currency = value.currency.toLowerCase();
  let known = moneyFormats.get(currency);
  if (known === undefined) {
    known = /^[a-z]{3}$/.test(currency) ? makeMoneyFormat(currency) : null;
    if (known !== null) moneyFormats.set(currency, known);
  }
  return known === null ? undefined : known.format.format(value.amount / known.unit);
}

function makeMoneyFormat(currency: string): { format: Intl.NumberFormat; unit: number } {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = stripeDigits[currency] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
  return { format, unit: 10 ** digits };
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  return typeof amount === 'number' && typeof currency === 'string';
}

const dateFormats = {
  long: { dateStyle: 'long' },
  short: { dateStyle: 'medium' },
  day: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  datetime: { weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateFormat = keyof typeof dateFormats;
export const dateFormatNames = Object.keys(dateFormats) as readonly DateFormat[];

const knownDates = new Map<string, Intl.DateTimeFormat>();

/**
 * @param value epoch ms; undefined comes back for anything else
 * @throws RangeError for a zone that does not exist
 */
export function sayDate(value: unknown, format: DateFormat, timeZone: string): string | undefined {
  if (typeof value !== 'number' || Math.abs(value) > 8.64e15) return undefined;
  const name = `${format} ${timeZone}`;
  let known = knownDates.get(name);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-US', { ...dateFormats[format], timeZone });
    // A person's zone may be anything: what is remembered stays small.
    if (knownDates.size < 500) knownDates.set(name, known);
  }
  return known.format(value).replaceAll('\u202F', ' ');
}

/** Texts, numbers, truths and money as they read; a list of them with commas; undefined for what has no words. */
export function sayValue(value: Value | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return sayList(value);
  return sayMoney(value) ?? sayExactNumber(value);
}

function sayList(values: readonly Value[]): string | undefined {
  const words = values.slice(0, 100).map(sayValue);
  return words.length === 0 || words.includes(undefined) ? undefined : words.join(', ');
}

/** A number that a double cannot hold is kept by its digits. */
function sayExactNumber(value: unknown): string | undefined {
  return (value as { isLosslessNumber?: unknown }).isLosslessNumber === true ? String(value) : undefined;
}
