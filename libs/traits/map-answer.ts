// What a provider has answered, as values of the planned traits that its `map` names. What is unknown, or does not fit the plan,
// is left out, and the notes say why: nothing is guessed.

import type { Provider } from '#libs/language/provider.js';
import type { PropertyPlan } from '#libs/language/tracking-plan.js';
import type { Value } from '#libs/language/value.js';
import { cleanValue } from './clean-value.js';
import { fitsType } from './fits-type.js';
import { setOwn } from './own-property.js';

export interface MappedAnswer {
  readonly traits: Readonly<Record<string, Value>>;
  readonly notes: readonly string[];
}

/** @param now epoch ms */
export function mapAnswer({ name, map }: Provider, answer: Value, now: number): MappedAnswer {
  const traits: Record<string, Value> = {};
  const notes: string[] = [];
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return { traits, notes: [`${name} answered no map`] };
  const scope = { now, answer: { own: {}, traits: answer as Readonly<Record<string, Value>> } };
  for (const { trait, value } of map) {
    const found = value.evaluate(scope);
    const clean = found === undefined || found === null ? undefined : planned(trait, cleanValue(found));
    if (clean !== undefined) setOwn(traits, trait.name, clean);
    else if (found !== undefined && found !== null) notes.push(`${trait.name} does not fit the plan: it is left as it was`);
  }
  return { traits, notes };
}

function planned({ type, oneOf, min, max }: PropertyPlan, value: Value | undefined): Value | undefined {
  if (value === undefined || !fitsType(type, value)) return undefined;
  if (typeof value === 'number' && (value < (min ?? -Infinity) || value > (max ?? Infinity))) return undefined;
  if (oneOf === undefined) return value;
  const fold = (each: Value) => (typeof each === 'string' ? each.toLowerCase() : each);
  return oneOf.find((each) => fold(each) === fold(value));
}
