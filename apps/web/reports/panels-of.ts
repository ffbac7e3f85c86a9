// From the rows of a chart to its pictures: one for each currency, never a sum over two. What is stacked is added over those of whom it is
// told; bars and lines of several values are a picture for each of them, and a single value has a colour for each.

import { type Along, alongOf } from './along.js';
import { acrossPanel } from './across-panel.js';
import { coloursOf, groupsOf, mostColours, type Panel, type Part, summaryOf } from './panel.js';
import type { Chart, Column, Row, Told } from './report-search.js';
import { currencyOf, type Names, sayCell, sayNumber, unitOf } from './say-cell.js';
import { stairPanel } from './stair-panel.js';

export interface Panels {
  readonly panels: readonly Panel[];
  /** How many more there would be: the table has them. */
  readonly left: number;
}

const mostPanels = 6;
const mostNames = 14;
const none: Panels = { panels: [], left: 0 };

/** What is to be reached is nothing to be added to what was. */
const isMark = (column: string): boolean => column === 'goal';
const canAdd = (columns: readonly Column[]): boolean => columns.every(({ kind }) => kind === 'count' || kind === 'money');

export function panelsOf(chart: Chart, told: Told, names: Names): Panels {
  if (chart.shape === 'table' || chart.shape === 'figures' || told.rows.length === 0) return none;
  const along = alongOf(chart, told, names);
  const kinds = [...new Set(chart.columns.filter(({ as }) => as === 'value').map(({ kind }) => kind))];
  const others = chart.columns.filter((column) => column.as === 'series' && column.kind !== 'currency');
  const all = kinds.flatMap((kind) => {
    const values = chart.columns.filter((column) => column.as === 'value' && column.kind === kind);
    const isAdded = chart.shape === 'stacked' || chart.shape === 'waterfall';
    const apart = values.length === 1 && chart.shape !== 'funnel' ? others.slice(0, -1) : isAdded && canAdd(values) ? [] : others;
    const title = kinds.length === 1 ? '' : values.map(({ label }) => label).join(', ');
    return partsOf(chart, told, names, kind === 'money', apart).map((untitled) => () => {
      const part = { ...untitled, title: [title, untitled.title].filter(Boolean).join(' · ') };
      if (chart.shape === 'funnel') return acrossPanel(values, chart, part, along, names);
      if (chart.shape === 'waterfall') return stairPanel(values, part, along);
      return plainPanel(chart, values, values.length === 1 ? others.slice(-1) : [], part, along, names);
    });
  });
  return { panels: all.slice(0, mostPanels).map((make) => make()), left: Math.max(0, all.length - mostPanels) };
}

/** @param isMoney each currency apart, and rows without one have nothing to draw; deals in two currencies are counted together */
function partsOf(chart: Chart, told: Told, names: Names, isMoney: boolean, apart: readonly Column[]): readonly Part[] {
  const split = chart.columns.filter((column) => (isMoney && column.kind === 'currency') || apart.includes(column));
  const keyOf = (row: Row) => JSON.stringify(split.map(({ name }) => row[name]));
  const groups = groupsOf(
    told.rows.filter((row) => !isMoney || currencyOf(row) !== null),
    keyOf,
  );
  const before = groupsOf(told.compared?.rows ?? [], keyOf);
  return [...groups].map(([key, rows]) => ({
    key,
    title: groups.size === 1 && apart.length === 0 ? '' : split.map((column) => sayCell(column, rows[0]!, names)).join(' · '),
    currency: currencyOf(rows[0]!),
    rows,
    before: before.get(key) ?? [],
  }));
}

function plainPanel(chart: Chart, values: readonly Column[], others: readonly Column[], part: Part, along: Along, names: Names): Panel {
  const kind = values[0]!.kind;
  const adds = canAdd(values);
  const isCompared = part.before.length > 0;
  const length = along.isTime ? along.labels.length : Math.min(mostNames, along.labels.length);
  const lines = others.length > 0 ? linesByOther(values[0]!, others, part, names) : linesByValue(values, part);
  const raw = lines.map((line) => ({ ...line, ...summed(line.column, line.rows, along.placeOf, length, adds && !isMark(line.column)) }));
  const most = Math.max(0, ...raw.flatMap((line) => line.values.map((value) => Math.abs(value ?? 0))));
  const unit = unitOf(kind, part.currency, most);
  const scaled = (all: readonly (number | null)[]) => all.map((value) => (value === null ? null : value / unit.divisor));
  const say = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : sayNumber(kind, value * unit.divisor, part.currency);
  const series = raw.map(({ column, name, colour, rows, before, values: own, picks }) => {
    const whole = along.isTime ? rows.find((row) => along.placeOf(row) < 0 && row[column] !== null) : undefined;
    return {
      column,
      name,
      colour,
      values: scaled(own),
      before: isCompared && !isMark(column) ? scaled(summed(column, before, along.placeBefore, length, adds).values) : null,
      whole: whole === undefined ? null : sayNumber(kind, Number(whole[column]), part.currency),
      isMark: isMark(column),
      picks,
    };
  });
  return {
    key: `${kind} ${part.key}`,
    title: part.title,
    form: chart.shape === 'line' ? 'line' : (chart.shape === 'stacked' || series.some((one) => one.isMark)) && adds ? 'stacked' : 'bars',
    isAcross: !along.isTime && chart.shape !== 'line',
    unit,
    labels: along.labels.slice(0, length),
    series,
    tips: along.long
      .slice(0, length)
      .map((label, at) =>
        [
          label,
          ...series.map(
            ({ name, values: own, before }) => `${name}: ${say(own[at])}${before === null ? '' : ` (before: ${say(before[at])})`}`,
          ),
        ].join('\n'),
      ),
    notes: [],
    stairs: null,
    summary: summaryOf(series, along.long.slice(0, length), say),
  };
}

interface Line {
  readonly column: string;
  readonly name: string;
  readonly colour: number;
  readonly rows: readonly Row[];
  readonly before: readonly Row[];
}

function linesByValue(values: readonly Column[], { rows, before }: Part): readonly Line[] {
  const colours = coloursOf(values.map(({ name }) => name));
  return values.map(({ name, label }) => ({ column: name, name: label, colour: colours(name), rows, before }));
}

/** The largest have a colour each; the others are one where they can be added, and only in the table where not. */
function linesByOther(value: Column, others: readonly Column[], { rows, before }: Part, names: Names): readonly Line[] {
  const keyOf = (row: Row) => JSON.stringify(others.map(({ name }) => row[name]));
  const size = (all: readonly Row[]) => all.reduce((sum, row) => sum + Math.abs(Number(row[value.name] ?? 0)), 0);
  const sorted = [...groupsOf(rows, keyOf)].toSorted(([, one], [, other]) => size(other) - size(one));
  const isMany = sorted.length > mostColours;
  const shown = sorted.slice(0, isMany ? mostColours - 1 : mostColours);
  const lines = shown.map(([key, own], at) => ({
    column: value.name,
    name: others.map((column) => sayCell(column, own[0]!, names)).join(' · '),
    colour: at,
    rows: own,
    before: before.filter((row) => keyOf(row) === key),
  }));
  if (!isMany || !canAdd([value])) return lines;
  const keys = new Set(shown.map(([key]) => key));
  const rest = {
    column: value.name,
    name: `${sorted.length - shown.length} others`,
    colour: mostColours - 1,
    rows: sorted.slice(shown.length).flatMap(([, own]) => own),
    before: before.filter((row) => !keys.has(keyOf(row))),
  };
  return [...lines, rest];
}

function summed(column: string, rows: readonly Row[], placeOf: (row: Row) => number, length: number, adds: boolean) {
  const values = Array.from<number | null>({ length }).fill(adds ? 0 : null);
  const picks = Array.from({ length }, (): Row[] => []);
  for (const row of rows) {
    const at = placeOf(row);
    const value = row[column];
    if (at < 0 || at >= length || value === null || value === undefined) continue;
    values[at] = (adds ? (values[at] ?? 0) : 0) + Number(value);
    picks[at]!.push(row);
  }
  return { values, picks };
}
