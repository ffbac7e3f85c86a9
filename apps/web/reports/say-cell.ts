// A value of a chart as a person reads it, by its kind.

import { sayMoney, sayName, unitsOf } from '../words.js';
import type { Cell, Column, Row } from './report-search.js';

export interface Names {
  /** Key of a rep → name. */
  readonly reps: ReadonlyMap<string, string>;
}

const nobody: Partial<Record<Column['kind'], string>> = {
  owner: 'Nobody',
  currency: 'No amount',
  group: 'Not known',
  month: 'Whole period',
};

export function sayCell({ kind, name, label }: Column, row: Row, names: Names): string {
  const value = row[name];
  if (value === null || value === undefined || value === '') return nobody[kind] ?? '–';
  if (kind === 'owner') return names.reps.get(String(value)) ?? String(value);
  if (kind === 'pipeline' || kind === 'stage') return sayName(String(value));
  if (kind === 'currency') return String(value).toUpperCase();
  if (kind === 'month') return label === 'Quarter' ? sayQuarter(String(value)) : sayMonth(String(value), 'long');
  if (kind === 'day') return sayPlainDay(String(value), 'long');
  return isNumber(kind) ? sayNumber(kind, Number(value), currencyOf(row)) : String(value);
}

export function isNumber(kind: Column['kind']): boolean {
  return kind === 'count' || kind === 'money' || kind === 'duration' || kind === 'share';
}

export function currencyOf(row: Row): string | null {
  return typeof row['currency'] === 'string' ? row['currency'] : null;
}

export function sayNumber(kind: Column['kind'], value: number, currency: string | null): string {
  if (kind === 'share') return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  if (kind === 'duration') return sayDuration(value);
  if (kind === 'money') return currency === null ? '–' : sayMoney({ amount: value, currency });
  return value.toLocaleString();
}

const lengths = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `2.5 d`, `45 s`: one unit, and a decimal where it says something. */
export function sayDuration(ms: number): string {
  const [unit, size] = lengths.find(([, length]) => Math.abs(ms) >= length) ?? lengths[3];
  const count = ms / size;
  return `${count.toLocaleString(undefined, { maximumFractionDigits: Math.abs(count) < 10 ? 1 : 0 })} ${unit}`;
}

/** In what an axis counts, so that its lines stand at round numbers. */
export interface Unit {
  readonly divisor: number;
  /** It cannot be more. */
  readonly most: number | null;
  /** There is nothing between one and two. */
  readonly isWhole: boolean;
  readonly say: (value: number) => string;
}

export function unitOf(kind: Column['kind'], currency: string | null, most: number): Unit {
  if (kind === 'share')
    return {
      divisor: 1,
      most: 1,
      isWhole: false,
      say: (value) => value.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 }),
    };
  if (kind === 'money' && currency !== null) {
    const format = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency: currency.toUpperCase(),
      notation: 'compact',
      maximumFractionDigits: 1,
      minimumFractionDigits: 0,
    });
    return { divisor: unitsOf(currency), most: null, isWhole: false, say: (value) => format.format(value) };
  }
  if (kind === 'duration') {
    const [unit, size] = lengths.find(([, length]) => most >= 2 * length) ?? lengths[3];
    return {
      divisor: size,
      most: null,
      isWhole: false,
      say: (value) => `${value.toLocaleString(undefined, { maximumFractionDigits: 1 })} ${unit}`,
    };
  }
  return {
    divisor: 1,
    most: null,
    isWhole: true,
    say: (value) => value.toLocaleString(undefined, { notation: 'compact', maximumFractionDigits: 1 }),
  };
}

const inUtc = (text: string) => Date.parse(`${text.length === 7 ? `${text}-01` : text}T00:00:00Z`);

/** `2026-03` → `Mar 2026`; short: `Mar 26`. */
export function sayMonth(month: string, length: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(undefined, { month: 'short', year: length === 'long' ? 'numeric' : '2-digit', timeZone: 'UTC' }).format(
    inUtc(month),
  );
}

/** `2026-04` → `Q2 2026`. */
export function sayQuarter(month: string): string {
  return `Q${Math.ceil(Number(month.slice(5, 7)) / 3)} ${month.slice(0, 4)}`;
}

/** `2026-03-01` → `1 Mar 2026`; short: `1 Mar`. */
export function sayPlainDay(day: string, length: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(length === 'long' ? { year: 'numeric' } : {}),
  }).format(inUtc(day));
}

export function sayPeriod({ from, to }: { readonly from: string; readonly to: string }): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(
    inUtc(from),
    inUtc(to),
  );
}
