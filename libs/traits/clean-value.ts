// What Postgres cannot keep in jsonb is made keepable before it gets there: NUL and lone surrogates become U+FFFD, in names
// and in texts. The event itself keeps the bytes that came.

import { ExactNumber } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import { setOwn } from './own-property.js';

export const deepest = 50;

// With the `u` flag only lone surrogates match.
const unkeepable = /[\0\p{Surrogate}]/u;
const everyUnkeepable = new RegExp(unkeepable, 'gu');

/** @returns undefined when it is nested deeper than 50 */
export function cleanValue(value: Value, depth = 0): Value | undefined {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value !== 'object') return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  if ((value as unknown) instanceof ExactNumber) return cleanNumber(value as unknown as ExactNumber);
  if (depth >= deepest) return undefined;
  if (Array.isArray(value)) {
    const items: Value[] = [];
    for (const item of value as readonly Value[]) {
      const clean = cleanValue(item, depth + 1);
      if (clean === undefined) return undefined;
      items.push(clean);
    }
    return items;
  }
  const members: Record<string, Value> = {};
  for (const [name, member] of Object.entries(value as { readonly [name: string]: Value })) {
    const clean = cleanValue(member, depth + 1);
    if (clean === undefined) return undefined;
    setOwn(members, cleanText(name), clean);
  }
  return members;
}

export function cleanText(text: string): string {
  return unkeepable.test(text) ? text.replace(everyUnkeepable, '\uFFFD') : text;
}

/** Postgres' numeric ends at about 10^131071: what could be beyond is kept as text. */
function cleanNumber(number: ExactNumber): Value {
  const exponent = /[eE]([+-]?\d+)$/.exec(number.value)?.[1];
  if (number.value.length > 1000 || Math.abs(Number(exponent ?? 0)) > 1000) return number.value;
  return number as unknown as Value;
}
