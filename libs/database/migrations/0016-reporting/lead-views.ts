// Views on leads and on what reps do: who was given what, how soon somebody acted, meetings, and goals.

import { dayOf, monthOf, type ReportingView } from './view.js';

const lead = {
  lead_kind: 'account; person: one without an account; deal: one without either',
  lead_id: 'Id of it, after merges',
};

/** Of one person, in the order of their time: what was canceled, missed or moved did not take place as it was booked. */
const stands = `name = 'gong.call_held' or (name in ('calendly.booked', 'calendly.rescheduled')
    and coalesce(lead(name) over (partition by person_id, name = 'gong.call_held' order by at, id), '') not in ('calendly.canceled', 'calendly.no_show', 'calendly.rescheduled'))`;

export const leadViews: readonly ReportingView[] = [
  {
    name: 'assignments_v1',
    about: 'Accounts and deals that were given to a rep, one row each time. A deal counts as its account.',
    columns: {
      ...lead,
      at: 'When',
      day: 'Day of it, in the zone of the workspace',
      month: 'First day of its month',
      rep: 'Key of the rep who got it',
      from_rep: 'Who had it before; null: nobody',
      is_first: 'Whether it is the first time that the lead was given to anybody',
    },
    sql: `select lead_kind, lead_id, at, ${dayOf('at')} as day, ${monthOf('at')} as month, rep, from_rep, is_first from assignment where rep is not null`,
  },
  {
    name: 'leads_v1',
    about:
      'How soon leads were acted on: each account (a person, where there is no account) when it was first given to a rep, and what happened then. A touch is something a rep did themself: a meeting held for, a call, a mail they wrote, a task done, an edit of the deal; mail that is sent by itself is none. Times are by the clock, nights and weekends among them.',
    columns: {
      ...lead,
      rep: 'Key of the rep who was given it first',
      created_at: 'When the fact happened that led to it',
      day: 'Day of it, in the zone of the workspace',
      month: 'First day of its month',
      assigned_at: 'When it was given to the rep',
      touched_at: 'The first touch by any rep after that; null: none yet',
      assigned_ms: 'Milliseconds from created to assigned',
      touched_ms: 'Milliseconds from assigned to touched; null: not touched',
      total_ms: 'Milliseconds from created to touched; null: not touched',
    },
    sql: `select l.lead_kind, l.lead_id, l.rep, l.created_at, ${dayOf('l.created_at')} as day, ${monthOf('l.created_at')} as month, l.at as assigned_at, t.at as touched_at,
  (extract(epoch from l.at - l.created_at) * 1000)::bigint as assigned_ms, (extract(epoch from t.at - l.at) * 1000)::bigint as touched_ms,
  (extract(epoch from t.at - l.created_at) * 1000)::bigint as total_ms
from (select lead_kind, lead_id, rep, at, created_at from assignment where is_first) l
left join lateral (
  select min(f.at) as at from (
    (select o.at from touch o where l.lead_kind = 'account' and o.account_id = l.lead_id and o.at >= l.at order by o.at limit 1)
    union all (select o.at from touch o where l.lead_kind = 'person' and o.person_id = l.lead_id and o.at >= l.at order by o.at limit 1)) f) t on true`,
  },
  {
    name: 'touches_v1',
    about: 'What reps did themselves, one row each: sources name the rep by key or address. Mail that is sent by itself is not among it.',
    columns: {
      id: 'Id of the row',
      rep: 'Key of the rep',
      at: 'When',
      day: 'Day of it, in the zone of the workspace',
      month: 'First day of its month',
      what: 'As it came: calendly.booked, gong.call_held, edit (of a deal), task (done), or the name of another event',
      activity: 'meeting, call, edit, task or other',
      account_id: 'The account it was about; null: none',
      person_id: 'The person; null: none',
    },
    sql: `select id, rep, at, ${dayOf('at')} as day, ${monthOf('at')} as month, what,
  case when what like 'calendly.%' then 'meeting' when what = 'gong.call_held' then 'call' when what in ('edit', 'task') then what else 'other' end as activity,
  account_id, person_id from touch`,
  },
  {
    name: 'meetings_v1',
    about: 'Meetings and calls as calendars and recorders tell of them, one row a fact.',
    columns: {
      account_id: 'The account, as the fact named it, or what that was merged into',
      person_id: 'The person',
      deal_id: 'The deal, where a stage of its pipeline names the fact',
      at: 'When it was booked, or held',
      month: 'First day of its month, in the zone of the workspace',
      name: 'calendly.booked, calendly.rescheduled, calendly.canceled, calendly.no_show or gong.call_held',
      stands: 'A call, or a booking that the same person’s next word about meetings has not taken back, moved or missed',
    },
    sql: `select coalesce(a.merged_into, e.account_id) as account_id, e.person_id, e.deal_id, e.at, ${monthOf('e.at')} as month, e.name, e.stands
from (select account_id, person_id, deal_id, at, name, ${stands} as stands from event
  where name in ('calendly.booked', 'calendly.rescheduled', 'calendly.canceled', 'calendly.no_show', 'gong.call_held') and verdict <> 'blocked') e
left join account a on a.id = e.account_id`,
  },
  {
    name: 'goals_v1',
    about: 'What is to be won, as files in config/reports say.',
    columns: {
      per: 'month or quarter',
      pipeline: 'Of this pipeline; null: of all',
      team: 'Of this team; null: of everybody',
      currency: 'ISO 4217, lower case',
      amount: 'Minor units in each month or quarter',
      from_month: 'First day of the month from which it holds; null: always has',
      until_month: 'First day of the month from which another one holds; null: it goes on',
    },
    sql: `select g.per, g.pipeline, g.team, g.currency, g.amount, g."from" as from_month,
  lead(g."from") over (partition by g.per, g.pipeline, g.team, g.currency order by g."from" nulls first) as until_month
from (select told from workspace_version where told is not null order by id desc limit 1) w,
  lateral (select per, pipeline, team, currency, amount, ("from" || '-01')::date as "from"
    from jsonb_to_recordset(w.told -> 'goals') as r (per text, pipeline text, team text, currency text, amount bigint, "from" text)) g`,
  },
];
