// JSON in and out without loss: a number that a double cannot hold exactly stays as it was written.
// Ordinary documents take the platform's own parser; only a text with a suspicious number takes the slower, exact one.

import { isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';

/** Sixteen digits in a row or a three-digit exponent: all numbers a double may not hold look like this (and some others). */
const suspicious = /\d{16}|\d[eE][+-]?\d{3}|\d\.\d*[eE][+-]?\d/;

let sawExact = false;

/** A number kept as its digits; conditions see its nearest double, JSON shows the digits. */
export class ExactNumber extends LosslessNumber {
  toJSON(): string {
    sawExact = true;
    return this.value;
  }
}

/** Throws SyntaxError like JSON.parse. Duplicate keys: the last wins; `__proto__` is an ordinary key. */
export function parseJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  return suspicious.test(text) ? parse(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) : plain;
}

/** The inverse: exact numbers come out with the digits they came with. */
export function stringifyJson(value: unknown): string {
  sawExact = false;
  const text = JSON.stringify(value) ?? 'null';
  return sawExact ? (stringify(value) ?? 'null') : text;
}

function parseNumber(text: string): unknown {
  if (isSafeNumber(text, { approx: true }) && Number.isFinite(Number(text)) && !isUnsafeInteger(text)) return Number(text);
  return new ExactNumber(text);
}

function isUnsafeInteger(text: string): boolean {
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text));
}
