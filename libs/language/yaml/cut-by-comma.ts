// A text that a comma cuts in two inside braces: no error to YAML, and never meant.

import { isMap, isSeq, type Document, type Node } from 'yaml';
import type { TextMap } from './text-map.js';
import { findUnquoted, type UnquotedValue } from './unquoted.js';

/** `{ about: Large, and growing }` is legal YAML that nobody means: a key "and growing" without a value. */
export function findCutByComma(document: Document, map: TextMap): UnquotedValue | undefined {
  const odd = (node: unknown): number | undefined => {
    if (isSeq(node)) return firstOf(node.items, odd);
    if (!isMap(node)) return undefined;
    return firstOf(node.items, (item) => {
      const key = item.key as Node;
      if (node.flow === true && item.value === null && key.range != null) return key.range[0];
      return odd(item.value);
    });
  };
  const offset = odd(document.contents);
  return offset === undefined ? undefined : findUnquoted(map.text, offset);
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => number | undefined): number | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
