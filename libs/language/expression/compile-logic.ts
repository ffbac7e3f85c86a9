// && || ! and ?: after Kleene: what is unknown decides nothing, and what is decided without it stays decided.

import type { ASTNode } from '@marcbachmann/cel-js';
import { folded, type Compiled, type Compiling, type Get } from './compiled.js';
import { chainOf } from './parse-expression.js';
import { describeType, joinTypes, kindOf } from './type-name.js';

type GetTruth = Get;

export function compileChain(node: ASTNode & { readonly op: '&&' | '||' }, compiling: Compiling): Compiled | undefined {
  const operands = chainOf(node).map((operand) => {
    const compiled = compiling.compile(operand);
    return compiled === undefined ? undefined : truthOf(compiled, compiling);
  });
  const known = operands.filter((operand) => operand !== undefined);
  if (known.length < operands.length) return undefined;
  const gets = known.map((operand) => operand.get);
  return folded({ node, type: 'boolean', get: chained(gets, node.op === '||') }, known);
}

/** `decisive` is what ends it: true for ||, false for &&. */
function chained(gets: readonly GetTruth[], decisive: boolean): Get {
  const [first, second] = gets;
  if (gets.length === 2 && first !== undefined && second !== undefined) {
    return (scope) => {
      const left = first(scope);
      if (left === decisive) return decisive;
      const right = second(scope);
      return right === decisive ? decisive : left === undefined ? undefined : right;
    };
  }
  return (scope) => {
    let result: boolean | undefined = !decisive;
    for (const get of gets) {
      const value = get(scope);
      if (value === decisive) return decisive;
      if (value === undefined) result = undefined;
    }
    return result;
  };
}

export function compileNot(node: ASTNode & { readonly op: '!_' }, compiling: Compiling): Compiled | undefined {
  const compiled = compiling.compile(node.args);
  const operand = compiled === undefined ? undefined : truthOf(compiled, compiling);
  if (operand === undefined) return undefined;
  const { get } = operand;
  const negated: Get = (scope) => {
    const value = get(scope);
    return value === undefined ? undefined : value === false;
  };
  return folded({ node, type: 'boolean', get: negated }, [operand]);
}

export function compileTernary(node: ASTNode & { readonly op: '?:' }, compiling: Compiling): Compiled | undefined {
  const [first, yes, no] = node.args.map((part) => compiling.compile(part));
  const condition = first === undefined ? undefined : truthOf(first, compiling);
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  const get: Get = (scope) => {
    const truth = condition.get(scope);
    return truth === undefined ? undefined : truth === true ? yes.get(scope) : no.get(scope);
  };
  return folded({ node, type: typeOfEither(yes, no), get }, [condition, yes, no]);
}

/** `x ? y : null` is of y's type: null is a value that is not there. */
function typeOfEither(yes: Compiled, no: Compiled): Compiled['type'] {
  if (yes.node.op === 'value' && yes.node.args === null) return no.type;
  return no.node.op === 'value' && no.node.args === null ? yes.type : joinTypes(yes.type, no.type);
}

/** As a condition: true, false or unknown; other types are told to be compared with something. */
export function truthOf(compiled: Compiled, compiling: Compiling): Compiled | undefined {
  if (compiled.type === 'boolean') return compiled;
  if (compiled.type === 'any') {
    const { get } = compiled;
    return {
      ...compiled,
      type: 'boolean',
      get: (scope) => {
        const value = get(scope);
        return typeof value === 'boolean' ? value : undefined;
      },
    };
  }
  const source = compiling.sourceOf(compiled.node);
  return compiling.problem(
    'E105',
    `a condition is true or false; this is ${describeType(compiled.type)}`,
    compiled.node,
    hintFor(compiled, source),
  );
}

function hintFor({ node, type }: Compiled, source: string): string {
  const isMember = node.op === '.' || node.op === '[]';
  switch (kindOf(type)) {
    case 'number':
      return `compare it: ${source} > 0`;
    case 'duration':
      return `compare it: ${source} < days(7)`;
    case 'money':
      return `compare it: ${source}.amount > 0`;
    case 'list':
      return `ask for one of its items, or count them: size(${source}) > 0`;
    default:
      return isMember ? `compare it, or ask whether it is known: has(${source})` : 'compare it with something';
  }
}
