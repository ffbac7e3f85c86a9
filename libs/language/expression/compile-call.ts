// Calls: the functions of the table, and the two that are more than functions, has() and in_list().

import type { ASTNode } from '@marcbachmann/cel-js';
import type { ScopeName } from '../scope.js';
import { suggest } from '../suggest.js';
import type { Type } from '../value.js';
import { readAs } from './coerce.js';
import { folded, type Compiled, type Compiling, type Get } from './compiled.js';
import { functions, missingFunctions, type FunctionDefinition } from './functions.js';
import { compileInList } from './in-list.js';
import { toNumber } from './read-value.js';
import { describeType, kindOf } from './type-name.js';

export function compileCall(node: ASTNode & { readonly op: 'call' | 'rcall' }, compiling: Compiling): Compiled | undefined {
  const isMethod = node.op === 'rcall';
  const name = node.args[0];
  const written: readonly ASTNode[] = isMethod ? [node.args[1], ...node.args[2]] : node.args[1];
  if (name === 'has' && !isMethod) return compileHas(node, written, compiling);
  if (name === 'in_list' && !isMethod) return compileInList(node, written, compiling);
  const definition = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (definition === undefined) return unknownFunction(name, node, compiling);
  if (isMethod !== (definition.isMethod === 'only') && definition.isMethod !== 'also') {
    return compiling.problem('E107', `${name} is not written like this`, node, `as in ${definition.example}`);
  }
  const all = written.map((argument) => compiling.compile(argument));
  const given = all.filter((argument) => argument !== undefined);
  if (given.length < all.length) return undefined;
  if (given.length !== definition.takes.length) {
    const expected = definition.takes.length - (isMethod ? 1 : 0);
    return compiling.problem(
      'E105',
      `${name}() takes ${expected === 1 ? 'one value' : `${expected} values`}`,
      node,
      `as in ${definition.example}`,
    );
  }
  for (const [position, argument] of given.entries())
    if (!fits(argument.type, definition.takes[position]!)) return wrongArgument(name, definition, position, argument, compiling);
  return calling(node, definition, given, compiling);
}

function fits(type: Type, takes: readonly Type[]): boolean {
  return type === 'any' || takes.some((one) => kindOf(one) === kindOf(type));
}

function wrongArgument(
  name: string,
  { takes, example, isMethod }: FunctionDefinition,
  position: number,
  { node, type }: Compiled,
  compiling: Compiling,
): undefined {
  if (name === 'contains' && position === 0 && kindOf(type) === 'list')
    return compiling.problem('E105', 'contains() looks into a string; this is a list', node, 'as in "admin" in person.roles');
  const wanted = [...new Set(takes[position]!.map(describeType))].join(' or ');
  const where = isMethod === 'only' && position === 0 ? `${name}() stands behind` : `${name}() takes`;
  return compiling.problem('E105', `${where} ${wanted}; this is ${describeType(type)}`, node, `as in ${example}`);
}

function calling(node: ASTNode, definition: FunctionDefinition, given: readonly Compiled[], compiling: Compiling): Compiled | undefined {
  const { takes, gives, readsNow = false } = definition;
  const [first, second] = given.map((argument, position) => argumentGet(argument, takes[position]!));
  const get: Get = (scope) => {
    const a = first?.(scope);
    if (a === undefined) return undefined;
    const b = second?.(scope);
    return second !== undefined && b === undefined ? undefined : definition.call(a, b, scope.now);
  };
  if (readsNow) {
    compiling.sees('now', node, (scope) => scope.now);
    return { node, type: gives, get };
  }
  const call = folded({ node, type: gives, get }, given);
  if (call.isConstant !== true || call.get({ now: 0 }) !== undefined || given.some((argument) => argument.get({ now: 0 }) === undefined))
    return call;
  return compiling.problem('E105', `this has no value: ${compiling.sourceOf(node)}`, node, `as in ${definition.example}`);
}

/** Numbers are handed over as doubles; a value of any type is read as what the function takes. */
function argumentGet(argument: Compiled, takes: readonly Type[]): Get {
  const [only] = takes;
  if (takes.length === 1 && only !== undefined) {
    const get = readAs(argument, only);
    return kindOf(only) === 'number' ? (scope) => toNumber(get(scope)) : get;
  }
  const { get } = argument;
  return argument.type === 'any' ? (scope) => known(get(scope)) : get;
}

function known(value: ReturnType<Get>): ReturnType<Get> {
  return typeof value === 'boolean' ? undefined : (toNumber(value) ?? value);
}

/** Always answers: true when the value is known and of its type. */
function compileHas(node: ASTNode, written: readonly ASTNode[], compiling: Compiling): Compiled | undefined {
  const [argument] = written;
  if (argument === undefined || written.length > 1 || !['.', '[]', 'id'].includes(argument.op)) {
    return compiling.problem('E105', 'has() asks whether a member is known', node, 'as in has(account.domain)');
  }
  if (
    argument.op === 'id' &&
    argument.args !== 'now' &&
    argument.args !== 'score' &&
    Object.hasOwn(compiling.context.names, argument.args)
  ) {
    const name = argument.args as Exclude<ScopeName, 'score'>;
    return { node, type: 'boolean', get: (scope) => scope[name] != null };
  }
  const member = compiling.compile(argument);
  if (member === undefined) return undefined;
  const { get } = member;
  return { node, type: 'boolean', get: (scope) => get(scope) !== undefined };
}

function unknownFunction(name: string, node: ASTNode, compiling: Compiling): undefined {
  const missing = Object.hasOwn(missingFunctions, name) ? missingFunctions[name] : undefined;
  if (missing !== undefined) return compiling.problem('E107', `there is no ${name}(): ${missing[0]}`, node, missing[1]);
  const names = [...Object.keys(functions), 'has', 'in_list'];
  const meant = suggest(name, names);
  return compiling.problem(
    'E107',
    `there is no function ${name}()`,
    node,
    meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}()?`,
  );
}
