// Tables behind the views. What they have for facts that came before they were there is taken from the audit: stages, amounts and owners
// as they were noted then; a deal's rows become exact with its next fact.

export const tables = `
-- What views have to know of the files: zone, stages, reps, goals. Null until that version is applied by a server that tells it.
alter table workspace_version add column told jsonb;

-- How a deal came to be what it is, in the order of its facts' own time: a row for each time its stage, amount or owner became another.
create table deal_change (
  deal_id bigint not null references deal (id) on delete cascade,
  seq integer not null,
  pipeline text not null,
  -- Of the deal.
  opened_at timestamptz not null,
  -- Half open; null: so it stands.
  at timestamptz not null,
  until timestamptz,
  -- opened, forward, back, won, lost, reopened, changed (amount or owner, not the stage)
  kind text not null,
  from_stage text,
  stage text not null,
  from_amount bigint,
  amount bigint,
  from_currency text,
  currency text,
  from_owner text,
  owner text,
  -- The furthest stage so far in which the deal was open.
  furthest text,
  -- When it went back, as long as no other move has followed.
  slipped_at timestamptz,
  primary key (deal_id, seq)
) with (fillfactor = 80);
-- What charts read, without the table: a report reads a column of a hundred thousand deals, not the deals.
create index deal_change_opened on deal_change (at) include (pipeline, stage, amount, currency, owner) where kind = 'opened';
create index deal_change_closed on deal_change (at) include (pipeline, kind, from_stage, amount, currency, owner) where kind in ('won', 'lost');
create index deal_change_reopened on deal_change (at) where kind = 'reopened';
create index deal_change_demo on deal_change (deal_id) where from_stage like 'demo%' and kind in ('forward', 'won', 'lost');
create index deal_change_stands on deal_change (opened_at) include (pipeline, stage, amount, currency, owner, furthest) where until is null;
create index deal_change_is_closed on deal_change (at) include (deal_id, pipeline, stage, amount, currency, owner, opened_at)
  where until is null and stage in ('won', 'lost');
create index deal_change_revalued on deal_change (at) include (pipeline, from_amount, amount, from_currency, currency, from_owner, owner)
  where kind not in ('opened', 'reopened') and from_stage not in ('won', 'lost')
    and (from_amount is distinct from amount or from_currency is distinct from currency or from_owner is distinct from owner);
create index deal_change_slipped on deal_change (slipped_at) where slipped_at is not null;

-- Something a rep did themself about a lead; mail that is sent by itself is none.
create table touch (
  id bigint primary key default nextval('row_id'),
  rep text not null,
  at timestamptz not null,
  -- As calendly.booked, gong.call_held, edit, task.
  what text not null,
  account_id bigint,
  person_id bigint
);
create index touch_at on touch (at) include (rep, what, account_id, person_id);
create index touch_account on touch (account_id, at) where account_id is not null;
create index touch_person on touch (person_id, at) where person_id is not null;

-- An account or a deal was given to a rep, or taken from one.
create table assignment (
  id bigint primary key default nextval('row_id'),
  at timestamptz not null,
  -- Whose lead it is: account; person, where the deal has no account; deal, where it has neither.
  lead_kind text not null,
  lead_id bigint not null,
  from_rep text,
  rep text,
  -- When the fact happened that led to it.
  created_at timestamptz not null,
  -- Nobody had the lead before.
  is_first boolean not null
);
create index assignment_at on assignment (at) include (lead_kind, lead_id, from_rep, rep);
create index assignment_first on assignment (created_at) include (lead_kind, lead_id, rep, at) where is_first;
create index assignment_lead on assignment (lead_id, lead_kind);

-- Meetings, and what comes back on emails: few of the events, and all that a report asks of the log. One index for both: of nine
-- names Postgres makes a table to look them up in; inserting a thousand other events takes as long with it as without.
create index event_reported on event (name, at) include (id, account_id, person_id, deal_id, verdict)
  where name in ('calendly.booked', 'calendly.rescheduled', 'calendly.canceled', 'calendly.no_show', 'gong.call_held',
    'email.replied', 'email.bounced', 'email.complained', 'email.unsubscribed');
`;

export const fromAudit = `
insert into assignment (at, lead_kind, lead_id, from_rep, rep, created_at, is_first)
select at, lead_kind, lead_id, from_rep, rep, least(at, created_at),
  rep is not null and row_number() over (partition by lead_kind, lead_id, rep is null order by at, id) = 1
from (
  select a.id, a.at, a.from_value #>> '{}' as from_rep, a.to_value #>> '{}' as rep, to_timestamp((a.because #>> '{event,at}')::float8 / 1000) as created_at,
    case when a.subject_kind = 'account' or d.account_id is not null then 'account' when d.contact_id is not null then 'person' else 'deal' end as lead_kind,
    coalesce(case when a.subject_kind = 'account' then a.subject_id else d.account_id end, d.contact_id, a.subject_id) as lead_id
  from audit a left join deal d on a.subject_kind = 'deal' and d.id = a.subject_id
  where a.field = 'owner' and a.subject_kind in ('account', 'deal')) a
order by id;

insert into touch (rep, at, what, account_id, person_id)
select a.because ->> 'name', max(a.at), 'edit', d.account_id, d.contact_id from audit a join deal d on d.id = a.subject_id
where a.subject_kind = 'deal' and a.because ->> 'by' = 'rep' group by a.because ->> 'name', a.at, d.id
union all
select rep, answered_at, 'task', account_id, person_id from task where state = 'done' and rep is not null and answered_at is not null;

insert into deal_change (deal_id, seq, pipeline, opened_at, at, until, kind, from_stage, stage, from_amount, amount, from_currency, currency, from_owner, owner)
with said as (
  select d.id as deal_id, d.pipeline, d.created_at, greatest(a.at, d.created_at) as at, a.id,
    (array_agg(a.to_value #>> '{}') filter (where a.field = 'stage') over before)[1] as stage,
    (array_agg(a.to_value) filter (where a.field = 'amount') over before)[1] as money,
    (array_agg(a.to_value #>> '{}') filter (where a.field = 'owner') over before)[1] as owner
  from deal d join audit a on a.subject_id = d.id and a.subject_kind = 'deal' and a.field in ('stage', 'amount', 'owner')
  window before as (partition by d.id order by a.at desc, a.id desc rows between current row and unbounded following)),
last_of_instant as (
  select distinct on (deal_id, at) deal_id, pipeline, created_at, at, stage, (money ->> 'amount')::bigint as amount, money ->> 'currency' as currency, owner
  from said where stage is not null order by deal_id, at, id desc),
-- The row says what the deal is now, whatever was noted.
numbered as (select l.*, lead(at) over (partition by deal_id order by at) is null as is_last from last_of_instant l),
ended as (
  select l.deal_id, l.pipeline, l.created_at, l.at, case when l.is_last then d.stage else l.stage end as stage,
    case when l.is_last then d.amount else l.amount end as amount, case when l.is_last then d.currency else l.currency end as currency,
    case when l.is_last then d.owner else l.owner end as owner
  from numbered l join deal d on d.id = l.deal_id
  union all
  select d.id, d.pipeline, d.created_at, d.created_at, d.stage, d.amount, d.currency, d.owner from deal d
  where not exists (select from last_of_instant l where l.deal_id = d.id)),
placed as (
  select *, row_number() over w - 1 as seq, lead(at) over w as until, lag(stage) over w as from_stage, lag(amount) over w as from_amount,
    lag(currency) over w as from_currency, lag(owner) over w as from_owner, min(at) over (partition by deal_id) as opened_at
  from ended window w as (partition by deal_id order by at))
select deal_id, seq, pipeline, opened_at, at, until,
  case when seq = 0 then 'opened' when stage = from_stage then 'changed' when stage in ('won', 'lost') then stage
    when from_stage in ('won', 'lost') then 'reopened' else 'forward' end,
  from_stage, stage, from_amount, amount, from_currency, currency, from_owner, owner
from placed;

-- Which stage is the furthest is not known of old: the last in which it was open.
update deal_change c set furthest = (select b.stage from deal_change b where b.deal_id = c.deal_id and b.seq <= c.seq and b.stage not in ('won', 'lost')
  order by b.seq desc limit 1);
`;
