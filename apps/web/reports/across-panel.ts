// A funnel: a bar for each stage as long as what reached it, divided into what went on and what stayed behind.

import type { Along } from './along.js';
import { coloursOf, type Panel, type Part, type Series } from './panel.js';
import type { Chart, Column } from './report-search.js';
import { type Names, sayCell, sayNumber, unitOf } from './say-cell.js';

/** @param values the first is what reached the stage, the others are parts of it */
export function acrossPanel([whole, ...parts]: readonly Column[], chart: Chart, part: Part, along: Along, names: Names): Panel {
  const column = whole!;
  const rows = part.rows.filter((row) => along.placeOf(row) >= 0);
  const unit = unitOf(column.kind, part.currency, 0);
  const number = (value: unknown) => Number(value ?? 0) / unit.divisor;
  const seriesOf = (name: string, label: string, colour: number, valueOf: (row: (typeof rows)[number]) => number): Series => ({
    column: name,
    name: label,
    colour,
    values: rows.map(valueOf),
    before: null,
    whole: null,
    isMark: false,
    picks: rows.map((row) => [row]),
  });
  const colours = coloursOf(['went_on', ...parts.map(({ name }) => name)]);
  const shares = chart.columns.filter(({ kind, as }) => kind === 'share' && as === 'note');
  const tips = rows.map((row) =>
    [
      chart.columns
        .filter(({ as }) => as === 'axis')
        .map((each) => sayCell(each, row, names))
        .join(' · '),
      ...[column, ...parts, ...shares].map((each) => `${each.label}: ${sayCell(each, row, names)}`),
    ].join('\n'),
  );
  return {
    key: part.key,
    title: part.title,
    form: 'funnel',
    isAcross: true,
    unit,
    labels: rows.map((row) => along.labels[along.placeOf(row)]!),
    series: [
      seriesOf(column.name, parts.length === 0 ? column.label : 'Went on', colours('went_on'), (row) =>
        parts.reduce((rest, each) => rest - number(row[each.name]), number(row[column.name])),
      ),
      ...parts.map((each) => seriesOf(each.name, each.label, colours(each.name), (row) => number(row[each.name]))),
    ],
    tips,
    notes: rows.map((row) =>
      [
        sayNumber(column.kind, Number(row[column.name] ?? 0), part.currency),
        ...shares.slice(0, 1).map((each) => sayCell(each, row, names)),
      ].join('  ·  '),
    ),
    stairs: null,
    summary: `${tips.map((tip) => tip.replaceAll('\n', ', ')).join('. ')}.`,
  };
}
