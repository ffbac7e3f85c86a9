// A row of the outbox, before it is written and as a batch of deliveries sees it. The batch that decides an act makes its row
// in the same commit; the deliver loop performs it.

import type { Value } from '#libs/language/value.js';

/** Ids are decimal digits, times epoch ms. */
export interface NewDelivery {
  /** The run's subject, whose timeline it stands on. */
  readonly subjectId: string;
  readonly id: string;
  /** `run:step:visit:n`: one act, however often it is tried. */
  readonly key: string;
  /** `email.send`, `notify.rep`, `slack.post_message`. */
  readonly action: string;
  readonly recipient: string;
  readonly payload: { readonly [name: string]: Value };
  readonly runId: string | null;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly workflow: string | null;
  /** Of the chain of causes: the run's own. */
  readonly depth: number;
  /** Not before. */
  readonly dueAt: number;
}

/** `waiting → sending → done | failed | unknown | canceled`; a retry is `waiting` again. */
export type DeliveryState = 'waiting' | 'sending' | 'done' | 'failed' | 'unknown' | 'canceled';

/** A row that was claimed. */
export interface ClaimedDelivery extends Omit<NewDelivery, 'dueAt'> {
  readonly createdAt: number;
  /** `sending`: whoever had it did not come back in time. */
  readonly state: 'waiting' | 'sending';
  /** How often it was begun before. */
  readonly attempts: number;
}

/** A row of which nobody knows whether it arrived: a person decides. */
export interface HeldDelivery extends Omit<ClaimedDelivery, 'state'> {
  readonly state: 'unknown';
}

/** What a row becomes. */
export interface Mark {
  readonly delivery: ClaimedDelivery | HeldDelivery;
  readonly state: DeliveryState;
  /** When to look at it again; null: never by itself. */
  readonly dueAt: number | null;
  readonly attempts: number;
  readonly answer: { readonly [name: string]: Value } | null;
  readonly error: string | null;
  readonly endedAt: number | null;
}
