// Views on what brings people and what mail does: touches of content, emails, and what came back on them.

import { dayOf, monthOf, type ReportingView } from './view.js';

const groupOf = (trait: string) =>
  `coalesce(nullif(p.traits #>> '{${trait},group}', ''), '/' || split_part(split_part(p.traits #>> '{${trait},path}', '?', 1), '/', 2))`;

export const mailViews: readonly ReportingView[] = [
  {
    name: 'deal_sources_v1',
    about:
      'Through which content the person who opened a deal came: first and last touch, as the traits first_touch and last_touch of that person say (config/traits). The last touch is the latest page the person has seen by now, also after the deal was opened.',
    columns: {
      deal_id: 'Id of the deal',
      pipeline: 'Name of its pipeline',
      opened_at: 'When it was opened',
      month: 'First day of its month, in the zone of the workspace',
      outcome: 'won, lost or open',
      amount: 'Minor units of `currency`',
      currency: 'ISO 4217, lower case; null: the deal has no amount',
      owner: 'Key of the rep',
      first_group: 'Content group of the first touch; where it has none, the first part of its path; null: not known',
      last_group: 'The same of the last touch',
    },
    sql: `select c.deal_id, c.pipeline, c.opened_at, ${monthOf('c.opened_at')} as month,
  case when c.stage in ('won', 'lost') then c.stage else 'open' end as outcome, c.amount, c.currency, c.owner,
  ${groupOf('first_touch')} as first_group, ${groupOf('last_touch')} as last_group
from deal_change c join deal d on d.id = c.deal_id left join person p on p.id = d.contact_id where c.until is null`,
  },
  {
    name: 'emails_v1',
    about: 'Emails to customers, one row each that a workflow asked for; notices to reps are not among them.',
    columns: {
      id: 'Id of the delivery',
      email: 'Name of the email, as its folder in config/emails',
      workflow: 'Name of the workflow',
      run_id: 'Id of its run',
      person_id: 'To whom; null: erased, or nobody known',
      state: 'sent: a mail server has taken it; failed, canceled, waiting; unknown: nobody knows whether it was taken',
      asked_at: 'When the workflow asked for it',
      ended_at: 'When it was sent, or ended otherwise',
      day: 'Day of that, in the zone of the workspace',
      month: 'First day of its month',
      goal_at: 'When the run met the goal of its workflow, after this mail was sent; null: it has not',
    },
    sql: `select d.id, d.payload ->> 'template' as email, d.workflow, d.run_id, d.person_id,
  case d.state when 'done' then 'sent' when 'sending' then 'waiting' else d.state end as state, d.created_at as asked_at, d.ended_at,
  ${dayOf('d.ended_at')} as day, ${monthOf('d.ended_at')} as month, g.at as goal_at
from delivery d left join (select run_id, min(at) as at from run_outcome where kind = 'goal' group by run_id) g on g.run_id = d.run_id and g.at >= d.ended_at
where d.action = 'email.send' and d.payload ->> 'template' is not null`,
  },
  {
    name: 'email_facts_v1',
    about: 'What came back from people on emails, as facts said it; email_answers_v1 says on which email.',
    columns: {
      id: 'Id of the event',
      person_id: 'Whose answer it is',
      at: 'When',
      name: 'email.replied, email.bounced, email.complained or email.unsubscribed',
    },
    sql: `select id, person_id, at, name from event
where name in ('email.replied', 'email.bounced', 'email.complained', 'email.unsubscribed') and verdict <> 'blocked'`,
  },
  {
    name: 'email_answers_v1',
    about:
      'What came back on emails, as facts said it: each belongs to the last email that was sent to that person before. Facts come from whatever reports them (a provider’s webhooks by way of a declared source, or the tracking API); where nothing does, there are none.',
    columns: {
      email_id: 'Id of the delivery it belongs to',
      person_id: 'Whose answer it is',
      at: 'When',
      name: 'email.replied, email.bounced, email.complained or email.unsubscribed',
    },
    sql: `select distinct on (e.id, e.at) d.id as email_id, e.person_id, e.at, e.name
from event e join delivery d on d.person_id = e.person_id and d.ended_at <= e.at
where e.name in ('email.replied', 'email.bounced', 'email.complained', 'email.unsubscribed') and e.verdict <> 'blocked'
  and d.action = 'email.send' and d.state = 'done'
order by e.id, e.at, d.ended_at desc, d.id desc`,
  },
];
