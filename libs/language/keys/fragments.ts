// What can stand behind a key, as JSON Schema: as narrow as it can be said without knowing the rest of the workspace.

import { acceptedKeys, type Keys, type Schema } from './key.js';

export const text: Schema = { type: 'string', pattern: '\\S' };
export const name: Schema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$' };
/** A name that other files give; which exist only `millrace check` knows. */
export const reference: Schema = text;
export const flag: Schema = { type: 'boolean' };
export const number: Schema = { type: 'number' };
export const duration: Schema = {
  type: 'string',
  pattern: '^\\s*(\\d+(\\.\\d+)?w)?(\\d+(\\.\\d+)?d)?(\\d+(\\.\\d+)?h)?(\\d+(\\.\\d+)?m)?(\\d+(\\.\\d+)?s)?(\\d+ms)?\\s*$',
  minLength: 2,
  examples: ['30m', '4d', '1h30m'],
};
/** 40%, 0.5%. */
export const share: Schema = { type: 'string', pattern: '^\\s*\\d{1,3}(\\.\\d{1,3})?\\s*%\\s*$', examples: ['40%'] };
/** CEL that is true, false or unknown. */
export const condition: Schema = { anyOf: [text, flag, number] };
/** CEL of any type; numbers and booleans may stand bare. */
export const expression: Schema = { anyOf: [text, flag, number] };
export const email: Schema = { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+$' };
export const anything: Schema = {};
/** A list of steps: every workflow's schema has it. */
export const steps: Schema = { $ref: '#/definitions/steps' };

export function oneOf(...choices: readonly string[]): Schema {
  return { enum: choices };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** One value, or a list of them. */
export function oneOrMore(items: Schema): Schema {
  return { anyOf: [items, listOf(items)] };
}

export function either(...choices: readonly Schema[]): Schema {
  return { anyOf: choices };
}

export function limited(min: number, max?: number): Schema {
  return { type: 'number', minimum: min, ...(max === undefined ? {} : { maximum: max }) };
}

/** A map with these keys and no others. */
export function mapOf(keys: Keys): Schema {
  const accepted = acceptedKeys(keys);
  const needed = accepted.filter((each) => keys[each]!.required === true);
  return {
    type: 'object',
    properties: Object.fromEntries(accepted.map((each) => [each, { description: keys[each]!.about, ...keys[each]!.schema }])),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
}

/** A map whose keys are names that the file gives. */
export function named(values: Schema, names: Schema = {}): Schema {
  return { type: 'object', propertyNames: names, additionalProperties: values };
}
