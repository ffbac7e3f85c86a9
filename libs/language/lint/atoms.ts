// A condition as the ways in which it can hold: each way is a list of plain statements ("account.employees is at least 50") that must
// all be true. What the analysis does not understand is a statement by itself, of which only its contrary is known to exclude it.

import type { ASTNode } from '@marcbachmann/cel-js';
import { chainOf, parseExpression } from '../expression/parse-expression.js';
import { sourceOf } from '../expression/source-of.js';

export type Constant = string | number | boolean;
export type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type Atom = { readonly of: string } & (
  | { readonly kind: 'relation'; readonly relation: Relation; readonly value: Constant }
  | { readonly kind: 'among'; readonly values: readonly Constant[]; readonly isIn: boolean }
  | { readonly kind: 'said'; readonly truth: boolean }
);

export interface ParsedCondition {
  readonly source: string;
  readonly root: ASTNode;
}

/** More ways, and more statements joined by && or ||, than these are not looked at. */
const mostWays = 128;
const opposite: Readonly<Record<Relation, Relation>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
const mirrored: Readonly<Record<Relation, Relation>> = { '==': '==', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const milliseconds: Readonly<Record<string, number>> = { days: 86_400_000, hours: 3_600_000, minutes: 60_000 };

export function parsed(source: string): ParsedCondition | undefined {
  const root = parseExpression(source);
  return 'message' in root ? undefined : { source, root };
}

/** @returns the ways in which the node becomes this truth, unknown being neither; undefined: too many to look at */
export function waysOf({ source, root }: ParsedCondition, truth: boolean): readonly (readonly Atom[])[] | undefined {
  const ways = (node: ASTNode, wanted: boolean): readonly (readonly Atom[])[] | undefined => {
    if (node.op === '!_') return ways(node.args, !wanted);
    if (node.op === '&&' || node.op === '||') {
      const chain = chainOf(node);
      if (chain.length > mostWays) return undefined;
      const parts = chain.map((part) => ways(part, wanted));
      const joined = (node.op === '&&') === wanted ? parts.reduce(both, [[]]) : parts.reduce(either, []);
      return joined === undefined || joined.length > mostWays ? undefined : joined;
    }
    if (node.op === '?:') {
      const [condition, yes, no] = node.args;
      return either(both(ways(condition, true), ways(yes, wanted)), both(ways(condition, false), ways(no, wanted)));
    }
    const constant = constantOf(node);
    if (typeof constant === 'boolean') return constant === wanted ? [[]] : [];
    return [[atomOf(node, wanted, source)]];
  };
  return ways(root, truth);
}

type Ways = readonly (readonly Atom[])[] | undefined;

function both(one: Ways, other: Ways): Ways {
  if (one === undefined || other === undefined || one.length * other.length > mostWays) return undefined;
  return one.flatMap((a) => other.map((b) => [...a, ...b]));
}

function either(one: Ways, other: Ways): Ways {
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

function atomOf(node: ASTNode, truth: boolean, source: string): Atom {
  const named = (part: ASTNode) => sourceOf(source, part).replaceAll(/\s+/g, ' ');
  if (isRelation(node.op)) {
    const [left, right] = node.args as readonly [ASTNode, ASTNode];
    const relation = truth ? node.op : opposite[node.op];
    const [a, b] = [constantOf(left), constantOf(right)];
    if (b !== undefined && a === undefined) return { of: named(left), kind: 'relation', relation, value: b };
    if (a !== undefined && b === undefined) return { of: named(right), kind: 'relation', relation: mirrored[relation], value: a };
  }
  if (node.op === 'in' && node.args[1].op === 'list') {
    const values = node.args[1].args.map(constantOf).filter((value) => value !== undefined);
    if (values.length === node.args[1].args.length && constantOf(node.args[0]) === undefined)
      return { of: named(node.args[0]), kind: 'among', values, isIn: truth };
  }
  if (node.op === '.') return { of: named(node), kind: 'relation', relation: '==', value: truth };
  return { of: named(node), kind: 'said', truth };
}

function isRelation(op: ASTNode['op']): op is Relation {
  return op in opposite;
}

function constantOf(node: ASTNode): Constant | undefined {
  if (node.op === 'value') {
    const { args } = node;
    return typeof args === 'bigint' ? Number(args) : typeof args === 'object' ? undefined : args;
  }
  if (node.op === '-_') {
    const value = constantOf(node.args);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.op !== 'call' || node.args[1].length !== 1 || !Object.hasOwn(milliseconds, node.args[0])) return undefined;
  const count = constantOf(node.args[1][0]!);
  return typeof count === 'number' ? count * milliseconds[node.args[0]]! : undefined;
}
