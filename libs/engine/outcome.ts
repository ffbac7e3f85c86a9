// The five ways in which a step can answer, and the two kinds of effect. Their number is the architecture: no sixth, no third.

import type { Value } from '#libs/language/value.js';
import type { Trace } from '#libs/language/expression.js';

export type Outcome =
  | { readonly kind: 'go'; readonly port: string }
  /** Nothing to do before `until` (epoch ms); then on through `port`. */
  | { readonly kind: 'sleep'; readonly until: number; readonly port: string }
  /** Waits for a fact; on through the port whose match it meets, or through `otherwise` at `until` (null: no limit). */
  | { readonly kind: 'listen'; readonly for: readonly Match[]; readonly until: number | null; readonly otherwise: string }
  | { readonly kind: 'finish'; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

/** One fact a run listens for. The step's own condition, if any, is asked again by `decide` when the fact has come. */
export interface Match {
  /** Canonical event name. */
  readonly event: string;
  readonly port: string;
  /** Only the answer of this delivery. */
  readonly delivery?: string;
}

/** A change of our own tables, made in the same transaction as the run's move. */
export type Write =
  | { readonly kind: 'set'; readonly of: 'person' | 'account' | 'deal'; readonly field: string; readonly value: Value }
  | { readonly kind: 'assign_owner'; readonly routing: string; readonly pick: Pick }
  | { readonly kind: 'create_deal'; readonly pipeline: string; readonly stage: string; readonly name: string | null }
  | { readonly kind: 'move_deal'; readonly pipeline: string; readonly stage: string }
  | {
      readonly kind: 'task';
      readonly title: string;
      readonly note: string | null;
      readonly rep: string | null;
      readonly dueAt: number | null;
    }
  /** Another workflow for the same subject, by that one's own rules. */
  | { readonly kind: 'start'; readonly workflow: string };

/** Who was picked, why, and what the ledger is to note. `pool` null: no turn was taken. */
export interface Pick {
  readonly rep: string | null;
  readonly pool: string | null;
  readonly reason: 'turn' | 'keeps_owner' | 'known_account' | 'fallback' | 'named' | 'nobody';
  /** Every rep that was looked at and what spoke for or against: "why me, why not me". */
  readonly considered: readonly { readonly rep: string; readonly level: number; readonly load?: number; readonly skipped?: string }[];
}

/** One act towards the outside: a row of the outbox. Its key is `run:step:visit:n`, given by advance. */
export interface DeliveryRequest {
  /** `email.send`, `slack.post_message`: connector and action. */
  readonly action: string;
  readonly to: string;
  /** What the action needs, as data; templates are named, never inlined. */
  readonly payload: { readonly [name: string]: Value };
  /** Not before (epoch ms); null: at once. */
  readonly notBefore: number | null;
}

export type Effect =
  | { readonly kind: 'write'; readonly write: Write }
  | { readonly kind: 'delivery'; readonly key: string; readonly request: DeliveryRequest };

/** What a step hands back: one outcome, its effects in order, and the conditions it asked (for the journal). */
export interface Decision {
  readonly outcome: Outcome;
  readonly writes?: readonly Write[];
  readonly deliveries?: readonly DeliveryRequest[];
  readonly traces?: readonly Trace[];
  /** What a reader of the journal should know beside the outcome: `ana has no address`. */
  readonly note?: string;
}
