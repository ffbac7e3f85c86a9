// Types in words and in kinds: an integer and a number are one kind, every list is a list.

import type { Type } from '../value.js';

export type Kind = 'string' | 'number' | 'boolean' | 'timestamp' | 'duration' | 'money' | 'any' | 'list' | 'map';

export function kindOf(type: Type): Kind {
  if (typeof type !== 'string') return 'list' in type ? 'list' : 'map';
  return type === 'integer' ? 'number' : type;
}

/** With its article: `an integer`. */
export function describeType(type: Type): string {
  const kind = kindOf(type);
  if (kind === 'money') return 'money';
  if (kind === 'any') return 'a value of any type';
  return type === 'integer' ? 'an integer' : `a ${kind}`;
}

/** As the tracking plan writes it. */
export function nameType(type: Type): string {
  return typeof type === 'string' ? type : kindOf(type);
}

/** What a value is that may be of either type. */
export function joinTypes(a: Type, b: Type): Type {
  if (a === b) return a;
  if (kindOf(a) === 'number' && kindOf(b) === 'number') return 'number';
  return JSON.stringify(a) === JSON.stringify(b) ? a : 'any';
}
