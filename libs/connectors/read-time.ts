// Times as senders write them: ISO 8601 with or without a zone (none: UTC), or epoch seconds or milliseconds.
// By arithmetic and not by a library: it runs once or twice for every event.

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?)?$/;
const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const minute = 60_000;
/** From the year 1 to 9999: what Postgres, every driver and every person can read. */
const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

/** @returns epoch ms; undefined for what is not a time */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    // Seconds until the year 5138 and milliseconds since 1973 do not overlap.
    return within(Math.trunc(Math.abs(value) < 100_000_000_000 ? value * 1000 : value));
  }
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const parts = iso.exec(value.trim());
  if (parts === null) return undefined;
  const part = (index: number) => Number(parts[index] ?? 0);
  const [year, month, day, hour, minutes, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minutes > 59 || second > 60) return undefined;
  const fraction = Math.trunc(Number(`0.${parts[7] ?? '0'}`) * 1000 + 1e-6);
  const offset = parts[9] === undefined ? 0 : (Number(parts[10]) * 60 + Number(parts[11] ?? 0)) * (parts[9] === '-' ? -1 : 1);
  const time = daysSince1970(year, month, day) * 1440 * minute + (hour * 60 + minutes - offset) * minute + second * 1000 + fraction;
  return within(time);
}

/** The time if it is between the years 1 and 9999. */
export function within(time: number): number | undefined {
  return time >= earliest && time <= latest ? time : undefined;
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (days[month - 1] ?? 0);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Howard Hinnant's days_from_civil: years begin in March, so that the leap day is their last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
