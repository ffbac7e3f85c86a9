import { expect, test } from '@jest/globals';
import { planQuarter, quarter } from './plan-quarter.js';
import { type Shop, shops } from './shops.js';

const planned = planQuarter(shops);
const of = ({ site }: Shop) => planned.filter(({ shop }) => shop.site === site).map(({ kind }) => kind);

test('the quarter goes forward, from its first hour to its last', () => {
  const hours = planned.map(({ hour }) => hour);
  expect(hours).toEqual([...hours].sort((one, other) => one - other));
  expect(hours[0]).toBe(0);
  expect(hours.at(-1)).toBeGreaterThan(quarter - 72);
  expect(hours.at(-1)).toBeLessThan(quarter);
});

test('every shop looks first, and asks or signs up once', () => {
  for (const shop of shops) {
    const kinds = of(shop);
    expect(kinds[0]).toBe('visits');
    expect(kinds.filter((kind) => kind === 'asks' || kind === 'signs up')).toHaveLength(1);
  }
});

test('a shop comes as far as is said of it, and no further', () => {
  const furthest = {
    asked: 'asks',
    booked: 'books',
    canceled: 'cancels',
    quiet: 'starts trial',
    'signed up': 'signs up',
    'paid alone': 'pays',
  } as const;
  for (const shop of shops) {
    const kinds = of(shop);
    if (shop.comesTo in furthest) expect(kinds).toContain(furthest[shop.comesTo as keyof typeof furthest]);
    expect(kinds.includes('pays')).toBe(shop.comesTo === 'won' || shop.comesTo === 'paid alone');
  }
});

test('equal shops give an equal quarter', () => {
  expect(planQuarter(shops)).toEqual(planned);
});
