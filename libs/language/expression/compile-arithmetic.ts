// + - * / % and the sign. Numbers divide exactly (7 / 2 is 3.5): people who write shares of something mean that.

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Type } from '../value.js';
import { calculate, type ArithmeticOperator } from './calculate.js';
import { readAs } from './coerce.js';
import { folded, type Compiled, type Compiling } from './compiled.js';
import { mismatch } from './mismatch.js';
import { readerOf, toNumber } from './read-value.js';
import { describeType, joinTypes, kindOf } from './type-name.js';

const verbs: Readonly<Record<ArithmeticOperator, string>> = {
  '+': 'be added',
  '-': 'be subtracted',
  '*': 'be multiplied',
  '/': 'be divided',
  '%': 'be divided',
};

export function compileArithmetic(node: ASTNode & { readonly op: ArithmeticOperator }, compiling: Compiling): Compiled | undefined {
  const left = compiling.compile(node.args[0]);
  const right = compiling.compile(node.args[1]);
  if (left === undefined || right === undefined) return undefined;
  if (left.currency !== undefined && right.currency !== undefined && left.currency !== right.currency) {
    return compiling.problem(
      'E106',
      `${left.currency} and ${right.currency} cannot ${verbs[node.op]}`,
      node,
      'convert one of them before it is sent',
    );
  }
  const type = resultType(node.op, left.type, right.type);
  if (type === undefined) return mismatch(verbs[node.op], left, right, node, compiling);
  const operator = node.op;
  const [a, b] = [operand(left, right, operator), operand(right, left, operator)];
  const calculated: Compiled = { node, type, get: (scope) => calculate(operator, a(scope), b(scope)) };
  return folded(left.currency !== undefined && left.currency === right.currency ? { ...calculated, currency: left.currency } : calculated, [
    left,
    right,
  ]);
}

/** Beside a time or a duration a value of any type may be an instant as text; beside the rest it is of the other's type. */
function operand(side: Compiled, other: Compiled, operator: ArithmeticOperator): Compiled['get'] {
  if (kindOf(other.type) === 'duration' || kindOf(other.type) === 'timestamp')
    return operator === '+' || operator === '-' ? readAs(side, 'timestamp') : side.get;
  return readAs(side, other.type);
}

function resultType(operator: ArithmeticOperator, left: Type, right: Type): Type | undefined {
  const a = kindOf(left);
  const b = kindOf(right);
  if (a === 'any' || b === 'any') return withAny(operator, a === 'any' ? right : left);
  if (a === 'number' && b === 'number') return operator === '/' ? 'number' : joinTypes(left, right);
  const isSum = operator === '+' || operator === '-';
  if (isSum && a === b && (a === 'duration' || a === 'money')) return a;
  if (operator === '+' && a === 'string' && b === 'string') return 'string';
  if (operator === '+' && a === 'list' && b === 'list') return { list: joinTypes(itemOf(left), itemOf(right)) };
  if (isSum && a === 'timestamp' && b === 'duration') return 'timestamp';
  if (operator === '+' && a === 'duration' && b === 'timestamp') return 'timestamp';
  if (operator === '-' && a === 'timestamp' && b === 'timestamp') return 'duration';
  if (operator === '*' && ((a === 'duration' && b === 'number') || (a === 'number' && b === 'duration'))) return 'duration';
  if (operator === '/' && a === 'duration') return b === 'number' ? 'duration' : b === 'duration' ? 'number' : undefined;
  return undefined;
}

function withAny(operator: ArithmeticOperator, other: Type): Type | undefined {
  const kind = kindOf(other);
  if (kind === 'any' || kind === 'duration' || kind === 'timestamp') return 'any';
  if (kind === 'number') return 'number';
  const isSum = operator === '+' || operator === '-';
  if (kind === 'money') return isSum ? 'money' : undefined;
  return operator === '+' && (kind === 'string' || kind === 'list') ? (kind === 'list' ? { list: 'any' } : 'string') : undefined;
}

function itemOf(type: Type): Type {
  return typeof type !== 'string' && 'list' in type ? type.list : 'any';
}

export function compileMinus(node: ASTNode & { readonly op: '-_' }, compiling: Compiling): Compiled | undefined {
  const operand = compiling.compile(node.args);
  if (operand === undefined) return undefined;
  const kind = kindOf(operand.type);
  if (kind !== 'number' && kind !== 'duration' && kind !== 'any')
    return compiling.problem('E105', `${describeType(operand.type)} has no sign`, node);
  const read = readerOf('number');
  const get: Compiled['get'] = (scope) => {
    const number = toNumber(read(operand.get(scope)));
    return number === undefined ? undefined : -number;
  };
  return folded({ node, type: kind === 'any' ? 'number' : operand.type, get }, [operand]);
}
