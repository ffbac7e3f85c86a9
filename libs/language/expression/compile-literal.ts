// Values as they are written: texts, numbers, lists and maps. A map with an amount and a currency is money.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Type, Value } from '../value.js';
import { folded, type Compiled, type Compiling, type Get } from './compiled.js';
import { toNumber } from './read-value.js';
import { joinTypes, kindOf } from './type-name.js';

export function compileLiteral(node: ASTNode & { readonly op: 'value' }, compiling: Compiling): Compiled | undefined {
  const { args } = node;
  if (args === null) return { node, type: 'any', get: () => undefined, isConstant: true };
  if (typeof args === 'bigint') {
    const number = Number(args);
    return { node, type: 'integer', get: () => number, isConstant: true };
  }
  if (typeof args === 'object')
    return compiling.problem('E105', 'bytes and unsigned numbers have no use here', node, 'write "text" without b, 5 without u');
  const type: Type = typeof args === 'number' ? 'number' : typeof args === 'boolean' ? 'boolean' : 'string';
  return { node, type, get: () => args, isConstant: true };
}

export function compileList(node: ASTNode & { readonly op: 'list' }, compiling: Compiling): Compiled | undefined {
  const all = node.args.map((item) => compiling.compile(item));
  const items = all.filter((item) => item !== undefined);
  if (items.length < all.length) return undefined;
  const type: Type = { list: items.length === 0 ? 'any' : items.map((item) => item.type).reduce(joinTypes) };
  // An unknown item keeps its place: the list is as long as it is written.
  return folded({ node, type, get: (scope) => items.map((item) => item.get(scope) ?? null) }, items);
}

export function compileMap(node: ASTNode & { readonly op: 'map' }, compiling: Compiling): Compiled | undefined {
  const entries = new Map<string, Compiled>();
  let isSound = true;
  for (const [key, written] of node.args) {
    const name = nameOf(key);
    if (name === undefined || name === '__proto__')
      compiling.problem('E105', 'the names in a map are written as words or texts', key, '{path: event.path}');
    else if (entries.has(name)) compiling.problem('E105', `"${name}" stands twice in this map`, key, 'remove one of them');
    const value = compiling.compile(written);
    if (name === undefined || name === '__proto__' || entries.has(name) || value === undefined) isSound = false;
    else entries.set(name, value);
  }
  if (!isSound) return undefined;
  const values = [...entries.values()];
  const money = asMoney(node, entries);
  if (money !== undefined) return folded(money, values);
  const type: Type = { fields: Object.fromEntries([...entries].map(([name, value]) => [name, value.type])) };
  return folded({ node, type, get: mapped(entries) }, values);
}

function nameOf(key: ASTNode): string | undefined {
  if (key.op === 'id') return key.args;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined;
}

/** What is unknown is left out; a map of which nothing is known is unknown. */
function mapped(entries: ReadonlyMap<string, Compiled>): Get {
  const list = [...entries].map(([name, { get }]) => ({ name, get }));
  return (scope) => {
    const map: Record<string, Value> = {};
    let known = list.length === 0;
    for (const { name, get } of list) {
      const value = get(scope);
      if (value === undefined) continue;
      map[name] = value;
      known = true;
    }
    return known ? map : undefined;
  };
}

function asMoney(node: ASTNode, entries: ReadonlyMap<string, Compiled>): Compiled | undefined {
  const amount = entries.get('amount');
  const currency = entries.get('currency');
  if (amount === undefined || currency === undefined || entries.size !== 2) return undefined;
  if (!['number', 'any'].includes(kindOf(amount.type)) || !['string', 'any'].includes(kindOf(currency.type))) return undefined;
  const get: Get = (scope) => {
    const [units, code] = [toNumber(amount.get(scope)), currency.get(scope)];
    return Number.isSafeInteger(units) && typeof code === 'string' ? { amount: units!, currency: code.toLowerCase() } : undefined;
  };
  const code = currency.node.op === 'value' && typeof currency.node.args === 'string' ? currency.node.args.toLowerCase() : undefined;
  return { node, type: 'money', get, ...(code === undefined ? {} : { currency: code }) };
}
