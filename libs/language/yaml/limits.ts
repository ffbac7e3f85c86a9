// How large a workspace file may be when its aliases are written out: bombs and endless depth do not get past here.

import { isAlias, isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { Findings } from '../findings.js';
import type { TextMap } from './text-map.js';
import { keyText, placeOf } from './written-yaml.js';

const aliasLimit = 20;
const nodeLimit = 50_000;
export const depthLimit = 40;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Walks all that the file expands to, within limits: aliases that multiply or contain themselves do not get past here. */
export function isHarmless(document: Document, map: TextMap, findings: Findings): boolean {
  let aliases = 0;
  let nodes = 0;
  let failed = false;
  const fail = (code: string, message: string, node: unknown, hint: string) => {
    if (!failed) findings.error(code, message, placeOf(node as Node, map) ?? map.place(0, 1), hint);
    failed = true;
  };
  // Postgres keeps no NUL in a text or in json; written as an escape it passes the look at the file's own characters.
  const failNul = (node: unknown) => fail('E014', 'a text with a NUL character ("\\0") cannot be kept', node, 'take "\\0" out of the text');
  const walk = (node: unknown, depth: number): void => {
    if (failed) return;
    nodes += 1;
    if (depth > depthLimit)
      return fail('E007', 'the file is nested too deeply', node, `at most ${depthLimit} levels; an alias may not contain itself`);
    if (nodes > nodeLimit)
      return fail(
        'E007',
        aliases === 0 ? 'the file holds too many values' : 'the file is too large when its aliases are written out',
        node,
        `at most ${nodeLimit.toLocaleString('en')} values; split it: one file, one thing`,
      );
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > aliasLimit) return fail('E006', `more than ${aliasLimit} aliases (*${node.source})`, node, 'write the values out');
      const target = node.resolve(document);
      if (target === undefined) return fail('E006', `no anchor "&${node.source}" stands before this alias`, node, 'write the value out');
      return walk(target, depth + 1);
    }
    if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\u0000')) return failNul(node);
    if (isSeq(node)) node.items.forEach((item) => walk(item, depth + 1));
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const item of node.items) {
        const key = keyText(item.key);
        if (seen.has(key))
          findings.error(
            'E004',
            `the key "${key}" is written twice in one map`,
            placeOf(item.key as Node, map) ?? map.place(0, 1),
            'keep one of them',
          );
        seen.add(key);
        if (forbiddenKeys.has(keyText(item.key))) fail('E009', `"${keyText(item.key)}" cannot be a name`, item.key, 'choose another name');
        if (keyText(item.key).includes('\u0000')) failNul(item.key);
        walk(item.value, depth + 1);
      }
    }
  };
  walk(document.contents, 0);
  return !failed;
}

/** An upper bound of how deeply flow brackets and indentation nest; cheap, before the recursive parser sees the text. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let lineDeepest = 0;
  for (const line of text.split('\n')) {
    const dashes = /^(?:[ ]*[-?] )*/.exec(line)?.[0] ?? '';
    lineDeepest = Math.max(lineDeepest, (dashes.match(/[-?] /g) ?? []).length);
    for (const character of line) {
      if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
      else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    }
  }
  return Math.max(deepest, lineDeepest);
}
