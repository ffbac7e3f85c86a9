// Arithmetic in three values: what has no finite, exact-enough answer is unknown.

import type { Value } from '../value.js';
import { isMoney, toNumber } from './read-value.js';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** Texts and lists that an expression puts together end here. */
const longest = 1_000_000;

export function calculate(operator: ArithmeticOperator, a: unknown, b: unknown): Value | undefined {
  const left = toNumber(a);
  const right = toNumber(b);
  if (left !== undefined && right !== undefined) {
    const result = ofNumbers(operator, left, right);
    return Number.isFinite(result) ? result : undefined;
  }
  if (operator !== '+' && operator !== '-') return undefined;
  if (isMoney(a) && isMoney(b)) {
    const currency = a.currency.toLowerCase();
    const amount = calculate(operator, a.amount, b.amount);
    return currency === b.currency.toLowerCase() && amount !== undefined ? { amount, currency } : undefined;
  }
  if (operator === '-') return undefined;
  if (typeof a === 'string' && typeof b === 'string') return a.length + b.length > longest ? undefined : a + b;
  if (Array.isArray(a) && Array.isArray(b)) return a.length + b.length > longest ? undefined : [...(a as Value[]), ...(b as Value[])];
  return undefined;
}

function ofNumbers(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}
