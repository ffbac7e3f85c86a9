// What a condition can see, handed in by whoever asks. Nothing is looked up while a condition is evaluated.

import type { Value } from './value.js';

/** `own` holds the members that are always there (`person.email`), `traits` the declared ones (`person.role`). */
export interface Facts {
  readonly own: Readonly<Record<string, Value | undefined>>;
  readonly traits: Readonly<Record<string, Value | undefined>>;
}

export interface Scope {
  readonly now: number;
  /** `event.plan` reads `traits`, `event.meta.name|at|received_at|source|id` reads `own`. */
  readonly event?: Facts | undefined;
  readonly person?: Facts | undefined;
  readonly account?: Facts | undefined;
  readonly deal?: Facts | undefined;
  /** id, name, email, calendar_url, team of the deal's owner, else of the account's. */
  readonly owner?: Facts | undefined;
  /** id, workflow, started_at. */
  readonly run?: Facts | undefined;
  /** name, currency, time_zone, public_url. */
  readonly workspace?: Facts | undefined;
  /** Only in a tier's condition. */
  readonly score?: number | undefined;
  /** Only in the `map` of a provider: what it has answered. */
  readonly answer?: Facts | undefined;
}

/**
 * A scope with all its names, known or not. Conditions read scopes of one shape faster, and a name that a spread only adds later
 * (`{ ...scope, event }`) gives every single object a shape of its own in V8 11 (Node 20).
 */
export function makeScope(now: number, known: Omit<Scope, 'now'>): Scope {
  const { event, person, account, deal, owner, run, workspace, score, answer } = known;
  return { now, event, person, account, deal, owner, run, workspace, score, answer };
}

export type ScopeName = 'event' | 'person' | 'account' | 'deal' | 'owner' | 'run' | 'workspace' | 'score' | 'answer';
