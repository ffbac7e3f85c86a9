// Computed traits and scores as compiled: facts about a subject that follow from its events.

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

/** `events` are canonical names. An `if` narrows which events count. */
export type TraitRule =
  | { readonly kind: 'count'; readonly events: readonly string[]; readonly if?: Condition }
  | {
      readonly kind: 'latest' | 'first' | 'unique';
      readonly value: Expression;
      readonly events: readonly string[];
      readonly if?: Condition;
    }
  | { readonly kind: 'formula'; readonly value: Expression };

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
  readonly because?: string;
  readonly place: Place;
}
