// A chart's rows as a table: everything that the picture shows and what it does not; values that deals stand behind are links to them.

import { Button, Center } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Column as Shown, DataTable } from '../parts/data-table.page.js';
import { alongOf } from './along.js';
import type { Chart, Column, DrillSearch, ReportSearch, Row, Told } from './report-search.js';
import { isNumber, type Names, sayCell } from './say-cell.js';

const first = 200;

interface Of {
  readonly title: string;
  readonly told: Told;
  readonly names: Names;
  /** What the chart was asked, as an address of the page. */
  readonly search: ReportSearch;
}

export function ChartTable({ title, told, names, search }: Of) {
  const [isAll, setAll] = useState(false);
  const { chart, rows, compared } = told;
  const before = useMemo(() => beforeOf(told, names), [told, names]);
  const columns = chart.columns.flatMap((column): Shown<Row>[] => {
    const own: Shown<Row> = {
      name: column.label,
      isNumber: isNumber(column.kind),
      show: (row) => <Value {...{ chart, column, row, names, search }} />,
    };
    const isCompared = compared !== null && column.as === 'value';
    const then = `${column.label}, before`;
    return isCompared ? [own, { name: then, isNumber: true, show: (row) => sayBefore(column, before(row), names) }] : [own];
  });
  const shown = isAll ? rows : rows.slice(0, first);
  const at = new Map(rows.map((row, place) => [row, String(place)]));
  return (
    <div className="mr-chart-table">
      <DataTable label={title} columns={columns} rows={shown} idOf={(row) => at.get(row)!} />
      {shown.length < rows.length && (
        <Center py="xs">
          <Button size="xs" variant="default" onClick={() => setAll(true)}>
            Show all {rows.length.toLocaleString()} rows
          </Button>
        </Center>
      )}
    </div>
  );
}

function Value({
  chart,
  column,
  row,
  names,
  search,
}: {
  readonly chart: Chart;
  readonly column: Column;
  readonly row: Row;
  readonly names: Names;
  readonly search: ReportSearch;
}) {
  const text = sayCell(column, row, names);
  if (!leadsToDeals(chart, column.name, row)) return <>{text}</>;
  return (
    <Link to="/reports/charts/$chart/deals" params={{ chart: chart.name }} search={drillOf(chart, column.name, row, search)}>
      {text}
    </Link>
  );
}

export function leadsToDeals({ drill }: Chart, column: string, row: Row | undefined): boolean {
  return drill !== null && drill.of.includes(column) && row !== undefined && Number(row[column] ?? 0) !== 0;
}

export function drillOf({ drill }: Chart, of: string, row: Row, search: ReportSearch): DrillSearch {
  const { compare: _compare, tables: _tables, ...rest } = search;
  return { ...rest, of, is: Object.fromEntries((drill?.by ?? []).map((name) => [name, row[name] ?? null])) };
}

/** The row of the period before that stands at the same place. */
function beforeOf(told: Told, names: Names): (row: Row) => Row | undefined {
  if (told.compared === null) return () => undefined;
  const along = alongOf(told.chart, told, names);
  const series = told.chart.columns.filter(({ as }) => as === 'series').map(({ name }) => name);
  const keyOf = (row: Row, place: number) => JSON.stringify([place, ...series.map((name) => row[name])]);
  const byKey = new Map(told.compared.rows.map((row) => [keyOf(row, along.placeBefore(row)), row]));
  return (row) => byKey.get(keyOf(row, along.placeOf(row)));
}

function sayBefore(column: Column, row: Row | undefined, names: Names): string {
  return row === undefined ? '–' : sayCell(column, row, names);
}
