// OpenAPI schemas of charts; the page's types are made from them.

import { chartWidths } from '#libs/language/report.js';
import { filterNames } from '#libs/reporting/charts/chart.js';

const text = { type: 'string' } as const;
const day = { type: 'string', format: 'date' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});

const chart = object({
  name: text,
  question: { ...text, description: 'The title' },
  about: { ...text, description: 'What exactly is counted, and what is not' },
  shape: { ...text, enum: ['bars', 'stacked', 'line', 'funnel', 'waterfall', 'table', 'figures'] },
  views: { ...list(text), description: 'Views of schema reporting that it reads; the first is the one it is made of' },
  period: {
    ...text,
    enum: ['months', 'days', 'snapshot'],
    description: 'Which period it shows when nobody says; snapshot: `from` and `to` are two days that stand beside each other',
  },
  filters: list({ ...text, enum: [...filterNames] }),
  columns: list({
    type: 'object',
    required: ['name', 'label', 'kind', 'as'],
    properties: {
      name: text,
      label: text,
      kind: {
        ...text,
        enum: ['text', 'month', 'day', 'count', 'money', 'currency', 'duration', 'share', 'owner', 'pipeline', 'stage', 'event', 'group'],
        description: 'money: minor units of the row’s currency; duration: milliseconds; share: 0 to 1; month: 2026-03; day: 2026-03-01',
      },
      as: { ...text, enum: ['axis', 'series', 'value', 'note'] },
      about: text,
    },
  }),
  drill: {
    ...object({ by: list(text), of: list(text) }, true),
    description: 'Values (`of`) that lead to deals, and the columns of the row that go along',
  },
});

const period = object({ from: day, to: day });
const rows = list({ type: 'object', additionalProperties: { type: ['string', 'number', 'null'] } });

const perhaps = { type: ['string', 'null'] } as const;

const dashboard = object({
  name: text,
  title: perhaps,
  about: perhaps,
  period: { ...perhaps, description: 'Of charts that name none; null: each chart’s own' },
  charts: list(
    object({
      chart: text,
      title: perhaps,
      period: perhaps,
      filters: { type: 'object', additionalProperties: text },
      width: { ...text, enum: [...chartWidths] },
    }),
  ),
  goals: list(
    object({
      per: { ...text, enum: ['month', 'quarter'] },
      amount: object({ amount: { type: 'integer' }, currency: text }),
      pipeline: perhaps,
      team: perhaps,
      from: { ...perhaps, description: 'Month, as 2026-01' },
    }),
  ),
  file: { ...text, description: 'Below the folder of the workspace' },
});

export const reportsSchema = object({ time_zone: text, currency: text, dashboards: list(dashboard), charts: list(chart) }) as Record<
  string,
  unknown
>;

export const chartSchema = object({
  as_of: { type: 'string', format: 'date-time', description: 'The rows are what was true then: nothing is kept back' },
  time_zone: { ...text, description: 'In which days and months are cut' },
  chart,
  period,
  rows,
  compared: object({ period, rows }, true),
  definition: object({
    about: text,
    sql: { ...text, description: 'As it is run: :from and :until are the period’s instants, :owners those of owner and team' },
    views: list(object({ name: text, about: text, sql: text })),
  }),
}) as Record<string, unknown>;
