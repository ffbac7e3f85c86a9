// A waterfall: in each month what came in goes up from where the month before ended, what went out goes down, and a full bar says what is
// open after, with what slipped as a part of it.

import type { Along } from './along.js';
import { coloursOf, type Panel, type Part, type Series, summaryOf } from './panel.js';
import type { Column, Row } from './report-search.js';
import { sayNumber, unitOf } from './say-cell.js';

const goesOut: readonly string[] = ['won', 'lost'];
const partOfRest: readonly string[] = ['slipped'];

/** @param values the first is what was there before, the last what is there after, between them what came and went */
export function stairPanel(values: readonly Column[], part: Part, along: Along): Panel {
  const [opening, closing] = [values[0]!, values.at(-1)!];
  const byPlace = new Map(part.rows.map((row) => [along.placeOf(row), row]));
  const rows = along.labels.map((_, at): Row => byPlace.get(at) ?? {});
  const number = (row: Row, { name }: Column) => Number(row[name] ?? 0);
  const between = values.slice(1, -1).filter((column) => part.rows.some((row) => number(row, column) !== 0));
  const steps = between.filter(({ name }) => !partOfRest.includes(name));
  const held = between.filter(({ name }) => partOfRest.includes(name));
  const most = Math.max(1, ...rows.map((row) => Math.max(number(row, opening), number(row, closing))));
  const unit = unitOf(closing.kind, part.currency, most);
  const each = steps.length + 1;
  const places = rows.flatMap((row) => {
    let level = number(row, opening);
    const bars = steps.map((column) => {
      const change = goesOut.includes(column.name) ? -number(row, column) : number(row, column);
      const base = Math.min(level, level + change);
      level += change;
      return { column, row, base, value: Math.abs(change) };
    });
    return [...bars, { column: closing, row, base: 0, value: 0 }];
  });
  const colours = coloursOf([...between, closing].map(({ name }) => name));
  const seriesOf = (column: Column, valueOf: (place: (typeof places)[number]) => number | null): Series => ({
    column: column.name,
    name: column.label,
    colour: colours(column.name),
    values: places.map((place) => {
      const value = valueOf(place);
      return value === null ? null : value / unit.divisor;
    }),
    before: null,
    whole: null,
    isMark: false,
    picks: places.map((place) => (place.row[column.name] === undefined ? [] : [place.row])),
  });
  const stepSeries = steps.map((column) => seriesOf(column, (place) => (place.column === column ? place.value : null)));
  const heldSeries = held.map((column) => seriesOf(column, (place) => (place.column === closing ? number(place.row, column) : null)));
  const rest = seriesOf(closing, (place) =>
    place.column === closing ? number(place.row, closing) - held.reduce((sum, column) => sum + number(place.row, column), 0) : null,
  );
  const tipOf = (row: Row, at: number) =>
    [
      along.long[at]!,
      ...[opening, ...between, closing].map((column) => `${column.label}: ${sayNumber(column.kind, number(row, column), part.currency)}`),
    ].join('\n');
  const perMonth = [...steps, ...held, closing].map((column) => ({
    ...seriesOf(column, () => null),
    values: rows.map((row) => number(row, column)),
  }));
  return {
    key: part.key,
    title: part.title,
    form: 'stairs',
    isAcross: false,
    unit,
    labels: along.labels,
    series: [...stepSeries, rest, ...heldSeries],
    tips: rows.flatMap((row, at) => Array.from({ length: each }, () => tipOf(row, at))),
    notes: [],
    stairs: { each, base: places.map(({ base }) => base / unit.divisor) },
    summary: summaryOf(perMonth, along.long, (value) => sayNumber(closing.kind, value ?? 0, part.currency)),
  };
}
