// Dashboards as compiled, and the goals that a forecast is held against. Which charts there are, and by what each can be filtered, is
// said here so that a misspelt name is a mistake of the file; a test of `reporting` holds the list against the charts themselves.

import type { Place } from './place.js';

export const chartFilterNames = ['pipeline', 'owner', 'team', 'currency', 'event', 'source', 'group', 'workflow', 'email'] as const;
export type ChartFilter = (typeof chartFilterNames)[number];

const ofDeals = ['pipeline', 'owner', 'team', 'currency'] as const;
const ofReps = ['owner', 'team'] as const;

/** Chart → what it can be filtered by. */
export const chartFilters: Readonly<Record<string, readonly ChartFilter[]>> = {
  pipeline_by_month: ofDeals,
  deal_evolution: ofDeals,
  funnel: ofDeals,
  sales_cycle: ofDeals,
  win_rate: ofDeals,
  forecast: ['pipeline', 'team', 'currency'],
  forecast_by_quarter: ['pipeline', 'team', 'currency'],
  prospects: ofReps,
  seller_activity: ofReps,
  speed_to_lead: ofReps,
  answer_misses: ofReps,
  first_touch: [...ofDeals, 'group'],
  last_touch: [...ofDeals, 'group'],
  emails: ['workflow', 'email'],
  plan_violations: ['event', 'source'],
};

export interface Report {
  readonly name: string;
  readonly title?: string;
  readonly about?: string;
  /** Of charts that name none; see `period.ts`. */
  readonly period?: string;
  readonly charts: readonly ReportChart[];
  readonly goals: readonly SalesGoal[];
  readonly place: Place;
}

export const chartWidths = ['third', 'half', 'full'] as const;

export interface ReportChart {
  readonly chart: string;
  /** Instead of the chart's own question. */
  readonly title?: string;
  readonly period?: string;
  readonly filters: Readonly<Partial<Record<ChartFilter, string>>>;
  readonly width: (typeof chartWidths)[number];
}

/** How much is to be won in each month or quarter, in whole minor units of one currency. */
export interface SalesGoal {
  readonly per: 'month' | 'quarter';
  readonly amount: number;
  /** ISO 4217, lower case. */
  readonly currency: string;
  /** Absent: of all pipelines. */
  readonly pipeline?: string;
  /** Absent: of everybody. */
  readonly team?: string;
  /** Month from which it holds, `2026-01`, until a later one for the same takes over; absent: always has. */
  readonly from?: string;
  readonly place: Place;
}
