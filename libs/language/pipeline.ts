// Pipelines as compiled: stages, and the facts that move a deal.

import type { Condition, Expression } from './expression.js';
import type { Place } from './place.js';

export interface Pipeline {
  readonly name: string;
  readonly of: 'account';
  /** How a fact finds its deal, in this order. */
  readonly match: readonly string[];
  readonly stages: readonly Stage[];
  readonly neverBack: boolean;
  /** How long a rep's own edit wins, in ms. */
  readonly repEditsHold: number;
  readonly place: Place;
}

export interface Stage {
  readonly name: string;
  /** Position in the file; a higher one is further. */
  readonly rank: number;
  /** `won` and `lost` close a deal. */
  readonly closes?: 'won' | 'lost';
  /** 0 to 1: how many of the deals here are won in the end; a sum is weighed by it. */
  readonly likely?: number;
  /** Canonical names of the events that move a deal here. */
  readonly when: readonly string[];
  readonly if?: Condition;
  /** A deal comes here when there was no fact about it for so long (ms). */
  readonly idle?: number;
  /** Field of the deal → value; `amount` wants money, `closed_at` a timestamp. */
  readonly set: ReadonlyMap<string, Expression>;
  readonly backTo?: string;
  readonly backWhen: readonly string[];
  readonly place: Place;
}
