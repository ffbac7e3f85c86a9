// A time of day on days of the week, in a zone: when it comes next. Each local time comes once a day, whatever daylight saving
// does: one that is skipped comes as much later as the clock is put forward, one that is repeated counts when it comes first.

import { Temporal } from 'temporal-polyfill';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export interface LocalTime {
  readonly hour: number;
  readonly minute: number;
  /** ISO days of the week: 1 is Monday, 7 is Sunday; never empty. */
  readonly days: readonly number[];
}

/** Long enough for a zone that left out a day, on which the only weekday would have been. */
const longestSearch = 15;

/**
 * The first such moment that is not before `from` (epoch ms). @param zone IANA name
 * @throws RangeError for a zone that does not exist, and for no days
 */
export function nextLocalTime({ hour, minute, days }: LocalTime, zone: string, from: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(from)).toZonedDateTimeISO(zone).toPlainDate();
  const plainTime = Temporal.PlainTime.from({ hour, minute });
  for (let ahead = 0; ahead <= longestSearch; ahead += 1) {
    const date = today.add({ days: ahead });
    if (!days.includes(date.dayOfWeek)) continue;
    const at = date.toZonedDateTime({ timeZone: zone, plainTime });
    // A day that a zone leaves out has no times.
    if (at.epochMilliseconds >= from && at.toPlainDate().equals(date)) return at.epochMilliseconds;
  }
  throw new RangeError('A local time needs a day of the week.');
}

/** Whether there is a zone of this name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `09:00` → its parts; undefined for anything else. */
export function parseTimeOfDay(text: unknown): { readonly hour: number; readonly minute: number } | undefined {
  const [, hour, minute] = (typeof text === 'string' && /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)) || [];
  return hour === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}

/** `mon-fri`, `sat`, `fri-mon`, or a list of such → ISO days of the week, in order; undefined for anything else. */
export function parseWeekdays(written: unknown): readonly number[] | undefined {
  const parts: unknown = typeof written === 'string' ? written.split(',').map((part) => part.trim()) : written;
  if (!Array.isArray(parts) || parts.length === 0) return undefined;
  const days = new Set<number>();
  for (const part of parts) {
    const [from, to, ...more] = typeof part === 'string' ? part.toLowerCase().split(/\s*-\s*/) : [];
    const first = weekdays.findIndex((day) => day === from);
    const last = to === undefined ? first : weekdays.findIndex((day) => day === to);
    if (first < 0 || last < 0 || more.length > 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day + 1);
      if (day === last) break;
    }
  }
  return [...days].sort((one, other) => one - other);
}
