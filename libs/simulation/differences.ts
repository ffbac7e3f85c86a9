// What an `expect` says against what is: only what it names is compared, a list with all its items.

import type { Value } from '#libs/language/value.js';
import { sameValue } from '#libs/traits/canonical-json.js';

export interface Difference {
  /** `deal.stage`, `emails`. */
  readonly path: string;
  readonly expected: Value;
  /** Undefined: there is nothing of that name. */
  readonly actual: Value | undefined;
}

export function differences(expected: Readonly<Record<string, Value>>, actual: Readonly<Record<string, Value>>, path = ''): Difference[] {
  const found: Difference[] = [];
  for (const [name, wanted] of Object.entries(expected)) {
    const there = Object.hasOwn(actual, name) ? actual[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    if (isMap(wanted) && isMap(there)) found.push(...differences(wanted, there, at));
    else if (Array.isArray(wanted) && Array.isArray(there)) found.push(...ofLists(wanted, there, at));
    else if (!sameValue(wanted, there ?? null)) found.push({ path: at, expected: wanted, actual: there });
  }
  return found;
}

function ofLists(wanted: readonly Value[], there: readonly Value[], path: string): Difference[] {
  if (wanted.length !== there.length) return [{ path, expected: wanted, actual: there }];
  const found: Difference[] = [];
  for (const [place, item] of wanted.entries()) {
    const other = there[place] ?? null;
    if (isMap(item) && isMap(other)) found.push(...differences(item, other, `${path}[${place}]`));
    // The whole list is told, once.
    else if (!sameValue(item, other)) return [{ path, expected: wanted, actual: there }];
  }
  return found;
}

function isMap(value: Value | undefined): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
