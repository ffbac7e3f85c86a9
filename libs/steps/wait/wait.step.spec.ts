import { describe, expect, test } from '@jest/globals';
import { configOf, decide, hour, now, problemsOf } from '../step.fixture.js';

describe('wait', () => {
  test.each([
    ['2d', 48 * hour],
    ['1h30m', 1.5 * hour],
    ['90s', 90_000],
  ])('wait: %s is so many milliseconds', (written, ms) => {
    expect(configOf(`wait: ${written}`)).toEqual({ ms });
  });

  test.each([
    ['wait: 2', 'E205 6:11 "wait" is a duration; 2 is not (add the unit: 2d, 2h or 2m)'],
    ['wait: soon', 'E205 6:11 "wait" is a duration; "soon" is not (as in 30m, 4d or 1h30m)'],
    ['wait: 0m', 'E205 6:11 "wait" is a duration; "0m" is not (as in 30m, 4d or 1h30m)'],
    ['wait:', 'E205 6:10 "wait" is a duration; nothing is not (as in 30m, 4d or 1h30m)'],
  ])('%s is refused with the fix', (written, problem) => {
    expect(problemsOf(written)).toEqual([problem]);
  });

  test('counts from when it is entered', () => {
    expect(decide('wait: 2h')).toEqual({ outcome: { kind: 'sleep', until: now + 2 * hour, port: 'next' } });
  });
});
