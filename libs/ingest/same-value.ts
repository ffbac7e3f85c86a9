// Two values that read the same.

import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';

export function isSame(one: Value, other: Value): boolean {
  return one === other || stringifyJson(one) === stringifyJson(other);
}
