// Views on how well leads and data are looked after: answers in time, and what does not fit the tracking plan.

import { dayOf, monthOf, type ReportingView } from './view.js';

export const serviceViews: readonly ReportingView[] = [
  {
    name: 'answers_v1',
    about: 'Leads that a rep was to answer within a time (answer_within of a routing), one row each time a rep was given one.',
    columns: {
      id: 'Id of the row',
      routing: 'Name of the routing',
      rep: 'Key of the rep who was to answer',
      account_id: 'The account, as it is called after merges; null: a person without one',
      person_id: 'The person the lead was about; null: not known',
      deal_id: 'The deal; null: none',
      assigned_at: 'When the rep was given the lead',
      day: 'Day of it, in the zone of the workspace',
      month: 'First day of its month',
      deadline: 'Until when an answer was in time',
      answered_at: 'The rep’s first act about it; null: none yet. Mail that is sent by itself is no act of a rep',
      outcome:
        'answered: in time; late: after the deadline, or not at all; reminded, reassigned, fallback: nobody had answered, and that followed; handed_on: somebody else had it by then; null: it still waits',
    },
    sql: `select w.id, w.routing, w.rep, coalesce(a.merged_into, w.account_id) as account_id, w.person_id, w.deal_id, w.assigned_at,
  ${dayOf('w.assigned_at')} as day, ${monthOf('w.assigned_at')} as month, w.deadline, w.answered_at, w.outcome
from awaited_answer w left join account a on a.id = w.account_id`,
  },
  {
    name: 'plan_violations_v1',
    about: 'What did not fit the tracking plan, counted by day.',
    columns: {
      day: 'UTC day on which it came in',
      month: 'First day of its month',
      event: 'Name of the event',
      property: 'The property; empty: the event itself',
      problem: 'What was wrong with it',
      source: 'Where it came from, as segment:website',
      owner: 'Who answers for the event, as the plan says',
      violations: 'How often',
    },
    sql: `select day, date_trunc('month', day)::date as month, event, property, problem, source, owner, count as violations from plan_violation`,
  },
];
