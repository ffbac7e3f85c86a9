// Charts on selling: how long it takes, whether demos help, what is to come, what reps get and do.

import { type Chart, type FilterName, given } from './chart.js';

const filters: readonly FilterName[] = ['pipeline', 'owner', 'team', 'currency'];
const byRep: readonly FilterName[] = ['owner', 'team'];
const inPeriod = 'at >= :from and at < :until';
const percentile = (share: number, column: string) => `percentile_cont(${share}) within group (order by ${column})`;
const wonIn = `select deal_id from reporting.closed_deals_v1 where outcome = 'won' and ${inPeriod} and ${given(filters)} and month = coalesce(:is_month, month)`;

const salesCycle: Chart = {
  name: 'sales_cycle',
  question: 'How long does it take to win a deal?',
  about:
    'Deals that stand as won, by the month in which they were won: the time from their opening to there, by the clock. Half of them took at most p50, nine of ten at most p90. The row without a month is the whole period.',
  shape: 'line',
  views: ['closed_deals_v1'],
  period: 'months',
  filters,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis', about: 'None: the whole period' },
    { name: 'deals', label: 'Deals won', kind: 'count', as: 'note' },
    { name: 'p50', label: 'Half within', kind: 'duration', as: 'value' },
    { name: 'p90', label: 'Nine of ten within', kind: 'duration', as: 'value' },
  ],
  sql: `
select month, count(*) as deals, ${percentile(0.5, 'cycle_ms')} as p50, ${percentile(0.9, 'cycle_ms')} as p90
from reporting.closed_deals_v1 where outcome = 'won' and ${inPeriod} and ${given(filters)}
group by grouping sets ((month), ()) having count(*) > 0 order by month nulls last`,
  drill: { by: ['month'], deals: { deals: wonIn } },
};

const withDemo = `
closed as (
  select deal_id, account_id, outcome, at, month, opened_at from reporting.closed_deals_v1 where ${inPeriod} and ${given(filters)}),
met as materialized (select account_id, deal_id, at from reporting.meetings_v1 where stands),
demos as (
  select c.deal_id from closed c join met m on m.account_id = c.account_id and m.at >= c.opened_at and m.at <= c.at
  union select c.deal_id from closed c join met m on m.deal_id = c.deal_id and m.at <= c.at
  union select deal_id from reporting.deal_changes_v1 where from_stage like 'demo%' and kind in ('forward', 'won', 'lost'))`;
const demoOf = `case when d.deal_id is null then 'without a demo' else 'with a demo' end`;

const winRate: Chart = {
  name: 'win_rate',
  question: 'Are deals with a demo won more often?',
  about:
    'Deals that stand as won or lost, by the month in which they were closed. With a demo: while the deal was open, somebody of its account booked a meeting that was neither canceled nor missed nor moved as far as facts tell, or a call was held (calendly.booked, calendly.rescheduled, gong.call_held); or the deal left a stage whose name begins with "demo" other than backwards. Won of all: won among won and lost. The rows without a month are the whole period.',
  shape: 'line',
  views: ['closed_deals_v1', 'meetings_v1', 'deal_changes_v1'],
  period: 'months',
  filters,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis', about: 'None: the whole period' },
    { name: 'demo', label: 'Demo', kind: 'text', as: 'series' },
    { name: 'won', label: 'Won', kind: 'count', as: 'note' },
    { name: 'lost', label: 'Lost', kind: 'count', as: 'note' },
    { name: 'won_share', label: 'Won of all', kind: 'share', as: 'value' },
  ],
  sql: `
with ${withDemo.trim()}
select c.month, ${demoOf} as demo, count(*) filter (where c.outcome = 'won') as won, count(*) filter (where c.outcome = 'lost') as lost,
  count(*) filter (where c.outcome = 'won')::float8 / count(*) as won_share
from closed c left join demos d using (deal_id)
group by grouping sets ((c.month, ${demoOf}), (${demoOf})) order by c.month nulls last, demo`,
  drill: {
    by: ['month', 'demo'],
    deals: Object.fromEntries(
      ['won', 'lost'].map((outcome) => [
        outcome,
        `with ${withDemo.trim()} select c.deal_id from closed c left join demos d using (deal_id)
where c.outcome = '${outcome}' and c.month = coalesce(:is_month, c.month) and ${demoOf} = :is_demo`,
      ]),
    ),
  },
};

function forecast(per: 'month' | 'quarter', question: string): Chart {
  const step = per === 'month' ? '1 month' : '3 months';
  const units = `units as (
  select m::date as unit, m at time zone w.time_zone as begins, (m + interval '${step}') at time zone w.time_zone as ends
  from reporting.workspace_v1 w, generate_series(date_trunc('${per}', :from_day::timestamp), :to_day::timestamp, interval '${step}') m)`;
  const wonWhere = `outcome = 'won' and at >= (select min(begins) from units) and at < :until and ${given(['pipeline', 'owner', 'currency'])}`;
  const open = `from reporting.deal_changes_v1 c left join reporting.stages_v1 s on s.pipeline = c.pipeline and s.stage = c.stage
  where c.until is null and c.is_open and ${given(['pipeline', 'owner', 'currency'], { pipeline: 'c.pipeline', owner: 'c.owner', currency: 'c.currency' })}`;
  return {
    name: per === 'month' ? 'forecast' : 'forecast_by_quarter',
    question,
    about: `Deals that stand as won, by the ${per} in which they were won, beside the goals of config/reports. In the ${per} of now the open deals come on top, each weighed by how likely its stage is won (likely, in the pipeline’s file; a stage without it weighs nothing): Millrace does not know when a deal will close, so all of them stand there. Without a pipeline chosen the goal is that of all pipelines, else the sum of theirs.`,
    shape: 'bars',
    views: ['closed_deals_v1', 'deal_changes_v1', 'goals_v1', 'stages_v1', 'workspace_v1'],
    period: 'months',
    filters: ['pipeline', 'team', 'currency'],
    columns: [
      { name: 'month', label: per === 'month' ? 'Month' : 'Quarter', kind: 'month', as: 'axis' },
      { name: 'currency', label: 'Currency', kind: 'currency', as: 'series' },
      { name: 'won', label: 'Won', kind: 'money', as: 'value' },
      { name: 'weighted', label: 'Open, weighted', kind: 'money', as: 'value' },
      { name: 'goal', label: 'Goal', kind: 'money', as: 'value' },
      { name: 'forecast', label: 'Forecast', kind: 'money', as: 'note', about: 'Won and open, weighted' },
      { name: 'of_goal', label: 'Of the goal', kind: 'share', as: 'note' },
      { name: 'open', label: 'Open', kind: 'money', as: 'note' },
    ],
    sql: `
with ${units},
won as (
  select date_trunc('${per}', month::timestamp)::date as unit, currency, sum(amount) as amount from reporting.closed_deals_v1
  where ${wonWhere} and currency is not null group by 1, 2),
goals as (
  select u.unit, g.currency, coalesce(sum(g.amount) filter (where g.pipeline is not distinct from :pipeline), sum(g.amount) filter (where :pipeline is null)) as amount
  from units u join reporting.goals_v1 g on g.per = '${per}' and (g.from_month is null or g.from_month <= u.unit) and (g.until_month is null or g.until_month > u.unit)
  where g.team is not distinct from :team and ${given(['currency'], { currency: 'g.currency' })} group by u.unit, g.currency),
open as (
  select u.unit, o.* from units u, (
    select c.currency, sum(c.amount) as amount, round(sum(c.amount * coalesce(s.likely, 0)::numeric)) as weighted ${open} and c.currency is not null
    group by c.currency) o
  where u.begins <= :now and u.ends > :now),
grid as (
  select u.unit, c.currency from units u,
    (select currency from won union select currency from open union select currency from goals where amount is not null) c)
select g.unit as month, g.currency, coalesce(w.amount, 0) as won, o.weighted, t.amount as goal, coalesce(w.amount, 0) + coalesce(o.weighted, 0) as forecast,
  (coalesce(w.amount, 0) + coalesce(o.weighted, 0))::float8 / nullif(t.amount, 0) as of_goal, o.amount as open
from grid g left join won w using (unit, currency) left join goals t using (unit, currency) left join open o using (unit, currency)
order by g.currency, g.unit`,
    drill: {
      by: ['month', 'currency'],
      deals: {
        won: `with ${units} select deal_id from reporting.closed_deals_v1 where ${wonWhere} and currency = :is_currency and date_trunc('${per}', month::timestamp)::date = :is_month`,
        open: `select c.deal_id ${open} and c.currency = :is_currency and :is_month is not null`,
      },
    },
  };
}

const prospects: Chart = {
  name: 'prospects',
  question: 'How many prospects does each rep get, and work on?',
  about:
    'By rep and month. Given: accounts (people, where there is no account) that came to the rep in that month, by whatever way, each once. Worked on: those about which the rep did something themself in that month: a meeting, a call, a task, an edit; mail that is sent by itself is none.',
  shape: 'bars',
  views: ['assignments_v1', 'touches_v1'],
  period: 'months',
  filters: byRep,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis' },
    { name: 'owner', label: 'Rep', kind: 'owner', as: 'series' },
    { name: 'given', label: 'Given', kind: 'count', as: 'value' },
    { name: 'worked_on', label: 'Worked on', kind: 'count', as: 'value' },
  ],
  sql: `
with given as (
  select month, rep, count(*) as leads from (
    select distinct month, rep, lead_kind, lead_id from reporting.assignments_v1 where ${inPeriod} and ${given(byRep, { owner: 'rep' })}) l
  group by month, rep),
worked as (
  select month, rep, count(*) as leads from (
    select distinct month, rep, account_id, case when account_id is null then person_id end as person_id from reporting.touches_v1
    where ${inPeriod} and ${given(byRep, { owner: 'rep' })} and (account_id is not null or person_id is not null)) t
  group by month, rep)
select month, rep as owner, coalesce(g.leads, 0) as given, coalesce(w.leads, 0) as worked_on
from given g full join worked w using (month, rep) order by month, rep`,
};

const sellerActivity: Chart = {
  name: 'seller_activity',
  question: 'What do reps do themselves?',
  about:
    'What reps did, by month: meetings that were booked with them, calls they held, tasks they did, edits of deals, and other events that name them as rep, host or sender. What happens by itself is not among it.',
  shape: 'stacked',
  views: ['touches_v1'],
  period: 'months',
  filters: byRep,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis' },
    { name: 'owner', label: 'Rep', kind: 'owner', as: 'series' },
    { name: 'activity', label: 'What', kind: 'text', as: 'series' },
    { name: 'times', label: 'How often', kind: 'count', as: 'value' },
  ],
  sql: `
select month, rep as owner, activity, count(*) as times from reporting.touches_v1
where ${inPeriod} and ${given(byRep, { owner: 'rep' })} group by month, rep, activity order by month, rep, activity`,
};

const speedToLead: Chart = {
  name: 'speed_to_lead',
  question: 'How soon does a person act on a new lead?',
  about:
    'Leads by the month in which they came: accounts (people, where there is no account) that were given to a rep for the first time, from the fact that led to it, to the rep’s getting them, to the first touch by any rep. A touch is what a rep did themself: a meeting, a call, a mail they wrote, a task, an edit; mail that is sent by itself is none. Half within p50, 19 of 20 within p95; of those that were touched. By the clock: nights and weekends count. The row without a month is the whole period.',
  shape: 'line',
  views: ['leads_v1'],
  period: 'months',
  filters: byRep,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis', about: 'None: the whole period' },
    { name: 'leads', label: 'Leads', kind: 'count', as: 'note' },
    { name: 'touched', label: 'Touched', kind: 'count', as: 'note' },
    { name: 'assigned_p50', label: 'To a rep: half within', kind: 'duration', as: 'note' },
    { name: 'assigned_p95', label: 'To a rep: 19 of 20 within', kind: 'duration', as: 'note' },
    { name: 'touched_p50', label: 'Rep to touch: half within', kind: 'duration', as: 'note' },
    { name: 'touched_p95', label: 'Rep to touch: 19 of 20 within', kind: 'duration', as: 'note' },
    { name: 'total_p50', label: 'Half within', kind: 'duration', as: 'value' },
    { name: 'total_p95', label: '19 of 20 within', kind: 'duration', as: 'value' },
  ],
  sql: `
select month, count(*) as leads, count(touched_at) as touched,
  ${['assigned', 'touched', 'total'].flatMap((part) => [50, 95].map((n) => `${percentile(n / 100, `${part}_ms`)} as ${part}_p${n}`)).join(',\n  ')}
from reporting.leads_v1 where created_at >= :from and created_at < :until and ${given(byRep, { owner: 'rep' })}
group by grouping sets ((month), ()) having count(*) > 0 order by month nulls last`,
};

export const salesCharts: readonly Chart[] = [
  salesCycle,
  winRate,
  forecast('month', 'Will this month reach its goal?'),
  forecast('quarter', 'Will this quarter reach its goal?'),
  prospects,
  sellerActivity,
  speedToLead,
];
