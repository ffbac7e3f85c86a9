// A YAML node with its place: what every compile file reads from.

import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Place } from '../place.js';
import type { Written } from '../step-syntax.js';
import type { TextMap } from './text-map.js';

export class WrittenYaml implements Written {
  constructor(
    private readonly document: Document,
    private readonly map: TextMap,
    private readonly node: Node | null | undefined,
    /** Where it stands, or where it is missing. */
    readonly place: Place,
  ) {}

  get value(): unknown {
    return plainValue(this.node, this.document);
  }

  /** Where the text itself begins: after the quote, or on the line after `|` and `>`. */
  get contentPlace(): Place {
    const node = resolved(this.node, this.document);
    if (!isScalar(node) || node.range == null || isAlias(this.node)) return this.place;
    if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return this.map.place(node.range[0] + 1, node.range[1]);
    if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return this.place;
    const lineEnd = this.map.text.indexOf('\n', node.range[0]);
    const indent = /^[ \n\r]*/.exec(this.map.text.slice(lineEnd + 1))?.[0].length ?? 0;
    return this.map.place(lineEnd + 1 + indent, node.range[1]);
  }

  at(key: string | number): WrittenYaml {
    const node = resolved(this.node, this.document);
    if (isMap(node) && typeof key === 'string') {
      const pair = pairsOf(node).get(key);
      if (pair !== undefined) {
        const child = pair.value as Node | null;
        return new WrittenYaml(this.document, this.map, child ?? null, placeOf(child, this.map) ?? this.keyPlace(key));
      }
    } else if (isSeq(node) && typeof key === 'number') {
      const child = node.items[key] as Node | null | undefined;
      if (child !== undefined) return new WrittenYaml(this.document, this.map, child, placeOf(child, this.map) ?? this.place);
    }
    return new WrittenYaml(this.document, this.map, undefined, this.place);
  }

  keyPlace(key: string): Place {
    const node = resolved(this.node, this.document);
    if (!isMap(node)) return this.place;
    const pair = pairsOf(node).get(key);
    return pair === undefined ? this.place : (placeOf(pair.key as Node, this.map) ?? this.place);
  }

  keys(): readonly string[] {
    const node = resolved(this.node, this.document);
    return isMap(node) ? [...pairsOf(node).keys()] : [];
  }

  /** `key:` is there, even with nothing behind it. */
  has(key: string): boolean {
    const node = resolved(this.node, this.document);
    return isMap(node) && pairsOf(node).has(key);
  }

  /** Its items when it is a list, else undefined. */
  items(): readonly WrittenYaml[] | undefined {
    const node = resolved(this.node, this.document);
    return isSeq(node) ? node.items.map((_, index) => this.at(index)) : undefined;
  }

  get isMap(): boolean {
    return isMap(resolved(this.node, this.document));
  }
}

const pairsKnown = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** By key, the first of each: a map of thousands of keys is asked for each of them. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsKnown.get(map);
  if (known !== undefined) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = keyText(pair.key);
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  pairsKnown.set(map, pairs);
  return pairs;
}

export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

export function placeOf(node: Node | null | undefined, map: TextMap): Place | undefined {
  return node?.range == null ? undefined : map.place(node.range[0], node.range[1]);
}

export function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function plainValue(written: unknown, document: Document): unknown {
  const node = resolved(written, document);
  if (node === undefined) return undefined;
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plainValue(item, document) ?? null);
  if (!isMap(node)) return null;
  return Object.fromEntries(node.items.map((item) => [keyText(item.key), plainValue(item.value, document) ?? null]));
}
