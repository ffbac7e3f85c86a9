// What absorbing an event needs and what comes of it.

import type { Because, Change } from '#libs/audit/because.js';
import type { Scope } from '#libs/language/scope.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Value } from '#libs/language/value.js';
import type { TraitSubject } from './said-traits.js';

/** One trait of one subject went from one value to another (null: not known); starts and wakes runs. */
export interface TraitTransition {
  readonly kind: 'trait';
  readonly of: 'person' | 'account';
  readonly id: string;
  /** A raw or computed trait, a score's name, or `tier`. */
  readonly trait: string;
  readonly from: Value;
  readonly to: Value;
  readonly because: Because;
}

export interface ScoredAccount extends TraitSubject {
  tier: string | null;
}

export interface TraitInput {
  readonly person: TraitSubject | null;
  readonly account: ScoredAccount | null;
  /** The fact itself names the account (see resolveSubjects). */
  readonly direct: boolean;
  readonly event: { readonly id: string; readonly name: string; readonly at: number; readonly source: string };
  /** No fact: time has passed. `event` then only says when. */
  readonly byTime?: boolean;
  /** Seen for the first time: what is true of it has become so, and was not before the workspace asked. */
  readonly newcomers?: { readonly person: boolean; readonly account: boolean };
  /** As checkEvent gave them. A blocked event has none and `isCounted` false. */
  readonly personTraits: Readonly<Record<string, Value>>;
  readonly accountTraits: Readonly<Record<string, Value>>;
  readonly isCounted: boolean;
  /** Made anew at each call: what conditions see now, `event` included. */
  readonly scope: () => Scope;
  /** Traits as they stood before merges and moves (see resolveSubjects). */
  readonly before?: { readonly person?: Readonly<Record<string, Value>>; readonly account?: Readonly<Record<string, Value>> };
  /** Members that are always there and have changed: `account.domain`, `account.contact`, `person.email`. */
  readonly changedMembers?: readonly string[];
}

export interface AbsorbedTraits {
  readonly transitions: readonly TraitTransition[];
  /** When time alone may change something next, where that is another instant now. */
  readonly dues: readonly TraitDue[];
  /** Audit rows: scores and tiers. */
  readonly changes: readonly Change[];
  /** Traits that were not taken, and why. */
  readonly notes: readonly string[];
}

export interface TraitDue {
  /** Of a deal only its audiences are due. */
  readonly kind: SubjectKind;
  readonly id: string;
  /** Epoch ms; null: time changes nothing any more. */
  readonly dueAt: number | null;
}
