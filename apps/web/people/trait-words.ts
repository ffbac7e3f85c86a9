// A trait's value as a person reads it: money, lists, touches, instants.

import { isMoney, sayMoney, sayTime } from '../words.js';

const year2000 = 946_684_800_000;
const year2100 = 4_102_444_800_000;

/** @param name a trait that is called like a time (`…_at`, `at`) is one */
export function sayTrait(value: unknown, name = ''): string {
  if (value === null || value === undefined || value === '') return '–';
  if (isMoney(value)) return sayMoney(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return /(^|_)at$/.test(name) && value > year2000 && value < year2100 ? sayTime(value) : value.toLocaleString();
  if (Array.isArray(value)) return value.map((one) => sayTrait(one)).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${sayTrait(inner, key)}`)
      .join(' · ');
  return String(value);
}
