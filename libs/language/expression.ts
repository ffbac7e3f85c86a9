// A compiled CEL expression: closures over a scope, three-valued, and able to say what it saw.

import type { Place } from './place.js';
import type { Scope } from './scope.js';
import type { Truth, Type, Value } from './value.js';

/** One name an expression read, and what it held then; `undefined` is unknown. */
export interface SeenValue {
  readonly name: string;
  readonly value: Value | undefined;
}

/** One part of a condition, as it is written, with its truth and the values it saw. The whole condition is the first part. */
export interface TracePart {
  readonly source: string;
  readonly result: Truth;
  readonly saw: readonly SeenValue[];
}

export interface Trace {
  readonly source: string;
  readonly place: Place;
  readonly result: Truth;
  readonly parts: readonly TracePart[];
}

export interface Expression {
  readonly source: string;
  readonly place: Place;
  readonly type: Type;
  /** Dotted names it reads, `account.employees`: for lint, for indexes, and to know when time alone changes it (`now`). */
  readonly reads: readonly string[];
  /** The next instant after `scope.now` at which time alone may change it, Infinity: never again; absent: time changes nothing. */
  readonly changesAt?: (scope: Scope) => number;
  /** `undefined` is unknown. Never throws: what cannot be computed (two currencies, a wrong type at run time) is unknown. */
  evaluate(scope: Scope): Value | undefined;
}

export interface Condition {
  readonly source: string;
  readonly place: Place;
  readonly reads: readonly string[];
  /** As of an expression. */
  readonly changesAt?: (scope: Scope) => number;
  /** With the facts of now: the last instant at which time alone ended it; undefined: it has not ended so. */
  readonly endedAt?: (scope: Scope) => number | undefined;
  /** Unknown counts as not met; the caller compares with `true`. */
  holds(scope: Scope): Truth;
  /** The same decision with what it saw; slower, asked only when a decision is journalled. */
  trace(scope: Scope): Trace;
}
