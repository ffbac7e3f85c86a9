// Names and their members: `account.employees`, `event.meta.at`, `event.amount.currency`, `event.items[0].sku`.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Scope, ScopeName } from '../scope.js';
import type { Type, Value } from '../value.js';
import type { Compiled, Compiling, Get, Range } from './compiled.js';
import { readerOf, readOwn, toNumber } from './read-value.js';
import { describeType, kindOf } from './type-name.js';
import { unknownMember, unknownName } from './unknown-member.js';

/** A member by its name, and where that stands. */
interface Link {
  readonly name: string;
  readonly node: ASTNode;
  readonly range: Range;
}

/** `a.b`, `a["b"]`, `a[0]` and a bare name. */
export function compileMember(node: ASTNode, compiling: Compiling): Compiled | undefined {
  const links: Link[] = [];
  let base = node;
  for (let link = linkOf(base); link !== undefined; link = linkOf(base)) {
    links.unshift(link);
    base = (base.args as readonly [ASTNode, unknown])[0];
  }
  if (base.op === 'id') return fromName(base, links, compiling);
  const start = base.op === '[]' ? compileIndex(base, compiling) : compiling.compile(base);
  return start === undefined ? undefined : follow(start, compiling.sourceOf(base), links, compiling);
}

function linkOf(node: ASTNode): Link | undefined {
  if (node.op === '.') return { name: node.args[1], node, range: { start: node.pos, end: node.end } };
  if (node.op !== '[]' || node.args[1].op !== 'value' || typeof node.args[1].args !== 'string') return undefined;
  return { name: node.args[1].args, node, range: node.args[1] };
}

function fromName(base: ASTNode & { readonly op: 'id' }, links: readonly Link[], compiling: Compiling): Compiled | undefined {
  const { names } = compiling.context;
  const name = base.args;
  if (name === 'now') return seen('now', { node: base, type: 'timestamp', get: (scope) => scope.now }, links, compiling);
  const members = Object.hasOwn(names, name) ? names[name as ScopeName] : undefined;
  if (members === undefined) return unknownName(base, compiling);
  if (name === 'score') return seen('score', { node: base, type: 'number', get: (scope) => toNumber(scope.score) }, links, compiling);
  const isMeta = name === 'event' && links[0]?.name === 'meta';
  const path = isMeta ? 'event.meta' : name;
  const [link, ...rest] = isMeta ? links.slice(1) : links;
  if (link === undefined)
    return compiling.problem('E105', `${path} is not a value by itself`, base, `name one of its members, as in ${exampleOf(path)}`);
  const own = isMeta || name !== 'event' ? ownType(members.own, link.name) : undefined;
  const declared = isMeta ? undefined : ownType(members.traits, link.name)?.type;
  const type = own ?? declared ?? (members.open === true && !isMeta ? 'any' : undefined);
  if (type === undefined) return unknownMember(path, link.name, link.range, compiling);
  const get = factOf(name as Exclude<ScopeName, 'score'>, own === undefined ? 'traits' : 'own', link.name, type);
  return seen(`${path}.${link.name}`, { node: link.node, type, get }, rest, compiling);
}

function ownType<Member>(record: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function factOf(subject: Exclude<ScopeName, 'score'>, part: 'own' | 'traits', name: string, type: Type): Get {
  const read = readerOf(type);
  return (scope: Scope) => {
    const members = scope[subject]?.[part];
    return members != null && Object.hasOwn(members, name) ? read(members[name]) : undefined;
  };
}

/** Follows the members below a value that has a name, and notes the whole name as read. */
function seen(name: string, start: Compiled, links: readonly Link[], compiling: Compiling): Compiled | undefined {
  const end = follow(start, name, links, compiling);
  if (end !== undefined) compiling.sees([name, ...links.map((link) => link.name)].join('.'), end.node, end.get);
  return end;
}

function follow(start: Compiled, path: string, links: readonly Link[], compiling: Compiling): Compiled | undefined {
  let current = start;
  let said = path;
  for (const { name, node, range } of links) {
    const type = memberType(current.type, name);
    if (type === undefined) {
      if (kindOf(current.type) === 'money' || kindOf(current.type) === 'map')
        return unknownMember(said, name, range, compiling, namesIn(current.type));
      const hint = kindOf(current.type) === 'list' ? `its items stand by number: ${said}[0]` : undefined;
      return compiling.problem('E105', `${said} is ${describeType(current.type)} and has no member "${name}"`, range, hint);
    }
    current = { node, type, get: memberGet(current, name, type) };
    said = `${said}.${name}`;
  }
  return current;
}

function memberType(type: Type, name: string): Type | undefined {
  if (type === 'any') return 'any';
  if (type === 'money') return name === 'amount' ? 'integer' : name === 'currency' ? 'string' : undefined;
  return typeof type !== 'string' && 'fields' in type ? ownType(type.fields, name) : undefined;
}

function namesIn(type: Type): Readonly<Record<string, Type>> {
  if (type === 'money') return { amount: 'integer', currency: 'string' };
  return typeof type !== 'string' && 'fields' in type ? type.fields : {};
}

function memberGet({ get, type: of }: Compiled, name: string, type: Type): Get {
  const read = readerOf(type);
  if (of === 'money' && name === 'currency') return (scope) => (read(readOwn(get(scope), name)) as string | undefined)?.toLowerCase();
  return (scope) => read(readOwn(get(scope), name));
}

/** `list[0]`, and `map[a_text]` where the text is not written there. */
function compileIndex(node: ASTNode & { readonly op: '[]' }, compiling: Compiling): Compiled | undefined {
  const container = compiling.compile(node.args[0]);
  const index = compiling.compile(node.args[1]);
  if (container === undefined || index === undefined) return undefined;
  const of = kindOf(container.type);
  const by = kindOf(index.type);
  const fits = of === 'any' || (of === 'list' && (by === 'number' || by === 'any')) || (of === 'map' && (by === 'string' || by === 'any'));
  if (!fits)
    return compiling.problem(
      'E105',
      `${describeType(container.type)} has no item under ${describeType(index.type)}`,
      node,
      of === 'list' ? 'items are counted from 0' : undefined,
    );
  const type: Type = typeof container.type !== 'string' && 'list' in container.type ? container.type.list : 'any';
  const read = readerOf(type);
  return { node, type, get: (scope) => read(item(container.get(scope), index.get(scope))) };
}

function item(container: unknown, index: Value | undefined): unknown {
  if (typeof index === 'string') return readOwn(container, index);
  const number = toNumber(index);
  return Array.isArray(container) && number !== undefined && Number.isInteger(number) ? (container as unknown[])[number] : undefined;
}

function exampleOf(path: string): string {
  return path === 'event' ? 'event.meta.name' : path === 'event.meta' ? 'event.meta.at' : `${path}.name`;
}
