// The functions of the language, a table: what each takes, gives and does. Arguments are known and of their type when called.

import { parseDuration } from '../duration.js';
import { domainOf, isFreeMail } from '../free-mail.js';
import type { Type, Value } from '../value.js';
import { readInstant } from './instant.js';
import { isRecord } from './read-value.js';

export interface FunctionDefinition {
  /** Alternatives by position; `any` takes everything. */
  readonly takes: readonly (readonly Type[])[];
  readonly gives: Type;
  /** How it is written. */
  readonly example: string;
  /** Its value changes as time passes. */
  readonly readsNow?: boolean;
  /** Also written behind its first argument: `s.startsWith("x")`. */
  readonly isMethod?: 'only' | 'also';
  call(first: Value, second: Value | undefined, now: number): Value | undefined;
}

const text: readonly Type[] = ['string'];
const count: readonly Type[] = ['number'];

export const functions: Readonly<Record<string, FunctionDefinition>> = {
  days: { takes: [count], gives: 'duration', example: 'days(7)', call: (n) => finite((n as number) * 86_400_000) },
  hours: { takes: [count], gives: 'duration', example: 'hours(12)', call: (n) => finite((n as number) * 3_600_000) },
  minutes: { takes: [count], gives: 'duration', example: 'minutes(30)', call: (n) => finite((n as number) * 60_000) },
  since: {
    takes: [['timestamp']],
    gives: 'duration',
    example: 'since(account.last_seen_at) < days(7)',
    readsNow: true,
    call: (at, _, now) => finite(now - (at as number)),
  },
  lower: { takes: [text], gives: 'string', example: 'lower(person.email)', call: (s) => (s as string).toLowerCase() },
  domain: { takes: [text], gives: 'string', example: 'domain(person.email)', call: (s) => domainOf(s as string) },
  is_free_mail: { takes: [text], gives: 'boolean', example: 'is_free_mail(person.email)', call: (s) => isFreeAddress(s as string) },
  size: {
    takes: [['string', { list: 'any' }, { fields: {} }]],
    gives: 'integer',
    example: 'size(account.tags) > 0',
    isMethod: 'also',
    call: sizeOf,
  },
  timestamp: {
    takes: [['string', 'timestamp']],
    gives: 'timestamp',
    example: 'timestamp("2026-01-31T09:00:00Z")',
    call: (at) => (typeof at === 'string' ? readInstant(at) : at),
  },
  duration: {
    takes: [['string', 'duration']],
    gives: 'duration',
    example: 'duration("1h30m")',
    call: (s) => (typeof s === 'string' ? parseDuration(s) : s),
  },
  startsWith: {
    takes: [text, text],
    gives: 'boolean',
    example: 'event.path.startsWith("/docs")',
    isMethod: 'only',
    call: (s, t) => (s as string).startsWith(t as string),
  },
  endsWith: {
    takes: [text, text],
    gives: 'boolean',
    example: 'event.path.endsWith("/pricing")',
    isMethod: 'only',
    call: (s, t) => (s as string).endsWith(t as string),
  },
  contains: {
    takes: [text, text],
    gives: 'boolean',
    example: 'event.path.contains("pricing")',
    isMethod: 'only',
    call: (s, t) => (s as string).includes(t as string),
  },
};

/** Of CEL or of other languages, and not of this one: why, and what to write. */
export const missingFunctions: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  matches: ['patterns are not part of the language: one can take for ever', 'use startsWith("…"), endsWith("…") or contains("…")'],
  ...Object.fromEntries(
    ['all', 'exists', 'exists_one', 'map', 'filter'].map((name) => [
      name,
      ['there are no loops in the language', '"x" in list asks for one item, size(list) counts them'],
    ]),
  ),
  bind: ['there are no variables in the language', 'compute it as a trait with a formula'],
  int: ['numbers compare across integers and doubles', 'leave it out'],
  double: ['numbers compare across integers and doubles', 'leave it out'],
  lowerAscii: ['this is written otherwise here', 'lower(s)'],
  exists_any: ['there are no loops in the language', '"x" in list'],
  empty: ['this is written otherwise here', '!has(person.name), or person.name == ""'],
  weeks: ['a week is seven days', 'days(7)'],
};

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

function isFreeAddress(address: string): boolean | undefined {
  const domain = domainOf(address);
  return domain === undefined ? undefined : isFreeMail(domain);
}

/** Characters as people count them, not UTF-16 units. */
function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string') return Array.from(value).length;
  return Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : undefined;
}
