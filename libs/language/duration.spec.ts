import { describe, expect, it } from '@jest/globals';
import { parseDuration } from './duration.js';

describe('parseDuration', () => {
  it.each([
    ['4d', 345_600_000],
    ['1h30m', 5_400_000],
    ['90s', 90_000],
    ['2w', 1_209_600_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['0d', 0],
    [' 5m ', 300_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '4', 'd', '4 days', '-1h', '30m1h', '1d2d', '1e9d', '999999w', '4D', '4d'.repeat(100)])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
