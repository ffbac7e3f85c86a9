// One text for one value, whatever the order of its members: ties between two values of one instant are settled by it.

import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';

export function canonicalJson(value: Value): string {
  if (value === null || typeof value !== 'object') return stringifyJson(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(canonicalJson).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A number kept as its digits.
  if (prototype !== Object.prototype && prototype !== null) return stringifyJson(value);
  const members = Object.entries(value as { readonly [name: string]: Value });
  return `{${members
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
    .join(',')}}`;
}

export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === other) return true;
  if (one == null || other == null || typeof one !== 'object' || typeof other !== 'object') return false;
  return canonicalJson(one) === canonicalJson(other);
}
