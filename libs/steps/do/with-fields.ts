// `with` of an act: its fields, read and typed by what the action declares, and their values when it is asked for.

import type { ActionDeclaration, ActionField } from '#libs/language/action-declaration.js';
import type { Expression } from '#libs/language/expression.js';
import type { Scope } from '#libs/language/scope.js';
import { anything } from '#libs/language/keys/fragments.js';
import { key } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import type { Value } from '#libs/language/value.js';
import { type FilledText, fillText, readFilledText } from '../filled-text.js';
import { isMap, isWritten } from '../read-map.js';

export type FieldValue =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'text'; readonly text: FilledText }
  | { readonly kind: 'map'; readonly values: ReadonlyMap<string, FieldValue> };

/** undefined when a problem was reported. @param step the map of the step */
export function readFields(step: Written, action: ActionDeclaration, read: StepReader): ReadonlyMap<string, FieldValue> | undefined {
  const names = Object.keys(action.fields);
  const example = `with: { ${names.map((name) => `${name}: …`).join(', ')} }`;
  if (!isWritten(step, 'with', example, read)) return undefined;
  const written = step.at('with');
  if (!isMap(written)) {
    read.problem('E203', '"with" is written as a map', written.place, `as in ${example}`);
    return undefined;
  }
  read.onlyKeys(written, Object.fromEntries(names.map((name) => [name, key(action.about, anything)])), 'in "with"');
  const isComplete = names
    .filter((name) => action.fields[name]!.required === true)
    .map((name) => isWritten(written, name, `${name}: …`, read))
    .every(Boolean);
  const keys = written.keys().filter((key) => names.includes(key));
  const fields = keys.map((key) => [key, readField(written.at(key), action.fields[key]!, read)] as const);
  const good = fields.filter((field): field is readonly [string, FieldValue] => field[1] !== undefined);
  return isComplete && good.length === written.keys().length ? new Map(good) : undefined;
}

function readField(written: Written, { type }: ActionField, read: StepReader): FieldValue | undefined {
  if (type !== 'properties') return readValue(written, type, read);
  if (!isMap(written)) {
    read.problem(
      'E203',
      'these are names and their values',
      written.place,
      'write a map, as in { lifecycle: dormant, seats: account.people }',
    );
    return undefined;
  }
  const values = written.keys().map((key) => [key, readValue(written.at(key), 'any', read)] as const);
  const good = values.filter((value): value is readonly [string, FieldValue] => value[1] !== undefined);
  return good.length === values.length ? { kind: 'map', values: new Map(good) } : undefined;
}

function readValue(written: Written, type: Exclude<ActionField['type'], 'properties'>, read: StepReader): FieldValue | undefined {
  if ((type === 'string' || type === 'any') && typeof written.value === 'string' && written.value.includes('${{')) {
    const text = readFilledText(written, 'a text', read);
    return text === undefined ? undefined : { kind: 'text', text };
  }
  const value = read.expression(written, type);
  return value === undefined ? undefined : { kind: 'value', value };
}

/** What is unknown is left out. */
export function valuesOf(fields: ReadonlyMap<string, FieldValue>, scope: Scope, timeZone: string): { readonly [name: string]: Value } {
  const values: Record<string, Value> = {};
  for (const [name, field] of fields) {
    const value =
      field.kind === 'map'
        ? valuesOf(field.values, scope, timeZone)
        : field.kind === 'text'
          ? fillText(field.text, scope, timeZone)
          : field.value.evaluate(scope);
    if (value !== undefined && value !== null)
      Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return values;
}
