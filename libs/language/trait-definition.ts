// Computed traits and scores as compiled: facts about a subject that follow from its events, from its people and from time.

import type { Condition, Expression } from './expression.js';
import type { Place } from './place.js';
import type { Type } from './value.js';

export interface TraitDefinition {
  readonly of: 'person' | 'account';
  readonly name: string;
  readonly type: Type;
  readonly rule: TraitRule;
  readonly place: Place;
}

export type TraitRule = FoldRule | RollupRule | { readonly kind: 'formula'; readonly value: Expression } | AudienceRule;

/** `events` are canonical names. An `if` narrows which events count; `within` (ms) which of them count still. */
export type FoldRule =
  | (Fold & {
      readonly kind: 'count';
      /** The trait is the first level whose `from` the count reaches; the highest comes first. */
      readonly levels?: readonly Level[];
    })
  | (Fold & { readonly kind: 'latest' | 'first' | 'unique'; readonly value: Expression });

interface Fold {
  readonly events: readonly string[];
  readonly if?: Condition;
  readonly within?: number;
}

export interface Level {
  readonly level: string;
  readonly from: number;
}

/** An account's, from its people: those that the `if` is met for. */
export interface RollupRule {
  readonly kind: 'rollup';
  readonly take: RollupTake;
  /** What of each person is taken; absent: only how many. */
  readonly value?: Expression;
  /** `earliest` and `latest` go by the time of this trait, or by the value itself, which is an instant. */
  readonly by?: { readonly kind: 'trait'; readonly name: string } | { readonly kind: 'value' };
  readonly if?: Condition;
}

export const rollupTakes = ['count', 'sum', 'min', 'max', 'earliest', 'latest'] as const;
export type RollupTake = (typeof rollupTakes)[number];

/** An audience is a fact about each of its members: a trait that is true, named as `audienceTrait` says. */
export interface AudienceRule {
  readonly kind: 'audience';
  readonly if: Condition;
}

/** Who is in it is kept beside the deals: deals have no computed traits. */
export interface DealAudience {
  readonly of: 'deal';
  /** As `audienceTrait` says. */
  readonly name: string;
  readonly rule: AudienceRule;
  readonly place: Place;
}

/** No other trait's name has a colon, and nobody outside can say one that is computed. */
export function audienceTrait(name: string): string {
  return `audience:${name}`;
}

export interface ScoreDefinition {
  readonly name: string;
  readonly of: 'person' | 'account';
  readonly points: readonly ScoreLine[];
  /** Dotted names that must be known, else the score is held as incomplete. */
  readonly requires: readonly string[];
  readonly tiers: readonly { readonly tier: string; readonly if?: Condition; readonly place: Place }[];
  readonly place: Place;
}

export interface ScoreLine {
  readonly give: number;
  readonly if?: Condition;
  /** `give` for each, at most `upTo` times. */
  readonly each?: Expression;
  readonly upTo?: number;
  /** From the moment its condition ended the points go down to nothing over this time (ms). */
  readonly fadesOver?: number;
  readonly because?: string;
  readonly place: Place;
}
