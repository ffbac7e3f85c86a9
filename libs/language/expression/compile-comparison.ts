// == != < <= > >= in: three-valued, and of types that can be compared.

import type { ASTNode, BinaryOperator } from '@marcbachmann/cel-js';
import type { Type } from '../value.js';
import { readAs } from './coerce.js';
import { equals, isIn, order } from './compare-values.js';
import { folded, type Compiled, type Compiling, type Get } from './compiled.js';
import { mismatch } from './mismatch.js';
import { readerOf } from './read-value.js';
import { describeType, kindOf } from './type-name.js';

type ComparisonOperator = Exclude<BinaryOperator, '+' | '-' | '*' | '/' | '%' | 'in'>;

export function compileComparison(node: ASTNode & { readonly op: ComparisonOperator }, compiling: Compiling): Compiled | undefined {
  const left = compiling.compile(node.args[0]);
  const right = compiling.compile(node.args[1]);
  if (left === undefined || right === undefined) return undefined;
  const nothing = [left, right].find(isNull);
  if (nothing !== undefined) {
    const other = compiling.sourceOf((nothing === left ? right : left).node);
    return compiling.problem(
      'E105',
      'what is compared with null is never met: a missing value is unknown',
      nothing.node,
      node.op === '!=' ? `has(${other})` : `!has(${other})`,
    );
  }
  if (left.currency !== undefined && right.currency !== undefined && left.currency !== right.currency) {
    return compiling.problem('E106', `${left.currency} and ${right.currency} cannot be compared`, node, 'compare amounts of one currency');
  }
  const isOrder = node.op !== '==' && node.op !== '!=';
  if (!areComparable(left.type, right.type)) return mismatch('be compared', left, right, node, compiling);
  if (isOrder) {
    const odd = [left, right].find((side) => ['boolean', 'list', 'map'].includes(kindOf(side.type)));
    if (odd !== undefined)
      return compiling.problem('E105', `${describeType(odd.type)} is neither more nor less than another`, node, 'compare it with == or !=');
  }
  const get = comparing(node.op, readAs(left, right.type), readAs(right, left.type));
  return folded({ node, type: 'boolean', get }, [left, right]);
}

function comparing(operator: ComparisonOperator, left: Get, right: Get): Get {
  switch (operator) {
    case '==':
      return (scope) => same(left(scope), right(scope));
    case '!=':
      return (scope) => {
        const result = same(left(scope), right(scope));
        return result === undefined ? undefined : !result;
      };
    case '<':
      return ordering(left, right, (by) => by < 0);
    case '<=':
      return ordering(left, right, (by) => by <= 0);
    case '>':
      return ordering(left, right, (by) => by > 0);
    case '>=':
      return ordering(left, right, (by) => by >= 0);
  }
}

function same(a: unknown, b: unknown): boolean | undefined {
  return typeof a === 'string' && typeof b === 'string' ? a === b : equals(a, b);
}

function ordering(left: Get, right: Get, test: (by: number) => boolean): Get {
  return (scope) => {
    const a = left(scope);
    if (a === undefined) return undefined;
    const b = right(scope);
    const by = typeof a === 'number' && typeof b === 'number' ? a - b : order(a, b);
    return by === undefined ? undefined : test(by);
  };
}

function areComparable(a: Type, b: Type): boolean {
  return a === 'any' || b === 'any' || kindOf(a) === kindOf(b);
}

function isNull({ node }: Compiled): boolean {
  return node.op === 'value' && node.args === null;
}

export function compileIn(node: ASTNode & { readonly op: 'in' }, compiling: Compiling): Compiled | undefined {
  const item = compiling.compile(node.args[0]);
  const container = compiling.compile(node.args[1]);
  if (item === undefined || container === undefined) return undefined;
  const kind = kindOf(container.type);
  if (kind === 'string')
    return compiling.problem(
      'E105',
      '"in" looks into a list',
      node,
      `${compiling.sourceOf(container.node)}.contains(${compiling.sourceOf(item.node)})`,
    );
  if (kind !== 'list' && kind !== 'map' && kind !== 'any')
    return compiling.problem(
      'E105',
      `"in" looks into a list; this is ${describeType(container.type)}`,
      container.node,
      'as in account.platform in ["shopify", "magento"]',
    );
  const of: Type = typeof container.type !== 'string' && 'list' in container.type ? container.type.list : kind === 'map' ? 'string' : 'any';
  if (!areComparable(item.type, of)) return mismatch('be compared', item, { ...container, type: of }, node, compiling);
  return folded({ node, type: 'boolean', get: lookingIn(readAs(item, of), container, item.type === 'any' ? of : item.type) }, [
    item,
    container,
  ]);
}

/** Instants may stand in a list as texts. */
function lookingIn(item: Get, { get, type }: Compiled, of: Type): Get {
  if (of !== 'timestamp' || kindOf(type) === 'map') return (scope) => isIn(item(scope), get(scope));
  const read = readerOf(of);
  return (scope) => {
    const list = get(scope);
    return isIn(item(scope), Array.isArray(list) ? (list as readonly unknown[]).map(read) : list);
  };
}
