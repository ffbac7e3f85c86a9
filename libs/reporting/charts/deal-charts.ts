// Charts on the pipeline: what came in and went out by month, how it stood on two days, and how far deals come.

import { type Chart, type FilterName, given } from './chart.js';

const filters: readonly FilterName[] = ['pipeline', 'owner', 'team', 'currency'];
const standing = (instant: string) => `at < ${instant} and (until is null or until >= ${instant})`;
const orNone = "is not distinct from nullif(:is_currency, '')";

/** The months of the period with their instants; the first and the last may be parts of months. */
const months = `months as (
  select m::date as month, greatest(m at time zone w.time_zone, :from) as begins, least((m + interval '1 month') at time zone w.time_zone, :until) as ends
  from reporting.workspace_v1 w, generate_series(date_trunc('month', :from_day::timestamp), :to_day::timestamp, interval '1 month') m)`;

const flowing = (flow: string) =>
  `select deal_id from reporting.deal_flows_v1 where flow = '${flow}' and at >= :from and at < :until and month = :is_month and currency ${orNone} and ${given(filters)}`;
const slippedIn = (instant: string) =>
  `c.slipped_at >= m.begins and c.is_open and c.${standing(instant).replace('(until', '(c.until').replace('or until', 'or c.until')}`;
const filteredChanges = given(filters, { pipeline: 'c.pipeline', owner: 'c.owner', currency: 'c.currency' });

const pipelineByMonth: Chart = {
  name: 'pipeline_by_month',
  question: 'What came into the pipeline each month, and what became of it?',
  about:
    'Open deals with their amounts, by month and currency. Open before + created + reopened + changed - won - lost = open after. Created: opened in the month. Changed: the amount, currency or owner of an open deal became another. Won and lost: moved there in the month, with the amount they closed with; a deal that closed and was opened again counts in both months. What billing gives back later is drift of the deal and takes nothing off. Slipped: the part of open after whose last move, in that month, was back to an earlier stage. Deals without an amount are counted under no currency. A month that the period cuts is told for the days within it.',
  shape: 'waterfall',
  views: ['deal_flows_v1', 'deal_changes_v1', 'workspace_v1'],
  period: 'months',
  filters,
  columns: [
    { name: 'month', label: 'Month', kind: 'month', as: 'axis' },
    { name: 'currency', label: 'Currency', kind: 'currency', as: 'series' },
    { name: 'open_before', label: 'Open before', kind: 'money', as: 'value' },
    { name: 'created', label: 'Created', kind: 'money', as: 'value' },
    { name: 'reopened', label: 'Reopened', kind: 'money', as: 'value' },
    { name: 'changed', label: 'Changed', kind: 'money', as: 'value', about: 'Below zero: less by it' },
    { name: 'won', label: 'Won', kind: 'money', as: 'value', about: 'Goes out' },
    { name: 'lost', label: 'Lost', kind: 'money', as: 'value', about: 'Goes out' },
    { name: 'slipped', label: 'Slipped', kind: 'money', as: 'value', about: 'A part of open after' },
    { name: 'open_after', label: 'Open after', kind: 'money', as: 'value', about: 'Slipped ones among it' },
    { name: 'created_deals', label: 'Deals created', kind: 'count', as: 'note' },
    { name: 'won_deals', label: 'Deals won', kind: 'count', as: 'note' },
    { name: 'lost_deals', label: 'Deals lost', kind: 'count', as: 'note' },
    { name: 'slipped_deals', label: 'Deals slipped', kind: 'count', as: 'note' },
    { name: 'open_deals', label: 'Deals open after', kind: 'count', as: 'note' },
  ],
  sql: `
with ${months},
flows as (
  select month, currency, flow, sum(deals) as deals, sum(amount) as amount, sum(effect) as effect, sum(effect_deals) as effect_deals
  from reporting.deal_flows_v1 where at >= :from and at < :until and ${given(filters)} group by month, currency, flow),
before as (
  select currency, count(*) as deals, sum(coalesce(amount, 0)) as amount from reporting.deal_changes_v1
  where is_open and ${standing(':from')} and ${given(filters)} group by currency),
slipped as (
  select m.month, c.currency, count(*) as deals, sum(coalesce(c.amount, 0)) as amount
  from months m join reporting.deal_changes_v1 c on ${slippedIn('m.ends')}
  where ${filteredChanges} group by m.month, c.currency),
grid as (select m.month, c.currency from months m, (select currency from flows union select currency from before) c),
told as (
  select g.month, g.currency, sum(f.amount) filter (where f.flow = 'created') as created, sum(f.amount) filter (where f.flow = 'reopened') as reopened,
    sum(f.amount) filter (where f.flow = 'changed') as changed, sum(f.amount) filter (where f.flow = 'won') as won,
    sum(f.amount) filter (where f.flow = 'lost') as lost, sum(f.deals) filter (where f.flow = 'created') as created_deals,
    sum(f.deals) filter (where f.flow = 'won') as won_deals, sum(f.deals) filter (where f.flow = 'lost') as lost_deals,
    coalesce(sum(f.effect), 0) as effect, coalesce(sum(f.effect_deals), 0) as effect_deals
  from grid g left join flows f on f.month = g.month and f.currency is not distinct from g.currency group by g.month, g.currency)
select t.month, t.currency, coalesce(b.amount, 0) + sum(t.effect) over until_now - t.effect as open_before, coalesce(t.created, 0) as created,
  coalesce(t.reopened, 0) as reopened, coalesce(t.changed, 0) as changed, coalesce(t.won, 0) as won, coalesce(t.lost, 0) as lost,
  coalesce(s.amount, 0) as slipped, coalesce(b.amount, 0) + sum(t.effect) over until_now as open_after, coalesce(t.created_deals, 0) as created_deals,
  coalesce(t.won_deals, 0) as won_deals, coalesce(t.lost_deals, 0) as lost_deals, coalesce(s.deals, 0) as slipped_deals,
  coalesce(b.deals, 0) + sum(t.effect_deals) over until_now as open_deals
from told t left join before b on b.currency is not distinct from t.currency
left join slipped s on s.month = t.month and s.currency is not distinct from t.currency
window until_now as (partition by t.currency order by t.month)
order by t.currency nulls last, t.month`,
  drill: {
    by: ['month', 'currency'],
    deals: {
      created: flowing('created'),
      reopened: flowing('reopened'),
      changed: flowing('changed'),
      won: flowing('won'),
      lost: flowing('lost'),
      slipped: `with ${months} select c.deal_id from months m join reporting.deal_changes_v1 c on ${slippedIn('m.ends')}
where m.month = :is_month and c.currency ${orNone} and ${filteredChanges}`,
      open_after: `with ${months} select c.deal_id from months m join reporting.deal_changes_v1 c on c.is_open and c.at < m.ends and (c.until is null or c.until >= m.ends)
where m.month = :is_month and c.currency ${orNone} and ${filteredChanges}`,
    },
  },
};

const stood = `
  select deal_id, pipeline, stage, currency, amount, ${standing(':from_ends')} as was, ${standing(':until')} as stands
  from reporting.deal_changes_v1 where at < :until and (until is null or until >= :from_ends) and ${given(filters)}`;
/** A deal that stood somewhere on one of the days, by where: it may have changed its amount there in between. */
const ofBothDays = `
deals as (
  select deal_id, pipeline, stage, currency, bool_or(was) as was, bool_or(stands) as stands
  from (${stood}) s where was or stands group by deal_id, pipeline, stage, currency)`;

const inRow = `pipeline = :is_pipeline and stage = :is_stage and currency ${orNone}`;

const dealEvolution: Chart = {
  name: 'deal_evolution',
  question: 'How does the pipeline stand beside another day?',
  about:
    'Deals with the stage, amount and owner they had at the end of the first day, beside those they had at the end of the last one, in the order of the facts’ own time: a fact that came late stands where it belongs. Came: stands there now and did not then. Went: stood there then and does not now. Won and lost have all deals that were ever closed and still are.',
  shape: 'table',
  views: ['deal_changes_v1', 'stages_v1'],
  period: 'snapshot',
  filters,
  columns: [
    { name: 'pipeline', label: 'Pipeline', kind: 'pipeline', as: 'series' },
    { name: 'stage', label: 'Stage', kind: 'stage', as: 'axis' },
    { name: 'currency', label: 'Currency', kind: 'currency', as: 'series' },
    { name: 'deals_before', label: 'Deals then', kind: 'count', as: 'value' },
    { name: 'amount_before', label: 'Amount then', kind: 'money', as: 'value' },
    { name: 'deals_after', label: 'Deals now', kind: 'count', as: 'value' },
    { name: 'amount_after', label: 'Amount now', kind: 'money', as: 'value' },
    { name: 'came', label: 'Came', kind: 'count', as: 'note' },
    { name: 'went', label: 'Went', kind: 'count', as: 'note' },
  ],
  sql: `
with stood as materialized (${stood}),
stayed as (
  select w.pipeline, w.stage, w.currency, count(*) as deals
  from stood w join stood s on s.deal_id = w.deal_id and s.stage = w.stage and s.currency is not distinct from w.currency
  where w.was and not w.stands and s.stands and not s.was group by w.pipeline, w.stage, w.currency),
counted as (
  select pipeline, stage, currency, count(*) filter (where was) as deals_before, coalesce(sum(amount) filter (where was), 0) as amount_before,
    count(*) filter (where stands) as deals_after, coalesce(sum(amount) filter (where stands), 0) as amount_after,
    count(*) filter (where was and stands) as unmoved
  from stood where was or stands group by pipeline, stage, currency),
told as (
  select c.*, c.deals_after - c.unmoved - coalesce(s.deals, 0) as came, c.deals_before - c.unmoved - coalesce(s.deals, 0) as went
  from counted c left join stayed s on s.pipeline = c.pipeline and s.stage = c.stage and s.currency is not distinct from c.currency)
select t.* from told t left join reporting.stages_v1 s on s.pipeline = t.pipeline and s.stage = t.stage
order by t.pipeline, t.currency nulls last, s.rank nulls last, t.stage`,
  drill: {
    by: ['pipeline', 'stage', 'currency'],
    deals: Object.fromEntries(
      Object.entries({ deals_before: 'was', deals_after: 'stands', came: 'stands and not was', went: 'was and not stands' }).map(
        ([column, condition]) => [column, `with ${ofBothDays.trim()} select deal_id from deals where ${inRow} and ${condition}`],
      ),
    ),
  },
};

const ofCohort = `from reporting.deal_changes_v1 c left join reporting.stages_v1 f on f.pipeline = c.pipeline and f.stage = c.furthest
where c.until is null and c.opened_at >= :from and c.opened_at < :until and ${filteredChanges}`;
const stageOfRow = 'join reporting.stages_v1 s on s.pipeline = c.pipeline and s.stage = :is_stage';

const funnel: Chart = {
  name: 'funnel',
  question: 'How far do deals come, and where do they stay behind?',
  about:
    'Deals opened in the period, as they stand by now. Reached: came to that stage or a further one, also where it was skipped; a deal that is won has reached all. From before: of those that reached the stage before. Lost here: lost, and this was the furthest stage it came to. Open here: neither won nor lost, and this is the furthest stage it has come to. What reached a stage and not the next one is lost here or open here.',
  shape: 'funnel',
  views: ['deal_changes_v1', 'stages_v1'],
  period: 'months',
  filters,
  columns: [
    { name: 'pipeline', label: 'Pipeline', kind: 'pipeline', as: 'series' },
    { name: 'stage', label: 'Stage', kind: 'stage', as: 'axis' },
    { name: 'reached', label: 'Reached', kind: 'count', as: 'value' },
    { name: 'of_all', label: 'Of all', kind: 'share', as: 'note' },
    { name: 'from_before', label: 'From before', kind: 'share', as: 'note', about: 'Conversion from the stage before' },
    { name: 'lost_here', label: 'Lost here', kind: 'count', as: 'value' },
    { name: 'open_here', label: 'Open here', kind: 'count', as: 'value' },
  ],
  sql: `
with cohort as (
  select c.pipeline, c.furthest, c.stage, f.rank, count(*) as deals ${ofCohort} group by c.pipeline, c.furthest, c.stage, f.rank),
steps as (
  select s.pipeline, s.stage, s.rank, sum(c.deals) as deals,
    coalesce(sum(c.deals) filter (where c.stage = 'won' or (s.closes is null and c.rank >= s.rank)), 0) as reached,
    coalesce(sum(c.deals) filter (where c.stage = 'lost' and c.furthest = s.stage), 0) as lost_here,
    coalesce(sum(c.deals) filter (where c.stage not in ('won', 'lost') and c.furthest = s.stage), 0) as open_here
  from reporting.stages_v1 s join cohort c on c.pipeline = s.pipeline where s.closes is distinct from 'lost' group by s.pipeline, s.stage, s.rank)
select pipeline, stage, reached, reached::float8 / deals as of_all, reached::float8 / nullif(lag(reached) over w, 0) as from_before, lost_here, open_here
from steps window w as (partition by pipeline order by rank) order by pipeline, rank`,
  drill: {
    by: ['pipeline', 'stage'],
    deals: Object.fromEntries(
      Object.entries({
        reached: `(c.stage = 'won' or (s.closes is null and f.rank >= s.rank))`,
        lost_here: `c.stage = 'lost' and c.furthest = s.stage`,
        open_here: `c.is_open and c.furthest = s.stage`,
      }).map(([column, condition]) => [
        column,
        `select c.deal_id ${ofCohort.replace('\nwhere', `\n${stageOfRow}\nwhere`)} and c.pipeline = :is_pipeline and ${condition}`,
      ]),
    ),
  },
};

export const dealCharts: readonly Chart[] = [pipelineByMonth, dealEvolution, funnel];
