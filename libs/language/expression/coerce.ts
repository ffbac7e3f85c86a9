// A value whose type is only known at run time, read as the type that its neighbour has.

import type { Type } from '../value.js';
import type { Compiled, Get } from './compiled.js';
import { readerOf } from './read-value.js';

/** `event.anything >= 200` reads `event.anything` as a number. */
export function readAs(compiled: Compiled, type: Type): Get {
  if (compiled.type !== 'any' || type === 'any') return compiled.get;
  const { get } = compiled;
  const read = readerOf(type);
  return (scope) => read(get(scope));
}
