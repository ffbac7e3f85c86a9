// Values and times as a person reads them in a terminal: short, on one line, and never able to steer the terminal.

import { Temporal } from 'temporal-polyfill';
import type { Value } from '#libs/language/value.js';

const longest = 120;
/** Of JavaScript and Temporal alike (epoch ms). */
const lastInstant = 8.64e15;

/** `2026-03-02 11:00 UTC`; seconds only where there are some. @param at epoch ms */
export function plainTime(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > lastInstant) return String(at);
  const text = Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toString({ smallestUnit: 'second' });
  return text.replace('T', ' ').replace(/(?::00)?Z$/, ' UTC');
}

/** @param field tells money and times from other values: `closed_at`, `amount` */
export function plainValue(value: Value | undefined, field = ''): string {
  if (value === undefined) return 'unknown';
  if (value === null) return 'none';
  if (typeof value === 'string') return plainText(value === '' ? '""' : value);
  if (typeof value === 'number' && /(?:_at|_since|\.at)$/.test(field)) return plainTime(value);
  if (typeof value === 'object' && 'currency' in value) return plainMoney(value) ?? plainText(JSON.stringify(value));
  return plainText(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** What came from outside may hold escape codes and line breaks: they are shown, never obeyed. */
export function plainText(text: string): string {
  const clean = text
    .slice(0, longest + 1)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, '0')}`);
  return text.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** `5400050 usd` in minor units → `54,000.50 USD`. */
function plainMoney({ amount, currency }: { readonly [name: string]: Value }): string | undefined {
  if (typeof amount !== 'number' || typeof currency !== 'string' || !/^[a-z]{3}$/i.test(currency)) return undefined;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
  const digits = { minimumFractionDigits: maximumFractionDigits, maximumFractionDigits };
  return `${(amount / 10 ** maximumFractionDigits).toLocaleString('en-US', digits)} ${currency.toUpperCase()}`;
}
