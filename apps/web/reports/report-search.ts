// What of a dashboard stands in its address: the period, whether it is compared, what it is limited to, which charts are shown as tables.

import type { paths } from '../api-types.js';

export type Reports = paths['/api/reports']['get'];
export type Dashboard = Reports['dashboards'][number];
export type Chart = Reports['charts'][number];
export type Column = Chart['columns'][number];
export type Told = paths['/api/reports/charts/{name}']['get'];
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
export type FilterName = Chart['filters'][number];

const filterNames = ['pipeline', 'owner', 'team', 'currency', 'event', 'source', 'group', 'workflow', 'email'] as const;
const names = ['period', 'from', 'to', 'compare', 'tables', ...filterNames] as const;

export type ReportSearch = { readonly [name in (typeof names)[number]]?: string };

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text !== '' ? [[name, text]] : [];
    }),
  );
}

/** Which value of which row leads to deals, beside what the chart shows. */
export interface DrillSearch extends ReportSearch {
  readonly of?: string;
  /** Column of the row → its value. */
  readonly is?: Row;
}

export function readDrillSearch(search: Record<string, unknown>): DrillSearch {
  const { of, is } = search;
  const isRow = typeof is === 'object' && is !== null && Object.values(is).every((value) => value === null || typeof value !== 'object');
  return { ...readReportSearch(search), ...(typeof of === 'string' ? { of } : {}), ...(isRow ? { is: is as Row } : {}) };
}

/** The period as a query of the API says it; what the file says holds where the address says nothing. */
function periodOf({ period, from, to }: ReportSearch, own: string | null): Record<string, string> {
  if (from !== undefined || to !== undefined) return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const said = period ?? own;
  return said === null ? {} : { period: said };
}

/** What a chart is asked for. @param own what its dashboard says of it, which an address cannot take back */
export function queryOf(
  chart: Chart,
  search: ReportSearch,
  own: { readonly period: string | null; readonly filters: Readonly<Record<string, string>> },
): Record<string, string> {
  const filters = chart.filters.flatMap((name) => {
    const value = own.filters[name] ?? search[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const compares = search.compare === 'before' && chart.period !== 'snapshot';
  return { ...periodOf(search, own.period), ...Object.fromEntries(filters), ...(compares ? { compare: 'before' } : {}) };
}

/** Filters of the address that a chart knows nothing of: it shows more than the others, and says so. */
export function unheeded(chart: Chart, search: ReportSearch): readonly FilterName[] {
  return filterNames.filter((name) => search[name] !== undefined && !chart.filters.includes(name));
}
