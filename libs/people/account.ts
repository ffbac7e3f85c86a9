// A company as the pure core holds it; merged like a person, by folds that do not depend on the order of arrival.

import type { TraitMemory } from '#libs/traits/trait-memory.js';
import type { Value } from '#libs/language/value.js';

export interface Account {
  readonly id: string;
  name: string | null;
  domain: string | null;
  /** Key of a rep. */
  owner: string | null;
  tier: string | null;
  /** How many people belong to it. */
  people: number;
  /** The person who made it known: the earliest by event time. */
  contactId: string | null;
  contactAt: number | null;
  traits: Record<string, Value>;
  memory: TraitMemory;
  firstSeenAt: number;
  lastSeenAt: number;
  mergedInto: string | null;
}

export type AccountKeyKind = 'group_id' | 'stripe_customer' | 'domain';

export interface AccountKey {
  readonly kind: AccountKeyKind;
  readonly value: string;
  accountId: string;
}
