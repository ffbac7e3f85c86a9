// `--set data.object.amount_paid=5000`: one value of a document put in its place.

import type { Value } from '#libs/language/value.js';

type Json = { readonly [name: string]: Value };

export class BadPath extends Error {}

/**
 * @param assignment `path=value`; a value that is JSON is that, else a text
 * @returns the changed document, and whether the path was there before
 * @throws BadPath with what is wrong
 */
export function setAt(document: Json, assignment: string): { readonly document: Json; readonly isNew: boolean } {
  const cut = assignment.indexOf('=');
  const path = assignment.slice(0, cut).split('.');
  if (cut < 1 || path.includes('')) throw new BadPath(`--set takes path=value, as data.object.amount_paid=5000, not “${assignment}”`);
  if (path.some((part) => part === '__proto__')) throw new BadPath('--set has no path through __proto__');
  const changed = put(document, path, read(assignment.slice(cut + 1)));
  return { document: changed.value as Json, isNew: changed.isNew };
}

function put(
  parent: Value | undefined,
  [name, ...rest]: readonly string[],
  value: Value,
): { readonly value: Value; readonly isNew: boolean } {
  if (name === undefined) return { value, isNew: parent === undefined };
  if (Array.isArray(parent)) {
    const list = parent as readonly Value[];
    if (!/^\d+$/.test(name) || Number(name) > list.length) throw new BadPath(`--set: there is no ${name} in a list of ${list.length}`);
    const { value: item, isNew } = put(list[Number(name)], rest, value);
    return { value: [...list.slice(0, Number(name)), item, ...list.slice(Number(name) + 1)], isNew };
  }
  const fields = typeof parent === 'object' && parent !== null ? (parent as Json) : {};
  const { value: field, isNew } = put(Object.hasOwn(fields, name) ? fields[name] : undefined, rest, value);
  return { value: { ...fields, [name]: field }, isNew };
}

function read(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}
