// Charts as they are asked for: the period of the workspace's days, the filters, rows of the moment, and what defines them.

import { Injectable, NotFoundException } from '@nestjs/common';
import { ChartStore } from '#libs/reporting/chart.store.js';
import { bindNames } from '#libs/reporting/charts/bind-names.js';
import type { Chart } from '#libs/reporting/charts/chart.js';
import { chartValues } from '#libs/reporting/charts/chart-values.js';
import { type ChartQuery, type Period, readChartQuery } from '#libs/reporting/charts/read-chart-query.js';
import { charts } from '#libs/reporting/charts/registry.js';
import { csvLine } from '#libs/reporting/csv-line.js';
import { ListStore, type Page } from '#libs/reporting/list.store.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { tellDashboard } from './tell-dashboard.js';
import { ClockService } from '../clock/clock.service.js';

type Query = Readonly<Record<string, string>>;

interface Asked {
  readonly chart: Chart;
  readonly query: ChartQuery;
  readonly timeZone: string;
  readonly now: number;
  valuesOf(period: Period): Readonly<Record<string, unknown>>;
}

@Injectable()
export class ChartsService {
  constructor(
    private readonly rows: ChartStore,
    private readonly lists: ListStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  async all() {
    const { workspace } = await this.workspaces.current();
    return {
      time_zone: workspace.timeZone,
      currency: workspace.currency,
      dashboards: [...workspace.reports.values()].map(tellDashboard),
      charts: [...charts.values()].map(tellChart),
    };
  }

  /** @throws BadQuery, NotFoundException */
  async one(name: string, asked: Query) {
    const { chart, query, timeZone, now, valuesOf } = await this.ask(name, asked);
    const { period, compared } = query;
    const [rows, comparedRows, views] = await Promise.all([
      this.rows.rows(chart, valuesOf(period)),
      compared === null ? null : this.rows.rows(chart, valuesOf(compared)),
      this.rows.views(chart.views),
    ]);
    return {
      as_of: new Date(now).toISOString(),
      time_zone: timeZone,
      chart: tellChart(chart),
      period,
      rows,
      compared: compared === null || comparedRows === null ? null : { period: compared, rows: comparedRows },
      definition: { about: chart.about, sql: chart.sql.trim(), views },
    };
  }

  /** Columns by their names, money in whole minor units; what a spreadsheet would compute is kept from it. */
  async csv(name: string, asked: Query): Promise<string> {
    const { chart, query, valuesOf } = await this.ask(name, asked);
    const rows = await this.rows.rows(chart, valuesOf(query.period));
    const names = chart.columns.map((column) => column.name);
    return [csvLine(names), ...rows.map((row) => csvLine(names.map((column) => row[column])))].join('');
  }

  /** Deals behind one value of a row: `of` names its column, `is_…` are columns of the row. */
  async deals(name: string, asked: Query): Promise<Page> {
    const { drill } = chartNamed(name);
    if (drill === undefined) throw new NotFoundException(`"${name}" does not lead to deals`);
    const by = drill.by.map((column) => `is_${column}`);
    const { chart, query, valuesOf } = await this.ask(name, asked, ['of', ...by, 'limit', 'cursor']);
    const { of, limit, cursor, ...row } = query.rest;
    const select = of !== undefined && Object.hasOwn(drill.deals, of) ? drill.deals[of] : undefined;
    if (select === undefined) throw new BadQuery(`"of" must be one of ${Object.keys(drill.deals).join(', ')}`);
    const keys = Object.fromEntries(by.map((column) => [column, keyOf(chart, column, row[column])]));
    const within = bindNames(select, { ...valuesOf(query.period), ...keys });
    return this.lists.page('deals', { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) }, within);
  }

  private async ask(name: string, query: Query, more: readonly string[] = []): Promise<Asked> {
    const chart = chartNamed(name);
    const { workspace } = await this.workspaces.current();
    await this.clock.refresh();
    const now = this.clock.now();
    const read = readChartQuery(chart, query, workspace, now, more);
    const { timeZone } = workspace;
    const at = new Date(now).toISOString();
    const valuesOf = (period: Period) => chartValues(period, read.filters, timeZone, at);
    return { chart, query: read, timeZone, now, valuesOf };
  }
}

function chartNamed(name: string): Chart {
  const chart = charts.get(name);
  if (chart === undefined)
    throw new NotFoundException(`there is no chart "${name.slice(0, 60)}"; there are ${[...charts.keys()].join(', ')}`);
  return chart;
}

function tellChart(chart: Chart) {
  const { sql: _, drill, ...told } = chart;
  return { ...told, drill: drill === undefined ? null : { by: drill.by, of: Object.keys(drill.deals) } };
}

/** A column of the row, as the chart has given it. */
function keyOf({ columns }: Chart, name: string, value: string | undefined): string | null {
  if (value === undefined) throw new BadQuery(`"${name}" is missing: give it as the row has it, empty for null`);
  if (value === '') return null;
  const kind = columns.find((column) => `is_${column.name}` === name)?.kind;
  if (kind === 'month' && !/^20\d\d-(0[1-9]|1[0-2])$/.test(value)) throw new BadQuery(`"${name}" must be a month like 2026-03`);
  if (kind === 'day' && !/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(value))
    throw new BadQuery(`"${name}" must be a day like 2026-03-01`);
  return kind === 'month' ? `${value}-01` : value;
}
