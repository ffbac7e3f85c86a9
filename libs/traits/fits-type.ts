// Whether a value is of a planned type, as it was sent.

import type { Type, Value } from '#libs/language/value.js';

/** Timestamps are epoch ms or ISO 8601 with a zone; money is {amount: whole minor units, currency: three letters}. */
export function fitsType(type: Type, value: Value): boolean {
  if (typeof type !== 'string') {
    if ('list' in type) return Array.isArray(value) && (value as readonly Value[]).every((item) => fitsType(type.list, item));
    if (!isRecord(value)) return false;
    return Object.entries(type.fields).every(([name, field]) => !Object.hasOwn(value, name) || fitsType(field, value[name] ?? null));
  }
  switch (type) {
    case 'any':
      return true;
    case 'integer':
      return Number.isInteger(numberOf(value));
    case 'number':
    case 'duration':
      return Number.isFinite(numberOf(value));
    case 'timestamp':
      return Number.isFinite(numberOf(value)) || (typeof value === 'string' && iso.test(value) && Number.isFinite(Date.parse(value)));
    case 'money':
      return isMoney(value);
    default:
      return typeof value === type;
  }
}

function isMoney(value: Value): boolean {
  if (!isRecord(value)) return false;
  const { amount, currency } = value;
  return Number.isInteger(amount) && typeof currency === 'string' && /^[a-z]{3}$/i.test(currency);
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A number kept as its digits counts as its nearest double. */
function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  return value !== null && typeof value === 'object' && 'isLosslessNumber' in value ? Number(value) : Number.NaN;
}

function isRecord(value: Value): value is { readonly [name: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
