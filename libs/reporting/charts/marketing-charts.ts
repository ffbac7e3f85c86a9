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
  sql: `
with mails as materialized (
  select id, email, workflow, person_id, state, ended_at, goal_at from reporting.emails_v1
  where ended_at >= :from and asked_at >= :from::timestamptz - interval '1 year'),
answers as (
  select distinct on (f.id) m.id, f.name from reporting.email_facts_v1 f join mails m on m.person_id = f.person_id and m.ended_at <= f.at
  where f.at >= :from and m.state = 'sent' order by f.id, m.ended_at desc, m.id desc),
answered as (
  select id, bool_or(name = 'email.replied') as replied, bool_or(name = 'email.bounced') as bounced from answers group by id),
told as (
  select m.email, count(*) filter (where m.state = 'sent') as sent, count(*) filter (where m.state = 'failed') as failed,
    count(*) filter (where m.state = 'sent' and a.bounced is not true) as delivered, case when ${reports('email.replied')} then count(*) filter (where m.state = 'sent' and a.replied) end as replied,
    count(*) filter (where m.state = 'sent' and m.goal_at is not null) as goal
  from mails m left join answered a using (id)
  where m.ended_at < :until and ${given(['workflow', 'email'], { workflow: 'm.workflow', email: 'm.email' })} group by m.email)
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
