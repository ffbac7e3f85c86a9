// Which meetings are still ahead, whatever the calendar has said of them.

import { expect, test } from '@jest/globals';
import type { Value } from '#libs/language/value.js';
import { meetingsAhead } from './meetings-ahead.js';

const said = (name: string, properties: Record<string, Value>) => ({ name: `calendly.${name}`, properties, about: null });
const booked = (id: string, start: number, more: Record<string, Value> = {}) =>
  said('booked', { meeting_id: id, start_at: start, ...more });
const starts = (...bookings: ReturnType<typeof said>[]) => meetingsAhead(bookings, 100).map(({ id, startAt }) => [id, startAt]);

test('the soonest comes first, and what is over is left out', () => {
  expect(starts(booked('a', 300), booked('b', 200), booked('c', 50))).toEqual([
    ['b', 200],
    ['a', 300],
  ]);
});

test('a meeting that has begun stands until it ends', () => {
  expect(starts(booked('a', 90, { end_at: 110 }), booked('b', 80, { end_at: 100 }))).toEqual([['a', 90]]);
});

test('a cancellation takes it away, a booking after it brings it back', () => {
  expect(starts(booked('a', 300), said('canceled', { meeting_id: 'a', start_at: 300 }))).toEqual([]);
  expect(starts(said('canceled', { meeting_id: 'a' }), booked('a', 300))).toEqual([['a', 300]]);
});

test('a reschedule is one meeting, at its new time', () => {
  expect(starts(booked('a', 300), said('rescheduled', { meeting_id: 'b', previous_meeting_id: 'a', start_at: 400 }))).toEqual([['b', 400]]);
});

test.each([
  ['https://meet.example/x', 'https://meet.example/x'],
  ['javascript:alert(1)', null],
  ['http://meet.example/x', null],
  [7, null],
])('%s as the address of a meeting is the link %s', (url, link) => {
  expect(meetingsAhead([booked('a', 300, { join_url: url })], 100)[0]!.joinUrl).toBe(link);
});
