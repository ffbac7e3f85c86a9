// What a subject remembers so that its traits follow the event's own time, however the events arrive.
// Kept in one jsonb column beside the plain values; short keys because there are many rows.

import type { RollupTake } from '#libs/language/trait-definition.js';
import type { Value } from '#libs/language/value.js';

export interface TraitMemory {
  /** Raw traits: when the value was said (epoch ms) and by which source. */
  readonly said: Record<string, readonly [at: number, source: string]>;
  /** Members that are always there (`email`, `name`, `domain` …): when the value was said, and the value as a key. */
  readonly own?: Record<string, readonly [at: number, value: string]>;
  /** Computed traits by name. A person keeps under `account.NAME` what it adds to its account's, so that it can bring it along. */
  readonly computed: Record<string, ComputedMemory>;
  /** What a person adds to its account's rollups, by their names. */
  parts?: Record<string, RollupPart>;
  /** Lines of scores that fade (`fit:3`): 0 while the condition holds, else when it was found to hold no more. */
  held?: Record<string, number>;
  /** When time alone may change something next, as the row of `trait_due` has it. */
  due?: number;
}

/** count: how many; latest/first: the value's own time; unique: the values seen, sorted. */
export type ComputedMemory =
  | { readonly kind: 'count'; readonly n: number }
  | { readonly kind: 'latest' | 'first'; readonly at: number; readonly value: Value }
  | { readonly kind: 'unique'; readonly values: readonly Scalar[] }
  | WindowMemory
  | { readonly kind: 'sum'; readonly n: number; readonly sums: Readonly<Record<string, number>> }
  | { readonly kind: 'best'; readonly isLeast: boolean; readonly best: readonly Ranked[] };

/** What a window of time holds; see window.ts. */
export type WindowMemory =
  | { readonly kind: 'count_within'; readonly within: number; readonly bins: readonly (readonly [latestAt: number, n: number])[] }
  | { readonly kind: 'first_within'; readonly within: number; readonly bins: readonly (readonly [earliestAt: number, value: Value])[] }
  | { readonly kind: 'latest_within'; readonly within: number; readonly at: number; readonly value: Value }
  | { readonly kind: 'unique_within'; readonly within: number; readonly seen: readonly (readonly [value: Scalar, latestAt: number])[] };

export type Scalar = string | number | boolean;

/** `rank` orders the parts for earliest, latest, min and max. */
export type RollupPart = readonly [take: RollupTake, rank: number, value: Value];
export type Ranked = readonly [personId: string, rank: number, value: Value];

export function emptyMemory(): TraitMemory {
  return { said: {}, computed: {} };
}
