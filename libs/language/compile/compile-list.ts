// Lists that have a name: texts or numbers that conditions look into by in_list(x, "name").

import { listKeys } from '../keys/list-keys.js';
import type { ConfigDocument } from './documents.js';
import { declaredNames } from './declared.js';
import { describeValue } from './describe-value.js';
import type { Reading } from './reading.js';

const mostItems = 20_000;

/** @returns name → items; of two lists with one name the first */
export function compileLists(documents: readonly ConfigDocument[], read: Reading): Reading['lists'] {
  declaredNames(documents, 'list', read);
  const lists: Record<string, readonly (string | number)[]> = {};
  for (const { root } of documents.filter(({ kind }) => kind === 'list')) {
    read.onlyKeys(root, listKeys);
    const name = read.name(root.at('list'), 'a list');
    const written = read.required(root, 'items', 'items: [a.example, b.example]');
    const items = written === undefined ? undefined : read.list(written, '"items"', '- a.example');
    if (root.has('about')) read.text(root.at('about'), '"about"');
    if (name === undefined || items === undefined || Object.hasOwn(lists, name)) continue;
    if (items.length > mostItems)
      read.problem('E207', `a list has at most ${mostItems} items; "${name}" has ${items.length}`, written!.place, 'make it a trait');
    lists[name] = items.flatMap(({ value, place }) => {
      if (typeof value === 'string' || typeof value === 'number') return value;
      read.problem('E203', `an item of a list is a text or a number; this is ${describeValue(value)}`, place, 'quote it: "true"');
      return [];
    });
  }
  return lists;
}
