// A value written in CEL → an Expression: what `set`, `latest` and `by` hold.

import type { Expression } from '../expression.js';
import type { Place } from '../place.js';
import { changesOf } from './changes-at.js';
import { compileTree, readsOf } from './compile-tree.js';
import type { ExpressionContext } from './expression-context.js';

/**
 * @param place where the text begins; the place of a problem is counted from it
 * @returns undefined when a problem was reported: E101 syntax, E104 unknown member, E105 types, E106 currencies, E107 functions, E108 names
 */
export function compileExpression(text: string, place: Place, context: ExpressionContext): Expression | undefined {
  const tree = compileTree(text, place, context);
  if (tree === undefined) return undefined;
  const { type, get } = tree.root;
  const changes = changesOf(tree);
  const byTime = changes === undefined ? {} : { changesAt: changes.changesAt };
  return { source: text.trim(), place, type, reads: readsOf(tree.sights), ...byTime, evaluate: get };
}
