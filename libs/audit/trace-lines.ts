// A condition in a terminal: every part of it with its truth and the values it saw.

import type { SeenValue, Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import { plainText, plainValue } from './plain-text.js';

/** A condition of one part is one line; one of several is told whole, then part by part. */
export function traceLines({ source, result, parts }: Trace): readonly string[] {
  const [whole, ...rest] = parts;
  if (rest.length === 0) return [`${plainText(source)} is ${result}${seen(whole?.saw ?? [])}`];
  return [`${plainText(source)} is ${result}`, ...rest.map((part) => `  ${plainText(part.source)} is ${part.result}${seen(part.saw)}`)];
}

/** ` (account.employees 1200)`; '' when nothing was read. JSON keeps what was unknown as null, or not at all. */
export function seen(saw: readonly SeenValue[]): string {
  if (saw.length === 0) return '';
  const told = saw.map(({ name, value }) => `${plainText(name)} ${plainValue((value ?? undefined) as Value | undefined, name)}`);
  return ` (${told.join(', ')})`;
}
