// The tree of an expression → closures. One node at a time; every mistake in it is told, not only the first.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Place } from '../place.js';
import { compileArithmetic, compileMinus } from './compile-arithmetic.js';
import { compileCall } from './compile-call.js';
import { compileComparison, compileIn } from './compile-comparison.js';
import { compileList, compileLiteral, compileMap } from './compile-literal.js';
import { compileChain, compileNot, compileTernary } from './compile-logic.js';
import { compileMember } from './compile-member.js';
import type { Compiled, Compiling, Get } from './compiled.js';
import type { ExpressionContext } from './expression-context.js';
import { parseExpression } from './parse-expression.js';
import { placeInText } from './place-in-text.js';
import { sourceOf } from './source-of.js';

/** A name that is read, with the offset at which it is written. */
export interface Sight {
  readonly name: string;
  readonly start: number;
  readonly get: Get;
}

export interface CompiledTree {
  readonly root: Compiled;
  readonly sights: readonly Sight[];
  /** Every node that was compiled, for the parts of a trace. */
  readonly compiled: ReadonlyMap<ASTNode, Compiled>;
  readonly compiling: Compiling;
}

/** @returns undefined when something was reported */
export function compileTree(text: string, place: Place, context: ExpressionContext): CompiledTree | undefined {
  const sights: Sight[] = [];
  const compiled = new Map<ASTNode, Compiled>();
  const compiling: Compiling = {
    context,
    compile(node) {
      const result = compileNode(node, compiling);
      if (result !== undefined) compiled.set(node, result);
      return result;
    },
    sees: (name, node, get) => sights.push({ name, start: node.start, get }),
    problem(code, message, range, hint) {
      context.report({ code, severity: 'error', message, place: placeInText(place, text, range), ...(hint === undefined ? {} : { hint }) });
      return undefined;
    },
    sourceOf: (node) => sourceOf(text, node),
  };
  const tree = parseExpression(text);
  if ('message' in tree) return compiling.problem('E101', tree.message, tree.range, tree.hint);
  const root = compiling.compile(tree);
  return root === undefined ? undefined : { root, sights, compiled, compiling };
}

function compileNode(node: ASTNode, compiling: Compiling): Compiled | undefined {
  switch (node.op) {
    case 'value':
      return compileLiteral(node, compiling);
    case 'list':
      return compileList(node, compiling);
    case 'map':
      return compileMap(node, compiling);
    case 'id':
    case '.':
    case '[]':
      return compileMember(node, compiling);
    case '.?':
    case '[?]':
      return compiling.problem('E101', 'a missing member is unknown by itself', node, 'write . without ?');
    case 'call':
    case 'rcall':
      return compileCall(node, compiling);
    case '&&':
    case '||':
      return compileChain(node, compiling);
    case '!_':
      return compileNot(node, compiling);
    case '?:':
      return compileTernary(node, compiling);
    case '-_':
      return compileMinus(node, compiling);
    case 'in':
      return compileIn(node, compiling);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node, compiling);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return compileArithmetic(node, compiling);
  }
}

/** Each name once, in the order in which they are written. */
export function readsOf(sights: readonly Sight[]): readonly string[] {
  return [...new Set([...sights].sort((a, b) => a.start - b.start).map((sight) => sight.name))];
}
