// `every: "mon 09:00"`: a time of day on days of the week by somebody's clock, and when it comes next for anybody at all.

import { type LocalTime, nextLocalTime, parseTimeOfDay, parseWeekdays, weekdays } from './local-time.js';
import type { Workspace } from './workspace.js';
import type { Zone } from './zone-of.js';

export interface EveryTime {
  readonly time: LocalTime;
  readonly zone: Zone;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** `09:00`, `mon 09:00`, `mon-fri 09:00`, `mon, thu 09:00`; undefined for anything else. */
export function parseEvery(text: string): LocalTime | undefined {
  const [, days, at] = /^(?:(.*\S)\s+)?(\S+)$/.exec(text.trim()) ?? [];
  const time = parseTimeOfDay(at);
  const on = days === undefined ? everyDay : parseWeekdays(days);
  return time === undefined || on === undefined ? undefined : { ...time, days: on };
}

/** In one way, however it was written: `mon-fri 09:00 owner`. One trigger of a workflow is known by it. */
export function everyName({ time: { hour, minute, days }, zone }: EveryTime): string {
  const at = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const on = days.length === everyDay.length ? [] : [daysText(days)];
  return [...on, at, typeof zone === 'object' ? zone.iana : zone].join(' ');
}

function daysText(days: readonly number[]): string {
  const isRow = days.length > 2 && days.every((day, place) => day === days[0]! + place);
  const name = (day: number | undefined) => weekdays[day! - 1]!;
  return isRow ? `${name(days[0])}-${name(days.at(-1))}` : days.map(name).join(',');
}

/** By which clocks it can come. A person's may be any, so that one who is known a moment before is not missed. */
export function zonesOfEvery({ zone }: EveryTime, { timeZone, team }: Workspace): readonly string[] {
  if (typeof zone === 'object') return [zone.iana];
  if (zone === 'workspace') return [timeZone];
  if (zone === 'owner') return [...new Set([timeZone, ...[...team.reps.values()].map(({ hours }) => hours?.zone ?? timeZone)])];
  return [...new Set([timeZone, ...allZones()])];
}

let known: readonly string[] | undefined;

function allZones(): readonly string[] {
  // Those at sea have no name in the list.
  known ??= [
    ...Intl.supportedValuesOf('timeZone'),
    'UTC',
    ...Array.from({ length: 14 }, (_, place) => `Etc/GMT-${place + 1}`),
    ...Array.from({ length: 12 }, (_, place) => `Etc/GMT+${place + 1}`),
  ];
  return known;
}

/** The first moment after `after` at which it comes by any of these clocks (epoch ms). */
export function nextEvery({ time }: EveryTime, clocks: readonly string[], after: number): number {
  return Math.min(...clocks.map((zone) => nextLocalTime(time, zone, after + 1)));
}

/**
 * The last time it came by a clock after `since` and not after `until`; null: it did not. However often it was missed, it is one.
 * @returns asked once for each of many subjects: a zone is reckoned once
 */
export function timesOfEvery({ time }: EveryTime, since: number, until: number): (zone: string) => number | null {
  const known = new Map<string, number | null>();
  return (zone) => {
    let last = known.get(zone);
    if (last !== undefined) return last;
    last = null;
    for (let next = nextLocalTime(time, zone, since + 1); next <= until; next = nextLocalTime(time, zone, next + 1)) last = next;
    known.set(zone, last);
    return last;
  };
}
