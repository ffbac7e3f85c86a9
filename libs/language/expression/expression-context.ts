// What an expression can name at its place in the workspace, typed, and where its mistakes are told.

import type { Problem } from '../place.js';
import type { ScopeName } from '../scope.js';
import type { Type } from '../value.js';

export interface ExpressionContext {
  readonly names: Partial<Record<ScopeName, Members>>;
  /** Named lists for `in_list(x, "name")`. */
  readonly lists?: Readonly<Record<string, readonly (string | number)[]>>;
  report(problem: Problem): void;
}

/** `own` are always there, `traits` are declared: the planned properties of an event, the traits of a subject. */
export interface Members {
  readonly own: Readonly<Record<string, Type>>;
  readonly traits: Readonly<Record<string, DeclaredMember>>;
  /** Members that nobody planned are allowed; their type is `any`. */
  readonly open?: boolean;
}

export interface DeclaredMember {
  readonly type: Type;
  /** The file that declares it, for the hint: `tracking-plan/account.yaml`. */
  readonly from?: string;
}
