// Two types that do not go together, told with what was probably meant.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Compiled, Compiling } from './compiled.js';
import { describeType, kindOf, type Kind } from './type-name.js';

/** @param what `be compared`, `be added` */
export function mismatch(what: string, left: Compiled, right: Compiled, node: ASTNode, compiling: Compiling): undefined {
  const kinds = new Set<Kind>([kindOf(left.type), kindOf(right.type)]);
  const both = `${describeType(left.type)} and ${describeType(right.type)} cannot ${what}`;
  if (kinds.has('money') && kinds.has('number')) {
    const money = kindOf(left.type) === 'money' ? left : right;
    return compiling.problem('E106', `${both}: money has a currency`, node, `say ${compiling.sourceOf(money.node)}.amount (minor units)`);
  }
  return compiling.problem('E105', both, node, hintFor(left, right, kinds, compiling));
}

function hintFor(left: Compiled, right: Compiled, kinds: ReadonlySet<Kind>, compiling: Compiling): string | undefined {
  const find = (kind: Kind): string => compiling.sourceOf((kindOf(left.type) === kind ? left : right).node);
  const literal = [left, right].find(({ node }) => node.op === 'value')?.node.args;
  if (kinds.has('duration') && kinds.has('number'))
    return `write days(${find('number')}), hours(${find('number')}) or minutes(${find('number')})`;
  if (kinds.has('timestamp') && kinds.has('duration')) return `how long ago it was: since(${find('timestamp')})`;
  if (kinds.has('timestamp') && kinds.has('string')) return 'an instant is written timestamp("2026-01-31T09:00:00Z")';
  if (kinds.has('timestamp') && kinds.has('number')) return `how long ago it was: since(${find('timestamp')}) < days(7)`;
  if (kinds.has('money')) return `say ${find('money')}.amount or ${find('money')}.currency`;
  if (kinds.has('list')) return `look into a list with "in", or count it with size(${find('list')})`;
  if (kinds.has('string') && typeof literal === 'string' && isWrittenOtherwise(literal, kinds)) return `write ${literal} without quotes`;
  if (kinds.has('string') && (typeof literal === 'bigint' || typeof literal === 'number' || typeof literal === 'boolean'))
    return `a text has quotes: "${literal}"`;
  return undefined;
}

function isWrittenOtherwise(literal: string, kinds: ReadonlySet<Kind>): boolean {
  return kinds.has('number') ? /^-?\d+(?:\.\d+)?$/.test(literal) : kinds.has('boolean') && /^(?:true|false)$/.test(literal);
}
