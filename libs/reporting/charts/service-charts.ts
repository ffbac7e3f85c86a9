// Charts on how well leads and data are looked after.

import { type Chart, given } from './chart.js';

const missed = `outcome in ('late', 'reminded', 'reassigned', 'fallback') or (outcome is null and deadline < :now)`;

/** A lead is routed before there is a deal of it: that of its account, the newest, is meant. */
const dealOfLead = `coalesce(deal_id, (select max(d.deal_id) from reporting.deals_v1 d where d.account_id = answers_v1.account_id)) as deal_id`;

export const serviceCharts: readonly Chart[] = [
  {
    name: 'answer_misses',
    question: 'Which leads were not answered in time?',
    about:
      'Leads with a deadline (answer_within of a routing), by the month in which a rep was given them. In time: the rep did something about the lead before the deadline. Missed: nothing until then, whatever followed. Handed on: somebody else had the lead by then. Mail that is sent by itself is no answer.',
    shape: 'stacked',
    views: ['answers_v1'],
    period: 'months',
    filters: ['owner', 'team'],
    columns: [
      { name: 'month', label: 'Month', kind: 'month', as: 'axis' },
      { name: 'owner', label: 'Rep', kind: 'owner', as: 'series' },
      { name: 'leads', label: 'Leads', kind: 'count', as: 'note' },
      { name: 'in_time', label: 'In time', kind: 'count', as: 'value' },
      { name: 'missed', label: 'Missed', kind: 'count', as: 'value' },
      { name: 'waiting', label: 'Waiting', kind: 'count', as: 'value', about: 'The deadline is still ahead' },
      { name: 'handed_on', label: 'Handed on', kind: 'count', as: 'value' },
      { name: 'missed_share', label: 'Missed of those decided', kind: 'share', as: 'note', about: 'Missed among in time and missed' },
    ],
    sql: `
select month, rep as owner, count(*) as leads, count(*) filter (where outcome = 'answered') as in_time,
  count(*) filter (where ${missed}) as missed, count(*) filter (where outcome is null and deadline >= :now) as waiting,
  count(*) filter (where outcome = 'handed_on') as handed_on,
  count(*) filter (where ${missed})::float8 / nullif(count(*) filter (where outcome = 'answered' or ${missed}), 0) as missed_share
from reporting.answers_v1
where assigned_at >= :from and assigned_at < :until and ${given(['owner'], { owner: 'rep' })}
group by month, rep order by month, rep`,
    drill: {
      by: ['month', 'owner'],
      deals: Object.fromEntries(
        Object.entries({
          leads: 'true',
          in_time: `outcome = 'answered'`,
          missed,
          waiting: 'outcome is null and deadline >= :now',
          handed_on: `outcome = 'handed_on'`,
        }).map(([column, condition]) => [
          column,
          `select ${dealOfLead} from reporting.answers_v1 where assigned_at >= :from and assigned_at < :until and month = :is_month and rep = :is_owner and (${condition})`,
        ]),
      ),
    },
  },
  {
    name: 'plan_violations',
    question: 'What comes in that the tracking plan does not allow?',
    about:
      'Violations of the tracking plan, by the UTC day on which they came in: each property of each event that did not fit counts once. An event that was not planned at all counts as its own violation.',
    shape: 'stacked',
    views: ['plan_violations_v1'],
    period: 'days',
    filters: ['event', 'source'],
    columns: [
      { name: 'day', label: 'Day', kind: 'day', as: 'axis' },
      { name: 'event', label: 'Event', kind: 'event', as: 'series' },
      { name: 'property', label: 'Property', kind: 'text', as: 'note' },
      { name: 'problem', label: 'Problem', kind: 'text', as: 'note' },
      { name: 'source', label: 'Source', kind: 'text', as: 'note' },
      { name: 'answers_for', label: 'Answers for it', kind: 'text', as: 'note', about: 'As the plan says' },
      { name: 'violations', label: 'Violations', kind: 'count', as: 'value' },
    ],
    sql: `
select day, event, property, problem, source, owner as answers_for, violations from reporting.plan_violations_v1
where day between :from_day and :to_day and ${given(['event', 'source'])}
order by day, violations desc, event, property, problem, source`,
  },
];
