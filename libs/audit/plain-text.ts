// Values and times as a person reads them in a terminal: short, on one line, and never able to steer the terminal.

import { Temporal } from 'temporal-polyfill';
import type { Value } from '#libs/language/value.js';

const longest = 120;
/** Of JavaScript and Temporal alike (epoch ms). */
const lastInstant = 8.64e15;
const dayMs = 86_400_000;
const yearTenThousand = 253_402_300_800_000;

/** `2026-03-02 11:00 UTC`; seconds only where there are some. @param at epoch ms */
export function plainTime(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > lastInstant) return String(at);
  if (at >= 0 && at < yearTenThousand) return timeOfEra(Math.trunc(at));
  const text = Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toString({ smallestUnit: 'second' });
  return text.replace('T', ' ').replace(/(?::00)?Z$/, ' UTC');
}

/** By hand: a backtest says a time with everything that happened, and Temporal takes thirty times as long. */
function timeOfEra(at: number): string {
  const { year, month, dayOfMonth } = civilFromDays(Math.floor(at / dayMs));
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const seconds = Math.floor(at / 1000) % 60;
  const clock = `${two(Math.floor(at / 3_600_000) % 24)}:${two(Math.floor(at / 60_000) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)} ${clock} UTC`;
}

/** Days since 1970 in the Gregorian calendar: Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html#civil_from_days */
function civilFromDays(days: number): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const dayOfMonth = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
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
