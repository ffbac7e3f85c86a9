// JSON from outside: bounded in depth before it is parsed, so that nothing later that recurses can be driven out of its stack.

import { parseJson } from '#libs/language/json.js';

export type JsonObject = Record<string, unknown>;

const deepest = 100;

/**
 * @returns the object, or why it is not one: never throws
 */
export function readJsonObject(text: string): { readonly object: JsonObject } | { readonly problem: string } {
  if (isDeeperThan(text, deepest)) return { problem: `JSON nested deeper than ${deepest}` };
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { problem: 'not JSON' };
  }
  return isObject(value) ? { object: value } : { problem: 'not a JSON object' };
}

/** A plain object; a number kept as its digits and a list are none. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The object of that name, or an empty one: for reading on without a question at every level. */
export function objectAt(parent: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return isObject(value) ? value : {};
}

/** The text of that name; undefined when it is missing, empty or something else. */
export function textAt(parent: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Counts brackets outside of strings. Short texts cannot be deep and are not looked at. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at + 1);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
