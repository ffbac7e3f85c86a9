// Properties that the tracking plan lets pass: what `trigger` sends of an event when nothing else is said.

import { writeTime } from '#libs/connectors/write-time.js';
import type { EventPlan, PropertyPlan } from '#libs/language/tracking-plan.js';
import type { Type, Value } from '#libs/language/value.js';

/** @param now epoch ms */
export function sampleProperties(plan: EventPlan | undefined, now: number): { readonly [name: string]: Value } {
  const properties: Record<string, Value> = {};
  for (const property of plan?.properties.values() ?? []) properties[property.name] = sampleOf(property, now);
  return properties;
}

function sampleOf({ name, type, oneOf, min, max }: PropertyPlan, now: number): Value {
  if (oneOf?.[0] !== undefined) return oneOf[0];
  if (type === 'integer' || type === 'number') return Math.min(Math.max(25, min ?? 25), max ?? Number.MAX_SAFE_INTEGER);
  return valueOf(type, name, now);
}

function valueOf(type: Type, name: string, now: number): Value {
  if (typeof type === 'object') {
    if ('list' in type) return [valueOf(type.list, name, now)];
    return Object.fromEntries(Object.entries(type.fields).map(([field, its]) => [field, valueOf(its, field, now)]));
  }
  switch (type) {
    case 'integer':
    case 'number':
      return 25;
    case 'boolean':
      return true;
    case 'timestamp':
      return writeTime(now);
    case 'duration':
      return 60_000;
    case 'money':
      return { amount: 9900, currency: 'usd' };
    case 'string':
    case 'any':
    default:
      return name;
  }
}
