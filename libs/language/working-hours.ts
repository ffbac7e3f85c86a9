// When somebody works: hours of a day, days of a week, and the zone whose clock is meant.

import { Temporal } from 'temporal-polyfill';

export interface WorkingHours {
  /** Minutes since midnight, half open; `to` is the larger one. */
  readonly from: number;
  readonly to: number;
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** IANA name. */
  readonly zone: string;
}

/** @param now epoch ms */
export function isWorkingTime({ from, to, days, zone }: WorkingHours, now: number): boolean {
  const there = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const minute = there.hour * 60 + there.minute;
  return days.includes(there.dayOfWeek) && from <= minute && minute < to;
}
