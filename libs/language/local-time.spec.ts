import { describe, expect, test } from '@jest/globals';
import { nextLocalTime, parseTimeOfDay, parseWeekdays } from './local-time.js';

const daily = [1, 2, 3, 4, 5, 6, 7];
const next = (time: string, from: string, zone = 'Europe/Berlin', days: readonly number[] = daily) =>
  new Date(nextLocalTime({ ...parseTimeOfDay(time)!, days }, zone, Date.parse(from))).toISOString();

describe('a local time comes', () => {
  test.each([
    ['today when it is still to come', '09:00', '2026-11-24T07:59:59.999Z', '2026-11-24T08:00:00.000Z'],
    ['now when it is just that', '09:00', '2026-11-24T08:00:00.000Z', '2026-11-24T08:00:00.000Z'],
    ['tomorrow when it is over', '09:00', '2026-11-24T08:00:00.001Z', '2026-11-25T08:00:00.000Z'],
    ['in summer time after the clock was put forward', '09:00', '2026-03-28T20:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['as much later as the clock is put forward when it is skipped', '02:30', '2026-03-28T20:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['the first time when it is repeated', '02:30', '2026-10-24T20:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['not a second time in the repeated hour', '02:30', '2026-10-25T00:30:00.001Z', '2026-10-26T01:30:00.000Z'],
  ])('%s', (_title, time, from, at) => {
    expect(next(time, from)).toBe(at);
  });

  test('on the next of its days, which a weekend is not', () => {
    expect(next('09:00', '2026-11-27T12:00:00Z', 'America/New_York', [1, 2, 3, 4, 5])).toBe('2026-11-27T14:00:00.000Z');
    expect(next('09:00', '2026-11-27T14:00:01Z', 'America/New_York', [1, 2, 3, 4, 5])).toBe('2026-11-30T14:00:00.000Z');
  });

  test('in its zone: a person in Tokyo has Monday before the workspace', () => {
    expect(next('09:00', '2026-11-22T12:00:00Z', 'Asia/Tokyo', [1])).toBe('2026-11-23T00:00:00.000Z');
  });

  test('a day later than a day that a zone left out', () => {
    // Samoa had no Friday, 30 December 2011.
    expect(next('09:00', '2011-12-29T22:00:00Z', 'Pacific/Apia', [5])).toBe('2012-01-05T19:00:00.000Z');
    expect(next('09:00', '2011-12-29T22:00:00Z', 'Pacific/Apia')).toBe('2011-12-30T19:00:00.000Z');
  });

  test('once a day in every year of a zone, never before the moment that was asked for', () => {
    const days = Date.UTC(2026, 0, 1);
    const seen = new Set<number>();
    for (let from = days; from < Date.UTC(2027, 0, 1); from += 3_600_000 * 5) {
      const at = nextLocalTime({ hour: 2, minute: 30, days: daily }, 'America/New_York', from);
      expect(at).toBeGreaterThanOrEqual(from);
      seen.add(at);
    }
    expect(seen.size).toBe(366);
  });
});

test.each([
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['fri-mon', [1, 5, 6, 7]],
  ['Tue', [2]],
  ['mon, wed', [1, 3]],
  [
    ['sat', 'mon-tue'],
    [1, 2, 6],
  ],
  ['', undefined],
  ['monday', undefined],
  ['mon-', undefined],
  ['mon-wed-fri', undefined],
  [5, undefined],
  [[], undefined],
])('%j is the days %j', (written, days) => {
  expect(parseWeekdays(written)).toEqual(days);
});

test.each([
  ['09:00', { hour: 9, minute: 0 }],
  ['9:05', { hour: 9, minute: 5 }],
  ['23:59', { hour: 23, minute: 59 }],
  ['24:00', undefined],
  ['09:60', undefined],
  [540, undefined],
])('%j is the time of day %j', (written, time) => {
  expect(parseTimeOfDay(written)).toEqual(time);
});
