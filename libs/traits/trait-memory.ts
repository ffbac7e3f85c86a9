// What a subject remembers so that its traits follow the event's own time, however the events arrive.
// Kept in one jsonb column beside the plain values; short keys because there are many rows.

import type { Value } from '#libs/language/value.js';

export interface TraitMemory {
  /** Raw traits: when the value was said (epoch ms) and by which source. */
  readonly said: Record<string, readonly [at: number, source: string]>;
  /** Members that are always there (`email`, `name`, `domain` …): when the value was said, and the value as a key. */
  readonly own?: Record<string, readonly [at: number, value: string]>;
  /** Computed traits by name. A person keeps under `account.NAME` what it adds to its account's, so that it can bring it along. */
  readonly computed: Record<string, ComputedMemory>;
}

/** count: how many; latest/first: the value's own time; unique: the values seen, sorted. */
export type ComputedMemory =
  | { readonly kind: 'count'; readonly n: number }
  | { readonly kind: 'latest' | 'first'; readonly at: number; readonly value: Value }
  | { readonly kind: 'unique'; readonly values: readonly (string | number | boolean)[] };

export function emptyMemory(): TraitMemory {
  return { said: {}, computed: {} };
}
