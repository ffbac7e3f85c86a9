// What came from outside, read as the type that was planned: anything else is unknown, never an exception and never a guess.

import { ExactNumber } from '../json.js';
import type { Money, Type, Value } from '../value.js';
import { readInstant } from './instant.js';
import { kindOf } from './type-name.js';

export type Reader = (raw: unknown) => Value | undefined;

/** Numbers keep all their digits here; timestamps become epoch ms, also from ISO 8601 texts. */
export function readerOf(type: Type): Reader {
  return readers[kindOf(type)];
}

const readers: Readonly<Record<ReturnType<typeof kindOf>, Reader>> = {
  any: (raw) => (raw === null ? undefined : (raw as Value | undefined)),
  string: (raw) => (typeof raw === 'string' ? raw : undefined),
  boolean: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  number: readNumber,
  duration: readNumber,
  timestamp: (raw) => (typeof raw === 'string' ? readInstant(raw) : toNumber(raw)),
  money: readMoney,
  list: (raw) => (Array.isArray(raw) ? (raw as Value[]) : undefined),
  map: (raw) => (isRecord(raw) ? raw : undefined),
};

function readNumber(raw: unknown): Value | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  return raw instanceof ExactNumber ? (raw as unknown as Value) : undefined;
}

/** Two members and no more, the currency in lower case. */
function readMoney(raw: unknown): Value | undefined {
  if (!isMoney(raw)) return undefined;
  const currency = raw.currency.toLowerCase();
  return currency === raw.currency && Object.keys(raw).length === 2 ? (raw as unknown as Value) : { amount: raw.amount, currency };
}

/** The nearest double; undefined for what is no number. */
export function toNumber(raw: unknown): number | undefined {
  const number = typeof raw === 'number' ? raw : raw instanceof ExactNumber ? Number(raw.value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

export function isRecord(raw: unknown): raw is { readonly [name: string]: Value } {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof ExactNumber);
}

/** Whole minor units of a currency. */
export function isMoney(raw: unknown): raw is Money {
  return isRecord(raw) && Number.isInteger(toNumber(readOwn(raw, 'amount'))) && typeof readOwn(raw, 'currency') === 'string';
}

/** The own member of a map: `constructor` and `__proto__` are names like any other. */
export function readOwn(raw: unknown, name: string): unknown {
  return isRecord(raw) && Object.hasOwn(raw, name) ? raw[name] : undefined;
}
