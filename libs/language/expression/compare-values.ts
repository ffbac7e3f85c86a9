// Comparison in three values. Values of different types, two currencies and nulls are not comparable: unknown.

import type { Value } from '../value.js';
import { isMoney, isRecord, toNumber } from './read-value.js';

/** Deeper values are not compared. */
const deepest = 50;

/** Negative, 0 or positive; undefined: unknown. */
export function order(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const left = toNumber(a);
  const right = toNumber(b);
  if (left !== undefined && right !== undefined) return left - right;
  if (!isMoney(a) || !isMoney(b) || a.currency.toLowerCase() !== b.currency.toLowerCase()) return undefined;
  return toNumber(a.amount)! - toNumber(b.amount)!;
}

export function equals(a: unknown, b: unknown, depth = 0): boolean | undefined {
  if (a == null || b == null || depth > deepest) return undefined;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  if (typeof a !== 'object' || typeof b !== 'object' || toNumber(a) !== undefined || isMoney(a) || isMoney(b)) {
    const ordered = order(a, b);
    return ordered === undefined ? undefined : ordered === 0;
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && every(a, (item, index) => equals(item, (b as unknown[])[index], depth + 1));
  if (!isRecord(a) || !isRecord(b)) return undefined;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length || !names.every((name) => Object.hasOwn(b, name))) return false;
  return every(names, (name) => equals(a[name], b[name], depth + 1));
}

/** One that is equal suffices; else one that is unknown leaves it unknown. */
export function isAmong(value: unknown, items: readonly unknown[]): boolean | undefined {
  let result: boolean | undefined = false;
  for (const item of items) {
    const same = equals(value, item);
    if (same === true) return true;
    if (same === undefined) result = undefined;
  }
  return result;
}

/** A list's item or a map's name. */
export function isIn(value: Value | undefined, container: unknown): boolean | undefined {
  if (value === undefined || container == null) return undefined;
  if (Array.isArray(container)) return isAmong(value, container);
  return isRecord(container) && typeof value === 'string' ? Object.hasOwn(container, value) : undefined;
}

function every<Item>(items: readonly Item[], test: (item: Item, index: number) => boolean | undefined): boolean | undefined {
  let result: boolean | undefined = true;
  for (let index = 0; index < items.length; index += 1) {
    const holds = test(items[index] as Item, index);
    if (holds === false) return false;
    if (holds === undefined) result = undefined;
  }
  return result;
}
