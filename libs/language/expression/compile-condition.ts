// A condition written in CEL → a Condition: true, false or unknown, and able to show each of its parts with what it saw.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Condition, SeenValue, TracePart } from '../expression.js';
import type { Place } from '../place.js';
import type { Scope } from '../scope.js';
import type { Truth } from '../value.js';
import { changesOf, type Changes } from './changes-at.js';
import { truthOf } from './compile-logic.js';
import { compileTree, readsOf, type CompiledTree, type Sight } from './compile-tree.js';
import type { Get } from './compiled.js';
import type { ExpressionContext } from './expression-context.js';
import { chainOf } from './parse-expression.js';

interface Part {
  readonly source: string;
  readonly get: Get;
  readonly sights: readonly Sight[];
}

/**
 * @param place where the text begins; the place of a problem is counted from it
 * @returns undefined when a problem was reported, with the codes of compileExpression
 */
export function compileCondition(text: string, place: Place, context: ExpressionContext): Condition | undefined {
  const tree = compileTree(text, place, context);
  const root = tree === undefined ? undefined : truthOf(tree.root, tree.compiling);
  if (tree === undefined || root === undefined) return undefined;
  const source = text.trim();
  const { get } = root;
  const parts: readonly Part[] = [{ source, get, sights: distinct(tree.sights) }, ...partsBelow(root.node, tree)];
  return {
    source,
    place,
    reads: readsOf(tree.sights),
    ...byTime(changesOf(tree), get),
    holds: (scope) => truth(get(scope)),
    trace: (scope) => ({ source, place, result: truth(get(scope)), parts: parts.map((part) => tracePart(part, scope)) }),
  };
}

function byTime(changes: Changes | undefined, get: Get): Pick<Condition, 'changesAt' | 'endedAt'> {
  if (changes === undefined) return {};
  return {
    changesAt: changes.changesAt,
    endedAt: (scope) =>
      get(scope) === true
        ? undefined
        : changes.changedAt(scope).find((at) => get({ ...scope, now: at }) !== true && get({ ...scope, now: at - 1 }) === true),
  };
}

function truth(value: unknown): Truth {
  return value === true ? true : value === false ? false : 'unknown';
}

function tracePart({ source, get, sights }: Part, scope: Scope): TracePart {
  const saw: SeenValue[] = sights.map((sight) => ({ name: sight.name, value: sight.get(scope) }));
  return { source, result: truth(get(scope)), saw };
}

/** The operands of && and ||, of those inside them too; what is negated as a whole is opened up. */
function partsBelow(node: ASTNode, tree: CompiledTree): readonly Part[] {
  if (node.op === '!_') return partsBelow(node.args, tree);
  if (node.op !== '&&' && node.op !== '||') return [];
  return chainOf(node).flatMap((operand) => {
    const compiled = tree.compiled.get(operand)!;
    const sights = distinct(tree.sights.filter(({ start }) => start >= operand.start && start < operand.end));
    return [{ source: tree.compiling.sourceOf(operand), get: compiled.get, sights }, ...partsBelow(operand, tree)];
  });
}

function distinct(sights: readonly Sight[]): readonly Sight[] {
  const byName = new Map(sights.map((sight) => [sight.name, sight]));
  return [...byName.values()].sort((a, b) => a.start - b.start);
}
