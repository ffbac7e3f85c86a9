// `hours: "09:00-17:00"`, `days: mon-fri`, `time_zone: Europe/Berlin`: of the company, of the whole team, of one rep.

import type { WorkingHours } from '../working-hours.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { describeValue } from './describe-value.js';
import { readTimeZone } from './read-time-zone.js';
import type { Reading } from './reading.js';

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const always = { from: 0, to: 24 * 60 } as const;

/**
 * The hours that these keys say, filled up from those around them; what is not written anywhere is not looked at.
 * @param around of the team, else of the company
 * @returns undefined: nobody said anything about hours
 */
export function compileHours(
  written: WrittenYaml,
  around: WorkingHours | undefined,
  timeZone: string,
  read: Reading,
): WorkingHours | undefined {
  const zone = written.has('time_zone') ? (readTimeZone(written, read) ?? timeZone) : (around?.zone ?? timeZone);
  if (!written.has('hours') && !written.has('days')) return around === undefined ? undefined : { ...around, zone };
  const hours = written.has('hours') ? readHours(written.at('hours'), read) : (around ?? always);
  const days = written.has('days') ? readDays(written.at('days'), read) : (around?.days ?? [1, 2, 3, 4, 5, 6, 7]);
  return hours === undefined || days === undefined ? undefined : { from: hours.from, to: hours.to, days, zone };
}

/** `09:00-17:00`; the end may be 24:00. */
export function readHours(written: WrittenYaml, read: Reading): { readonly from: number; readonly to: number } | undefined {
  const text = read.text(written, '"hours"');
  if (text === undefined) return undefined;
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)$/.exec(text.trim()) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (toMinute === undefined || (toHour === 24 && toMinute > 0)) {
    read.problem('E209', `${describeValue(text)} is no span of hours`, written.place, 'as in hours: "09:00-17:00"');
    return undefined;
  }
  const [from, to] = [fromHour! * 60 + fromMinute!, toHour! * 60 + toMinute];
  if (from < to) return { from, to };
  read.problem('E207', 'these hours end before they begin', written.place, 'the later time comes second, at most 24:00');
  return undefined;
}

/** `mon-fri`, `[mon, wed]`, `sat-mon`. */
export function readDays(written: WrittenYaml, read: Reading): readonly number[] | undefined {
  const days = new Set<number>();
  const items = read.oneOrMore(written);
  if (items.length === 0) {
    read.problem('E207', '"days" has no day: this never opens', written.place, 'as in days: mon-fri; without the key every day counts');
    return undefined;
  }
  for (const item of items) {
    const text = read.text(item, 'a day');
    if (text === undefined) return undefined;
    const [first, last = first] = text
      .toLowerCase()
      .split('-')
      .map((name) => dayNames.indexOf(name.trim() as (typeof dayNames)[number]));
    if (first === undefined || first < 0 || last === undefined || last < 0 || text.split('-').length > 2) {
      read.problem('E209', `${describeValue(text)} is no day of the week`, item.place, 'as in days: mon-fri, or days: [mon, wed, fri]');
      return undefined;
    }
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day + 1);
      if (day === last) break;
    }
  }
  return [...days].sort((one, other) => one - other);
}
