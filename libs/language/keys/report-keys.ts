// reports/: dashboards, and the goals that a forecast is held against.

import { periodExamples, periodPattern } from '../period.js';
import { chartFilters, chartWidths } from '../report.js';
import { either, listOf, mapOf, name, oneOf, reference, text } from './fragments.js';
import { key, required, type Keys, type Schema } from './key.js';

const period: Schema = { type: 'string', pattern: periodPattern, examples: periodExamples };
const chart: Schema = oneOf(...Object.keys(chartFilters).sort());

export const chartFilterKeys: Keys = {
  pipeline: key('Only deals of this pipeline.', reference),
  owner: key('Only what this rep owns; the key in team.yaml.', reference),
  team: key('Only what reps of this team own.', reference),
  currency: key('Only amounts in this currency.', { type: 'string', pattern: '^[A-Za-z]{3}$' }),
  event: key('Only this event.', reference),
  source: key('Only what came from there, as `segment:website`.', text),
  group: key('Only this group of content.', text),
  workflow: key('Only this workflow.', reference),
  email: key('Only this email.', reference),
};

export const reportChartKeys: Keys = {
  chart: required('Which chart: `/reports` lists them all with what they count.', chart),
  title: key('A title of your own, instead of the chart’s question.', text),
  period: key('The period it shows first, as `last 90d`, `last 12 months` or `this quarter`.', period),
  filters: key('What it is limited to, by what the chart can be filtered by.', mapOf(chartFilterKeys)),
  width: key('Of the page, where there is room. `half` when absent.', oneOf(...chartWidths)),
};

export const goalAmountKeys: Keys = {
  amount: required('In whole minor units: 5000000 is 50,000.00 in dollars.', { type: 'integer', minimum: 1 }),
  currency: required('ISO 4217.', { type: 'string', pattern: '^[A-Za-z]{3}$' }),
};

export const reportGoalKeys: Keys = {
  per: required('Each month, or each quarter.', oneOf('month', 'quarter')),
  amount: required('How much is to be won in it.', mapOf(goalAmountKeys)),
  pipeline: key('Of this pipeline. Of all when absent.', reference),
  team: key('Of this team. Of everybody when absent.', reference),
  from: key('The month from which it holds, until a later goal for the same takes over.', {
    type: 'string',
    pattern: '^20\\d\\d-(0[1-9]|1[0-2])$',
    examples: ['2026-01'],
  }),
};

export const reportKeys: Keys = {
  report: required('The name of the dashboard; it is a part of its address.', name),
  title: key('How it is called on the page, when not by its name.', text),
  about: key('Whom it is for, and what it tells them.', text),
  period: key('The period that its charts show first, where a chart names none.', period),
  charts: required('The charts, in their order: a name, or a map with more.', listOf(either(chart, mapOf(reportChartKeys)))),
  goals: key('What is to be won each month or quarter; a forecast is held against it.', listOf(mapOf(reportGoalKeys))),
};
