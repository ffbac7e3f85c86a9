import { expect, test } from '@jest/globals';
import { parsePercent } from './percent.js';

test.each([
  ['50%', 50],
  ['0.1 %', 0.1],
  ['100%', 100],
  ['0%', 0],
  ['101%', undefined],
  ['-1%', undefined],
  ['50', undefined],
  [50, undefined],
  ['1e1%', undefined],
  ['', undefined],
])('%j is a share of %j', (text, percent) => {
  expect(parsePercent(text)).toBe(percent);
});
