// The values of a chart's named parameters: the period as days and as instants of its zone, the moment, and the filters.

import type { ChartQuery, Period } from './read-chart-query.js';
import { instantsOf } from './read-chart-query.js';

/** @param now ISO instant */
export function chartValues(
  { from, to }: Period,
  filters: ChartQuery['filters'],
  timeZone: string,
  now: string,
): Readonly<Record<string, unknown>> {
  return {
    ...filters,
    ...instantsOf({ from, to }, timeZone),
    from_ends: instantsOf({ from, to: from }, timeZone).until,
    from_day: from,
    to_day: to,
    now,
  };
}
