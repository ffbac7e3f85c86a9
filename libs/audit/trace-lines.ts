// A condition in a terminal: its truth and the values it saw. The truth of each part is in the answer's `traces`.

import type { SeenValue, Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import { plainText, plainValue } from './plain-text.js';

/** One line: the condition as it is written, its truth, and each value it saw, once. */
export function traceLine({ source, result, parts }: Trace): string {
  const saw = new Map(parts.flatMap((part) => part.saw.map((one) => [one.name, one] as const)));
  return `${plainText(source)} is ${result}${seen([...saw.values()])}`;
}

/** ` (account.employees 1200)`; '' when nothing was read. JSON keeps what was unknown as null, or not at all. */
export function seen(saw: readonly SeenValue[]): string {
  if (saw.length === 0) return '';
  const told = saw.map(({ name, value }) => `${plainText(name)} ${plainValue((value ?? undefined) as Value | undefined, name)}`);
  return ` (${told.join(', ')})`;
}
