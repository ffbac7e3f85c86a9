// What is told when a name does not exist: what was probably meant, its type and the file that declares it.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { ScopeName } from '../scope.js';
import { suggest } from '../suggest.js';
import type { Type } from '../value.js';
import type { Compiling, Range } from './compiled.js';
import type { Members } from './expression-context.js';
import { nameType } from './type-name.js';

const everyName: readonly ScopeName[] = ['event', 'person', 'account', 'deal', 'owner', 'run', 'workspace', 'score'];

/** @param fields the members there are, when `path` is not one of the scope's names */
export function unknownMember(
  path: string,
  name: string,
  range: Range,
  compiling: Compiling,
  fields?: Readonly<Record<string, Type>>,
): undefined {
  const noun =
    fields !== undefined ? 'member' : path === 'event' ? 'property' : ['person', 'account', 'deal'].includes(path) ? 'trait' : 'member';
  const known = fields === undefined ? membersOf(path, compiling) : typed(fields);
  return compiling.problem('E104', `${path} has no ${noun} "${name}"`, range, hintFor(path, name, known, compiling));
}

type Known = ReadonlyMap<string, { readonly type: Type; readonly from?: string | undefined }>;

function membersOf(path: string, compiling: Compiling): Known {
  const members: Members | undefined = compiling.context.names[path === 'event.meta' ? 'event' : (path as ScopeName)];
  if (members === undefined) return new Map();
  const own = typed(members.own);
  if (path === 'event.meta') return own;
  const declared = Object.entries(members.traits);
  return path === 'event' ? new Map(declared) : new Map([...declared, ...own]);
}

function typed(fields: Readonly<Record<string, Type>>): Known {
  return new Map(Object.entries(fields).map(([name, type]) => [name, { type }]));
}

function hintFor(path: string, name: string, known: Known, compiling: Compiling): string {
  const meant = suggest(name, known.keys());
  if (meant !== undefined) {
    const { type, from } = known.get(meant)!;
    return `did you mean "${meant}"? (${nameType(type)}${from === undefined ? '' : `, from ${from}`})`;
  }
  const elsewhere = whoHas(name, compiling).find((other) => other !== path);
  if (elsewhere !== undefined) return `did you mean ${elsewhere}.${name}?`;
  if (known.size > 0 && known.size <= 12) return `known here: ${[...known.keys()].join(', ')}`;
  if (path === 'event') return 'list it among the properties of the event in tracking-plan/';
  return path === 'person' || path === 'account'
    ? 'plan it in tracking-plan/ or compute it in traits/'
    : `${path} has other members; see the language reference`;
}

/** Which names have such a member. */
function whoHas(member: string, { context }: Compiling): readonly string[] {
  return everyName.flatMap((name) => {
    const members = Object.hasOwn(context.names, name) ? context.names[name] : undefined;
    if (members === undefined) return [];
    const isOwn = Object.hasOwn(members.own, member);
    if (name === 'event') return [...(Object.hasOwn(members.traits, member) ? ['event'] : []), ...(isOwn ? ['event.meta'] : [])];
    return isOwn || Object.hasOwn(members.traits, member) ? [name] : [];
  });
}

/** A name with nothing before it. */
export function unknownName(node: ASTNode & { readonly op: 'id' }, compiling: Compiling): undefined {
  const name = node.args;
  const here = [...everyName.filter((each) => Object.hasOwn(compiling.context.names, each)), 'now'];
  const owner = whoHas(name, compiling)[0];
  const listed = `known here: ${here.join(', ')}`;
  if ((everyName as readonly string[]).includes(name)) return compiling.problem('E108', `${name} cannot be seen here`, node, listed);
  const meant = suggest(name, here);
  const hint =
    owner === undefined
      ? meant === undefined
        ? `${listed}; a text has quotes: "${name}"`
        : `did you mean ${meant}?`
      : `did you mean ${owner}.${name}?`;
  return compiling.problem('E108', `there is no "${name}" here`, node, hint);
}
