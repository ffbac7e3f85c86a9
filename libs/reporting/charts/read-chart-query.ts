// What was asked of a chart: a period (and one to compare it with) as days of the workspace, and filters. Every mistake names its parameter.

import { Temporal } from 'temporal-polyfill';
import { spanOf } from '#libs/language/period.js';
import type { Team } from '#libs/language/team.js';
import { BadQuery } from '../page-query.js';
import type { Chart } from './chart.js';

/** Days, `2026-03-01`; `to` is the last one of it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface ChartQuery {
  readonly period: Period;
  readonly compared: Period | null;
  /** Filter → value; team and owner are `owners`. */
  readonly filters: Readonly<Record<string, string | readonly string[]>>;
  /** What else was said: columns of a row to drill into, paging. */
  readonly rest: Readonly<Record<string, string>>;
}

const defaultPeriods = { months: 'last 12 months', days: 'last 30d' } as const;
const longestDays = 3660;
const longestText = 200;

/**
 * @param more names that mean something beside period and filters
 * @param now epoch ms
 * @throws BadQuery
 */
export function readChartQuery(
  chart: Chart,
  query: Readonly<Record<string, string>>,
  { timeZone, team }: { readonly timeZone: string; readonly team: Team },
  now: number,
  more: readonly string[] = [],
): ChartQuery {
  const known = ['period', 'from', 'to', 'compare', 'compare_from', 'compare_to', ...chart.filters, ...more];
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) throw new BadQuery(`unknown parameter "${name.slice(0, 60)}"; known are ${known.join(', ')}`);
    if (value.includes('\u0000')) throw new BadQuery(`"${name}" has a NUL character`);
    if (value.length > longestText && name !== 'cursor') throw new BadQuery(`"${name}" is longer than ${longestText} characters`);
  }
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const span = spanAsked(chart, query, today);
  const to = dayOf(query, 'to') ?? today;
  const period = span?.days ?? periodOf(dayOf(query, 'from') ?? firstDay(chart.period, to), to, '');
  return {
    period,
    compared: comparedOf(query, period, span?.before),
    filters: filtersOf(chart, query, team),
    rest: Object.fromEntries(Object.entries(query).filter(([name]) => more.includes(name))),
  };
}

/** The instants of a period, half open, as Postgres reads them. */
export function instantsOf({ from, to }: Period, timeZone: string): { readonly from: string; readonly until: string } {
  const start = (day: Temporal.PlainDate): string => day.toZonedDateTime({ timeZone }).toInstant().toString();
  return { from: start(Temporal.PlainDate.from(from)), until: start(Temporal.PlainDate.from(to).add({ days: 1 })) };
}

function firstDay(period: Chart['period'], to: Temporal.PlainDate): Temporal.PlainDate {
  if (period === 'months') return to.with({ day: 1 }).subtract({ months: 11 });
  return period === 'days' ? to.subtract({ days: 29 }) : to.subtract({ months: 1 });
}

/** A period by its name; without one, that of the chart. Days that are said win over neither: both at once is a mistake. */
function spanAsked(chart: Chart, query: Readonly<Record<string, string>>, today: Temporal.PlainDate) {
  const { period, from, to } = query;
  const byDays = from !== undefined || to !== undefined;
  if (period === undefined)
    return byDays || chart.period === 'snapshot' ? undefined : spanOf(defaultPeriods[chart.period], today.toString());
  if (byDays) throw new BadQuery('"period" names the days already: leave it out, or "from" and "to"');
  const span = spanOf(period, today.toString());
  if (span === undefined) throw new BadQuery('"period" must be as in last 90d, last 12 months, this quarter or last year');
  return span;
}

function comparedOf(query: Readonly<Record<string, string>>, period: Period, before: Period | undefined): Period | null {
  const { compare } = query;
  if (compare !== undefined && compare !== 'before') throw new BadQuery('"compare" can only be "before": the period before');
  if (compare !== undefined && (query['compare_from'] ?? query['compare_to']) !== undefined)
    throw new BadQuery('"compare" names the period already: leave it out, or "compare_from" and "compare_to"');
  if (compare !== undefined) return before ?? asLongBefore(period);
  const from = dayOf(query, 'compare_from');
  const to = dayOf(query, 'compare_to');
  if (from === null && to === null) return null;
  if (from === null) throw new BadQuery('"compare_to" wants "compare_from" too');
  const length = Temporal.PlainDate.from(period.from).until(period.to);
  return periodOf(from, to ?? from.add(length), 'compare_');
}

function asLongBefore({ from, to }: Period): Period {
  const first = Temporal.PlainDate.from(from);
  const until = first.subtract({ days: 1 });
  return { from: until.subtract(first.until(to)).toString(), to: until.toString() };
}

function periodOf(from: Temporal.PlainDate, to: Temporal.PlainDate, prefix: string): Period {
  const days = from.until(to).days;
  if (days < 0) throw new BadQuery(`"${prefix}to" is before "${prefix}from"`);
  if (days > longestDays) throw new BadQuery(`"${prefix}from" to "${prefix}to" is more than ${longestDays} days`);
  return { from: from.toString(), to: to.toString() };
}

function dayOf(query: Readonly<Record<string, string>>, name: string): Temporal.PlainDate | null {
  const text = query[name];
  if (text === undefined) return null;
  try {
    if (/^20\d\d-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    // falls through to the one message
  }
  throw new BadQuery(`"${name}" must be a day like 2026-03-01`);
}

function filtersOf(chart: Chart, query: Readonly<Record<string, string>>, team: Team): Record<string, string | readonly string[]> {
  const filters: Record<string, string | readonly string[]> = {};
  for (const name of chart.filters) {
    const value = query[name];
    if (value === undefined || name === 'owner' || name === 'team') continue;
    if (value === '') throw new BadQuery(`"${name}" is empty; leave it out to see all`);
    if (name === 'currency' && !/^[a-z]{3}$/i.test(value)) throw new BadQuery('"currency" must be three letters, as usd');
    filters[name] = name === 'currency' ? value.toLowerCase() : value;
  }
  const { owner, team: asked } = query;
  if (owner === '') throw new BadQuery('"owner" is empty; leave it out to see all');
  const members = asked === undefined ? undefined : team.teams.get(asked);
  if (asked !== undefined && members === undefined)
    throw new BadQuery(`"team" must be one of ${[...team.teams.keys()].join(', ') || 'none: there are no teams'}`);
  if (asked !== undefined) filters['team'] = asked;
  if (owner !== undefined) filters['owners'] = members === undefined || members.includes(owner) ? [owner] : [];
  else if (members !== undefined) filters['owners'] = members;
  return filters;
}
