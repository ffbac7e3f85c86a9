import { describe, expect, it, test } from '@jest/globals';
import { type HoldRules, holdUntil } from './hold-until.js';

const office: HoldRules = { from: 9 * 60, to: 17 * 60, days: [1, 2, 3, 4, 5], zone: 'America/New_York' };
const at = (text: string) => Date.parse(text);
const day = 86_400_000;
const until = (rules: HoldRules, now: string, sent: readonly string[] = []) => {
  const found = holdUntil(
    rules,
    sent.map((each) => at(each)),
    at(now),
  );
  return found === null ? null : new Date(found).toISOString().replace('.000', '');
};

describe('outside the window a message waits for its opening', () => {
  it.each<[string, string, string | null]>([
    ['inside', '2026-03-04T10:00:00-05:00', null],
    ['at its opening', '2026-03-04T09:00:00-05:00', null],
    ['before it', '2026-03-04T08:59:59-05:00', '2026-03-04T14:00:00Z'],
    ['at its end, which is no part of it', '2026-03-04T17:00:00-05:00', '2026-03-05T14:00:00Z'],
    ['on Friday evening', '2026-02-27T18:00:00-05:00', '2026-03-02T14:00:00Z'],
    ['over the weekend on which the clock is put forward', '2026-03-06T18:00:00-05:00', '2026-03-09T13:00:00Z'],
    ['over the weekend on which it is put back', '2026-10-30T18:00:00-04:00', '2026-11-02T14:00:00Z'],
  ])('%s', (_what, now, expected) => {
    expect(until(office, now)).toBe(expected);
  });

  test('an opening that the clock leaves out comes as much later, never early', () => {
    const night = { from: 150, to: 240, days: [7], zone: 'America/New_York' };
    expect(until(night, '2026-03-08T00:00:00-05:00')).toBe('2026-03-08T07:30:00Z');
  });

  test('a window until midnight is open in its last minute', () => {
    expect(until({ ...office, to: 24 * 60 }, '2026-03-04T23:59:59-05:00')).toBeNull();
  });
});

describe('a cap holds a message until it allows it', () => {
  const capped: HoldRules = { from: 0, to: 1440, days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC', most: 2, per: 7 * day };
  it.each<[string, readonly string[], string | null]>([
    ['nothing was sent', [], null],
    ['one fewer', ['2026-03-01T00:00:00Z'], null],
    ['as many: until the oldest of them counts no more', ['2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z'], '2026-03-08T00:00:00Z'],
    ['more, by workflows without a cap', ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'], '2026-03-09T00:00:00Z'],
    ['long ago', ['2026-02-01T00:00:00Z', '2026-02-25T00:00:00Z'], null],
  ])('%s', (_what, sent, expected) => {
    expect(until(capped, '2026-03-04T00:00:00Z', sent)).toBe(expected);
  });

  test('freed outside the window it waits for the opening after that', () => {
    const both = { ...office, most: 1, per: day };
    expect(until(both, '2026-03-06T16:00:00-05:00', ['2026-03-06T15:00:00-05:00'])).toBe('2026-03-09T13:00:00Z');
  });
});
