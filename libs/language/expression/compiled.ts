// A node of an expression while it is compiled: its type, and the closure that answers it from a scope.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Scope } from '../scope.js';
import type { Type, Value } from '../value.js';
import type { ExpressionContext } from './expression-context.js';

/** `undefined` is unknown. Numbers kept as their digits (ExactNumber) pass through; operators take their nearest double. */
export type Get = (scope: Scope) => Value | undefined;

export interface Compiled {
  readonly node: ASTNode;
  readonly type: Type;
  readonly get: Get;
  /** Equal for every scope. */
  readonly isConstant?: boolean;
  /** Of money whose currency is written in the expression. */
  readonly currency?: string;
}

/** What the compilers of the single operators need of the whole. */
export interface Compiling {
  readonly context: ExpressionContext;
  /** undefined: a problem was reported. */
  compile(node: ASTNode): Compiled | undefined;
  /** A name that is read, for `reads` and for traces. */
  sees(name: string, node: ASTNode, get: Get): void;
  problem(code: string, message: string, node: Range, hint?: string): undefined;
  sourceOf(node: ASTNode): string;
}

/** Offsets in the text; `end` is the first behind it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const nowhere: Scope = { now: 0 };

/** What depends only on constants is computed once. */
export function folded(compiled: Compiled, inputs: readonly Compiled[]): Compiled {
  if (!inputs.every((input) => input.isConstant === true)) return compiled;
  const value = compiled.get(nowhere);
  return { ...compiled, get: () => value, isConstant: true };
}
