// A person as the pure core holds it. Every field is a fold that does not depend on the order of arrival, so two people
// can be merged at any time with the result that one person would have had from the start.

import type { TraitMemory } from '#libs/traits/trait-memory.js';
import type { Value } from '#libs/language/value.js';

export interface Person {
  readonly id: string;
  userId: string | null;
  /** Latest known address, lower case. All addresses ever seen stay keys of the person. */
  email: string | null;
  name: string | null;
  timeZone: string | null;
  accountId: string | null;
  /** How strong the account link is and when it was said: a group call beats a domain, the later of two group calls wins. */
  accountLink: AccountLink | null;
  /** Raw and computed traits, plain values, as conditions and SQL see them. */
  traits: Record<string, Value>;
  /** What the folds remember: times of raw traits, states of computed ones. */
  memory: TraitMemory;
  firstSeenAt: number;
  lastSeenAt: number;
  /** Set when this one went up in another; its id keeps answering. */
  mergedInto: string | null;
  /** Brought from the suppression list at load; null: may be mailed. */
  suppressed: string | null;
}

export interface AccountLink {
  readonly by: 'group' | 'domain' | 'billing';
  readonly at: number;
  /** The account key that says so; the larger one wins between two of the same instant. */
  readonly value?: string;
  /** Every account key the person ever stood beside (`group_id:g-1`) and when last: the link is their strongest. */
  readonly beside?: Readonly<Record<string, number>>;
}

export type PersonKeyKind = 'user_id' | 'email' | 'anonymous_id';

export interface PersonKey {
  readonly kind: PersonKeyKind;
  readonly value: string;
  personId: string;
}
