// Charts on what brings deals, and what emails do.

import { type Chart, type FilterName, given } from './chart.js';

const filters: readonly FilterName[] = ['pipeline', 'owner', 'team', 'currency', 'group'];

function attribution(touch: 'first' | 'last', question: string, says: string): Chart {
  const column = `${touch}_group`;
  const where = `opened_at >= :from and opened_at < :until and ${given(filters, { group: column })}`;
  const inRow = `${column} is not distinct from nullif(:is_content, '') and currency is not distinct from nullif(:is_currency, '')`;
  return {
    name: `${touch}_touch`,
    question,
    about: `Deals opened in the period, by the content group of the ${touch} page that the person who opened the deal is known to have seen (a page without a group counts for the first part of its path). ${says} Won: what of them stands as won by now, with the amounts they closed with. Deals of people of whom no page is known stand without a group.`,
    shape: 'bars',
    views: ['deal_sources_v1'],
    period: 'months',
    filters,
    columns: [
      { name: 'content', label: 'Content', kind: 'group', as: 'axis' },
      { name: 'currency', label: 'Currency', kind: 'currency', as: 'series' },
      { name: 'deals', label: 'Deals', kind: 'count', as: 'value' },
      { name: 'won_deals', label: 'Deals won', kind: 'count', as: 'value' },
      { name: 'won', label: 'Won', kind: 'money', as: 'value' },
      { name: 'won_share', label: 'Won of all', kind: 'share', as: 'note', about: 'Of the deals, those by now won' },
    ],
    sql: `
select ${column} as content, currency, count(*) as deals, count(*) filter (where outcome = 'won') as won_deals,
  coalesce(sum(amount) filter (where outcome = 'won'), 0) as won, count(*) filter (where outcome = 'won')::float8 / count(*) as won_share
from reporting.deal_sources_v1 where ${where} group by ${column}, currency order by currency nulls last, won desc, deals desc, content`,
    drill: {
      by: ['content', 'currency'],
      deals: {
        deals: `select deal_id from reporting.deal_sources_v1 where ${where} and ${inRow}`,
        won_deals: `select deal_id from reporting.deal_sources_v1 where ${where} and ${inRow} and outcome = 'won'`,
      },
    },
  };
}

/** Whether anything tells of it at all: what nobody reports is not zero. */
const reports = (name: string) => `(select exists (select from reporting.email_facts_v1 where name = '${name}'))`;

const inTime = `ended_at >= :from and asked_at >= :from::timestamptz - interval '1 year'`;

const emails: Chart = {
  name: 'emails',
  question: 'What do our emails bring?',
  about:
    'Emails to customers that were sent in the period, by name. Sent: a mail server has taken it. Delivered: and no bounce was reported since. Replied: the person answered, and this was the last mail they had been sent; known only where something reports replies and later bounces (facts email.replied and email.bounced): where no reply was ever reported there is no figure for them, and without reports of bounces delivered is what was sent. Goal: the run that sent it met the goal of its workflow afterwards; a run that sends two mails counts for both. Failed: no mail server took it. A mail that was asked for more than a year before the period is not looked for.',
  shape: 'table',
  views: ['emails_v1', 'email_facts_v1'],
  period: 'days',
  filters: ['workflow', 'email'],
  columns: [
    { name: 'email', label: 'Email', kind: 'text', as: 'axis' },
    { name: 'sent', label: 'Sent', kind: 'count', as: 'value' },
    { name: 'delivered', label: 'Delivered', kind: 'count', as: 'value' },
    { name: 'replied', label: 'Replied', kind: 'count', as: 'value', about: 'Nothing: no source reports replies' },
    { name: 'goal', label: 'Goal', kind: 'count', as: 'value' },
    { name: 'failed', label: 'Failed', kind: 'count', as: 'note' },
    { name: 'replied_share', label: 'Replied of delivered', kind: 'share', as: 'note' },
    { name: 'goal_share', label: 'Goal of delivered', kind: 'share', as: 'note' },
  ],
  // The mails are gone through twice, each time from the index alone: once added up, once for the few people who answered.
  sql: `
with facts as materialized (select id, person_id, at, name from reporting.email_facts_v1 where at >= :from),
mails as materialized (
  select id, email, workflow, person_id, ended_at from reporting.emails_v1
  where ${inTime} and state = 'sent' and person_id in (select person_id from facts)),
answers as (
  select distinct on (f.id) m.id, m.email, m.workflow, m.ended_at, f.name from facts f join mails m on m.person_id = f.person_id and m.ended_at <= f.at
  order by f.id, m.ended_at desc, m.id desc),
answered as (
  select email, count(*) filter (where replied) as replied, count(*) filter (where bounced) as bounced
  from (select id, email, bool_or(name = 'email.replied') as replied, bool_or(name = 'email.bounced') as bounced from answers
    where ended_at < :until and ${given(['workflow', 'email'])} group by id, email) one group by email),
added as (
  select email, count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'failed') as failed,
    count(*) filter (where state = 'sent' and goal_at is not null) as goal
  from reporting.emails_v1 where ${inTime} and ended_at < :until and ${given(['workflow', 'email'])} group by email),
told as (
  select email, sent, failed, sent - coalesce(bounced, 0) as delivered, case when ${reports('email.replied')} then coalesce(replied, 0) end as replied, goal
  from added left join answered using (email))
select *, replied::float8 / nullif(delivered, 0) as replied_share, goal::float8 / nullif(delivered, 0) as goal_share
from told where sent + failed > 0 order by sent desc, email`,
};

export const marketingCharts: readonly Chart[] = [
  attribution(
    'first',
    'Which content brings people who buy?',
    'It is the earliest page, also of the time before the person said who they are.',
  ),
  attribution(
    'last',
    'Which content do people see last?',
    'It is the latest page the person has seen by now, also after the deal was opened: what was the latest one then is not kept.',
  ),
  emails,
];
