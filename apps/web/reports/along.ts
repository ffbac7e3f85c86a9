// Along what a chart is drawn: every month or day of its period, also those without a row; else what the rows name, in their order. A row
// of another period finds its place by its place in that period.

import type { Chart, Column, Row, Told } from './report-search.js';
import { type Names, sayCell, sayMonth, sayPlainDay, sayQuarter } from './say-cell.js';

type Period = Told['period'];

export interface Along {
  /** Months or days, not names. */
  readonly isTime: boolean;
  readonly labels: readonly string[];
  readonly long: readonly string[];
  /** Place of a row; -1: it has none. */
  readonly placeOf: (row: Row) => number;
  readonly placeBefore: (row: Row) => number;
}

const mostDays = 800;

export function alongOf(chart: Chart, told: Pick<Told, 'rows' | 'period' | 'compared'>, names: Names): Along {
  const axis = chart.columns.filter(({ as }) => as === 'axis');
  const time = axis.length === 1 && (axis[0]!.kind === 'month' || axis[0]!.kind === 'day') ? axis[0]! : undefined;
  return time === undefined ? alongNames(axis, told, names) : alongTime(time, told);
}

function alongTime({ name, kind, label }: Column, { period, compared }: Pick<Told, 'period' | 'compared'>): Along {
  const isQuarter = label === 'Quarter';
  const units = isQuarter ? quartersOf : kind === 'month' ? monthsOf : daysOf;
  const [places, before] = [units(period), compared === null ? [] : units(compared.period)].map(
    (all) => new Map(all.map((unit, at) => [unit, at])),
  ) as [Map<string, number>, Map<string, number>];
  const say = isQuarter ? sayQuarter : kind === 'month' ? sayMonth : sayPlainDay;
  return {
    isTime: true,
    labels: [...places.keys()].map((unit) => say(unit, 'short')),
    long: [...places.keys()].map((unit) => say(unit, 'long')),
    placeOf: (row) => places.get(String(row[name])) ?? -1,
    placeBefore: (row) => before.get(String(row[name])) ?? -1,
  };
}

function alongNames(axis: readonly Column[], { rows, compared }: Pick<Told, 'rows' | 'compared'>, names: Names): Along {
  const keyOf = (row: Row) => JSON.stringify(axis.map(({ name }) => row[name]));
  const firsts = new Map<string, Row>();
  for (const row of [...rows, ...(compared?.rows ?? [])]) if (!firsts.has(keyOf(row))) firsts.set(keyOf(row), row);
  const places = new Map([...firsts.keys()].map((key, at) => [key, at]));
  const labels = [...firsts.values()].map((row) => axis.map((column) => sayCell(column, row, names)).join(' · '));
  const placeOf = (row: Row) => places.get(keyOf(row)) ?? -1;
  return { isTime: false, labels, long: labels, placeOf, placeBefore: placeOf };
}

function monthsOf({ from, to }: Period): readonly string[] {
  const number = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = number(from);
  return Array.from({ length: number(to) - first + 1 }, (_, at) => {
    const month = first + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** A quarter is called by its first month, which may lie before the period. */
function quartersOf({ from, to }: Period): readonly string[] {
  const first = Math.floor((Number(from.slice(5, 7)) - 1) / 3) * 3 + 1;
  return monthsOf({ from: `${from.slice(0, 5)}${String(first).padStart(2, '0')}-01`, to }).filter((_, at) => at % 3 === 0);
}

function daysOf({ from, to }: Period): readonly string[] {
  const day = 86_400_000;
  const first = Date.parse(`${from}T00:00:00Z`);
  const count = Math.min(mostDays, (Date.parse(`${to}T00:00:00Z`) - first) / day + 1);
  const plain = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' });
  return Array.from({ length: count }, (_, at) => plain.format(first + at * day));
}
