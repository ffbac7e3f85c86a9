// Files may name exactly the charts there are: what the language lists is what the registry has.

import { expect, test } from '@jest/globals';
import { chartFilterNames, chartFilters } from '#libs/language/report.js';
import { filterNames } from './chart.js';
import { charts } from './registry.js';

test('config/reports can name every chart and its filters (chartFilters in libs/language/report.ts), and no other', () => {
  const sorted = (all: Iterable<readonly [string, readonly string[]]>) =>
    Object.fromEntries([...all].map(([name, filters]) => [name, filters.toSorted()]));
  expect(sorted(Object.entries(chartFilters))).toEqual(sorted([...charts.values()].map(({ name, filters }) => [name, filters])));
  expect([...filterNames].sort()).toEqual([...chartFilterNames].sort());
});
