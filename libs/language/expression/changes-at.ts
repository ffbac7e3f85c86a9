// When does time alone change a condition or a value? Each comparison in which `now` stands (`since(x) < days(7)`) moves on a
// straight line, so the instant of its crossing is computed; what has no such comparison is looked at again every day.

import type { Scope } from '../scope.js';
import { readAs } from './coerce.js';
import type { CompiledTree, Sight } from './compile-tree.js';
import type { Compiled, Get } from './compiled.js';
import { toNumber } from './read-value.js';

const day = 86_400_000;
/** Two points make the line; an hour apart no digit is lost. */
const apart = 3_600_000;
const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

export interface Changes {
  /** The next instant (epoch ms, after `scope.now`) at which it may change by itself; Infinity: never. */
  readonly changesAt: (scope: Scope) => number;
  /** The instants up to now at which it may have changed by itself with the facts of now, the latest first. */
  readonly changedAt: (scope: Scope) => readonly number[];
}

/** undefined: time alone never changes it. */
export function changesOf(tree: CompiledTree): Changes | undefined {
  const nows = tree.sights.filter(({ name }) => name === 'now');
  if (nows.length === 0) return undefined;
  const lines = new Map<Compiled, Get>();
  let isDaily = false;
  for (const sight of nows) {
    const line = lineAround(sight, tree);
    if (line === undefined) isDaily = true;
    else lines.set(line.at, line.difference);
  }
  const differences = [...lines.values()];
  /** A strict comparison flips at the crossing, one with = a millisecond after it. */
  const instants = (scope: Scope): number[] =>
    differences.flatMap((difference) => {
      const at = crossing(difference, scope);
      return at === undefined ? [] : [at, at + 1];
    });
  return {
    changesAt: (scope) => {
      let next = isDaily ? (Math.floor(scope.now / day) + 1) * day : Infinity;
      for (const at of instants(scope)) if (at > scope.now && at < next) next = at;
      return next;
    },
    changedAt: (scope) =>
      instants(scope)
        .filter((at) => at <= scope.now)
        .sort((one, other) => other - one),
  };
}

/** The innermost comparison around it; undefined: there is none, or one whose sides make no straight line. */
function lineAround(sight: Sight, { compiled }: CompiledTree): { readonly at: Compiled; readonly difference: Get } | undefined {
  const around = [...compiled.values()].filter(({ node }) => node.start <= sight.start && sight.start < node.end);
  if (around.some(({ node }) => node.op === '%')) return undefined;
  const at = around
    .filter(({ node }) => comparisons.has(node.op))
    .sort((one, other) => one.node.end - one.node.start - (other.node.end - other.node.start))[0];
  if (at === undefined) return undefined;
  const [left, right] = (at.node.args as readonly Compiled['node'][]).map((side) => compiled.get(side));
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [readAs(left, right.type), readAs(right, left.type)];
  const difference: Get = (scope) => {
    const [one, other] = [toNumber(a(scope)), toNumber(b(scope))];
    return one === undefined || other === undefined ? undefined : one - other;
  };
  return { at, difference };
}

function crossing(difference: Get, scope: Scope): number | undefined {
  const here = difference(scope);
  const there = difference({ ...scope, now: scope.now + apart });
  if (typeof here !== 'number' || typeof there !== 'number' || here === there) return undefined;
  const at = scope.now - (here * apart) / (there - here);
  // What the division added is less than a thousandth of a millisecond.
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? Math.ceil(at - 0.001) : undefined;
}
