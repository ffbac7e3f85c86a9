// What happens at which hour of the quarter, from what each shop comes to. Always the same: whoever looks twice sees the same.

import type { Shop } from './shops.js';

/** `hour` counts from the quarter's beginning. */
export type Happening = { readonly shop: Shop; readonly hour: number } & (
  { readonly kind: Simple } | { readonly kind: 'books'; readonly inDays: number }
);

type Simple =
  | 'visits'
  | 'asks'
  | 'signs up'
  /** The owner writes what the deal is worth. */
  | 'is estimated'
  | 'starts trial'
  | 'lets trial expire'
  | 'answers tickets'
  | 'cancels'
  | 'pays';

/** Hours. */
export const quarter = 84 * 24;

/** How long reps take for their first word: minutes when they are at their desk. */
const answers = [0.05, 0.3, 2, 0.1, 20];

/** In the order in which they happen. */
export function planQuarter(shops: readonly Shop[]): Happening[] {
  return shops
    .flatMap((shop, place) => journey(shop, place))
    .filter(({ hour }) => hour < quarter)
    .map((happening, place) => ({ happening, place }))
    .sort((one, other) => one.happening.hour - other.happening.hour || one.place - other.place)
    .map(({ happening }) => happening);
}

/** @param place makes one a little slower than the other */
function journey(shop: Shop, place: number): Happening[] {
  const { from, comesTo } = shop;
  const hourOf = (days: number) => Math.round((from + days) * 24 * 100) / 100 + (place % 7);
  const at = (kind: Simple, days: number): Happening => ({ shop, hour: hourOf(days), kind });
  const tickets = (first: number, every: number, last = 84) =>
    Array.from({ length: Math.ceil((last - first) / every) }, (_, nth) => at('answers tickets', first + nth * every));
  const slower = place % 5;
  if (comesTo === 'signed up') return [at('visits', 0), at('signs up', 0), ...tickets(1, 2, 9)];
  if (comesTo === 'paid alone') return [at('visits', 0), at('signs up', 0), at('pays', 4), ...tickets(1, 3)];
  const asked = [at('visits', 0), at('asks', 0), at('is estimated', answers[slower]! / 24)];
  if (comesTo === 'asked') return asked;
  if (comesTo === 'quiet') return [...asked, at('starts trial', 2), at('lets trial expire', 16)];
  const booked: Happening[] = [...asked, { shop, hour: hourOf(1 + (place % 2)), kind: 'books', inDays: 5 + slower }];
  if (comesTo === 'booked') return booked;
  if (comesTo === 'canceled') return [...booked, at('cancels', 4)];
  const trial = [...booked, at('starts trial', 6 + slower)];
  if (comesTo === 'trial') return [...trial, ...tickets(7 + slower, 2), at('lets trial expire', 20 + slower)];
  return [...trial, ...tickets(7 + slower, 3), at('pays', 14 + slower * 3)];
}
