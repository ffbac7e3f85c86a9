// A dashboard: which charts, limited to what, over which period; and goals. One file a dashboard:
//
//   report: pipeline
//   period: this quarter
//   charts:
//     - answer_misses
//     - { chart: plan_violations, title: …, period: last 90d, filters: { event: Demo Requested }, width: full }
//   goals:
//     - { per: quarter, amount: { amount: 30000000, currency: usd }, pipeline: new-business, team: smb, from: 2026-01 }

import { chartFilterKeys, goalAmountKeys, reportChartKeys, reportGoalKeys, reportKeys } from '../keys/report-keys.js';
import { isPeriod } from '../period.js';
import { type ChartFilter, chartFilterNames, chartFilters, chartWidths, type Report, type ReportChart, type SalesGoal } from '../report.js';
import { suggest } from '../suggest.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { readCurrency } from './compile-settings.js';
import type { Declared } from './declared.js';
import { describeValue } from './describe-value.js';
import { readEvent } from './event-names.js';
import type { Reading } from './reading.js';

const mostCharts = 40;

export function compileReport(root: WrittenYaml, declared: Declared, read: Reading): Report | undefined {
  read.onlyKeys(root, reportKeys);
  const name = read.name(root.at('report'), 'a report');
  const words = (key: 'title' | 'about') => (root.has(key) ? read.text(root.at(key), `"${key}"`) : undefined);
  const [title, about] = [words('title'), words('about')];
  const period = root.has('period') ? readPeriod(root.at('period'), read) : undefined;
  const written = read.required(root, 'charts', `charts: [${Object.keys(chartFilters)[0]}]`);
  const charts = written && read.list(written, '"charts"', `- ${Object.keys(chartFilters)[0]}`);
  if (charts?.length === 0) read.problem('E202', 'this dashboard has no chart', written!.place, 'name one, or remove the file');
  if (charts !== undefined && charts.length > mostCharts)
    read.problem('E207', `a dashboard has at most ${mostCharts} charts; this one has ${charts.length}`, written!.place, 'make two of it');
  const goals = root.has('goals') ? read.list(root.at('goals'), '"goals"', goalExample) : undefined;
  const compiled = (charts ?? []).map((each) => compileChart(each, declared, read));
  const compiledGoals = (goals ?? []).map((each) => compileGoal(each, declared, read));
  if (name === undefined) return undefined;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(about === undefined ? {} : { about }),
    ...(period === undefined ? {} : { period }),
    charts: compiled.filter((each) => each !== undefined),
    goals: compiledGoals.filter((each) => each !== undefined),
    place: root.at('report').place,
  };
}

function compileChart(written: WrittenYaml, declared: Declared, read: Reading): ReportChart | undefined {
  if (!written.isMap) {
    const chart = read.known(written, 'E314', 'a chart', Object.keys(chartFilters));
    return chart === undefined ? undefined : { chart, filters: {}, width: 'half' };
  }
  read.onlyKeys(written, reportChartKeys, 'of a chart');
  const named = read.required(written, 'chart', `chart: ${Object.keys(chartFilters)[0]}`);
  const chart = named && read.known(named, 'E314', 'a chart', Object.keys(chartFilters));
  const title = written.has('title') ? read.text(written.at('title'), '"title"') : undefined;
  const period = written.has('period') ? readPeriod(written.at('period'), read) : undefined;
  const width = written.has('width') ? read.oneOf(written.at('width'), '"width"', chartWidths) : 'half';
  const filters = written.has('filters') ? readFilters(written.at('filters'), chart, declared, read) : {};
  if (chart === undefined) return undefined;
  return {
    chart,
    ...(title === undefined ? {} : { title }),
    ...(period === undefined ? {} : { period }),
    filters,
    width: width ?? 'half',
  };
}

function readFilters(written: WrittenYaml, chart: string | undefined, declared: Declared, read: Reading): ReportChart['filters'] {
  if (!read.map(written, '"filters"', '{ team: smb }')) return {};
  read.onlyKeys(written, chartFilterKeys, 'in "filters"');
  const offered = chart === undefined ? chartFilterNames : chartFilters[chart]!;
  const filters: Partial<Record<ChartFilter, string>> = {};
  for (const name of chartFilterNames.filter((each) => written.has(each))) {
    if (!offered.includes(name)) {
      const meant = suggest(name, offered);
      const known = offered.length === 0 ? 'it cannot be filtered: remove it' : `it can be filtered by ${offered.join(', ')}`;
      const hint = meant === undefined ? known : `did you mean "${meant}"?`;
      read.problem('E315', `the chart "${chart}" cannot be filtered by ${name}`, written.keyPlace(name), hint);
      continue;
    }
    const value = readFilter(name, written.at(name), declared, read);
    if (value !== undefined) filters[name] = value;
  }
  return filters;
}

function readFilter(name: ChartFilter, written: WrittenYaml, declared: Declared, read: Reading): string | undefined {
  const { pipelines, team, workflows, emails, plan } = declared;
  if (name === 'pipeline') return read.known(written, 'E304', 'a pipeline', pipelines.keys());
  if (name === 'owner') return read.known(written, 'E306', 'a rep', team.reps.keys());
  if (name === 'team') return read.known(written, 'E307', 'a team', team.teams.keys());
  if (name === 'workflow') return read.known(written, 'E309', 'a workflow', workflows.keys());
  if (name === 'email') return read.known(written, 'E302', 'an email', emails.keys());
  if (name === 'event') return readEvent(written, plan, read);
  if (name === 'currency') return readCurrency(written, read);
  return read.text(written, `"${name}"`);
}

function readPeriod(written: WrittenYaml, read: Reading): string | undefined {
  const text = read.text(written, 'a period');
  if (text === undefined || isPeriod(text)) return text;
  const days = /^(\d+) ?d(ays)?$/.exec(text)?.[1];
  const hint = days === undefined ? 'as in last 90d, last 12 months, this quarter or last year' : `write last ${days}d`;
  read.problem('E212', `${describeValue(text)} is no period`, written.place, hint);
  return undefined;
}

const goalExample = '{ per: quarter, amount: { amount: 30000000, currency: usd } }';

function compileGoal(written: WrittenYaml, declared: Declared, read: Reading): SalesGoal | undefined {
  if (!read.map(written, 'a goal', goalExample)) return undefined;
  read.onlyKeys(written, reportGoalKeys, 'of a goal');
  const perWritten = read.required(written, 'per', 'per: quarter');
  const per = perWritten && read.oneOf(perWritten, '"per"', ['month', 'quarter'] as const);
  const amountWritten = read.required(written, 'amount', 'amount: { amount: 30000000, currency: usd }');
  const money = amountWritten && readAmount(amountWritten, read);
  const pipeline = written.has('pipeline') ? readFilter('pipeline', written.at('pipeline'), declared, read) : undefined;
  const team = written.has('team') ? readFilter('team', written.at('team'), declared, read) : undefined;
  const from = written.has('from') ? readMonth(written.at('from'), read) : undefined;
  if (per === undefined || money === undefined) return undefined;
  return {
    per,
    ...money,
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(team === undefined ? {} : { team }),
    ...(from === undefined ? {} : { from }),
    place: written.place,
  };
}

function readAmount(written: WrittenYaml, read: Reading): Pick<SalesGoal, 'amount' | 'currency'> | undefined {
  if (!read.map(written, 'an amount', '{ amount: 30000000, currency: usd }')) return undefined;
  read.onlyKeys(written, goalAmountKeys, 'of an amount');
  const amountWritten = read.required(written, 'amount', 'amount: 30000000');
  const currencyWritten = read.required(written, 'currency', 'currency: usd');
  const amount = amountWritten && read.number(amountWritten, '"amount"', { min: 1, integer: true });
  const currency = currencyWritten && readCurrency(currencyWritten, read);
  return amount === undefined || currency === undefined ? undefined : { amount, currency };
}

function readMonth(written: WrittenYaml, read: Reading): string | undefined {
  const { value } = written;
  if (typeof value === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(value)) return value;
  read.problem('E209', `"from" is a month; ${describeValue(value)} is none`, written.place, 'as in 2026-01');
  return undefined;
}

/** What is to be won of one thing in each month, or in each quarter, is one goal from a month on, wherever it is written. */
export function checkGoals(reports: readonly Report[], read: Reading): void {
  const seen = new Map<string, SalesGoal>();
  for (const goal of reports.flatMap(({ goals }) => goals)) {
    const of = JSON.stringify([goal.per, goal.pipeline, goal.team, goal.currency, goal.from]);
    const earlier = seen.get(of);
    if (earlier === undefined) seen.set(of, goal);
    else
      read.problem(
        'E412',
        `there is another goal per ${goal.per} for the same pipeline, team and currency`,
        goal.place,
        `it is in ${earlier.place.file}:${earlier.place.line}; goals that follow each other need "from"`,
      );
  }
}
