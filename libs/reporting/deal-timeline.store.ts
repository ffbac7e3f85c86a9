// Everything that has to do with a deal as one list: its own facts and changes, and what happened to its account and their people, but for
// what belongs to another deal of theirs.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';
import { type Branch, readTimeline, type TimelinePage, timelineQuery } from './read-timeline.store.js';
import { type DealTimelineKind, dealTimelineKinds } from './timeline-kinds.js';
import { TimelineStore } from './timeline.store.js';

/** `$1`: the deal, its account and their people, with those merged into them; `$2` the deal; `$3` the account alone. */
const its = '(deal_id is null or deal_id = $2::text::int8)';
const events = `event where subject_id = any($1) and verdict not in ('blocked', 'discarded') and ${its}`;
const isPayment = `source = 'stripe'`;
const isCall = `(source = 'calendly' or name ~* '(^|[^a-z])(call|calls|called|meeting|meetings)([^a-z]|$)')`;
const eventValues = 'at, name, source, verdict, person_id, deal_id, null::int8';
const changeValues = `at, field, coalesce(because #>> '{event,name}', because ->> 'name'), coalesce(from_value::text, 'null') || ' → ' || coalesce(to_value::text, 'null'),
  null::int8, null::int8, null::int8`;
const ofDeal = `audit where subject_id = $2::text::int8 and subject_kind = 'deal'`;

const branches: Readonly<Record<DealTimelineKind, Branch>> = {
  event: { values: eventValues, from: `${events} and not (${isPayment} or ${isCall})` },
  call: { values: eventValues, from: `${events} and ${isCall} and not ${isPayment}` },
  payment: { values: eventValues, from: `${events} and ${isPayment}` },
  mail: {
    values: `created_at, coalesce(payload ->> 'template', action), recipient, state, person_id, deal_id, run_id`,
    from: `delivery where subject_id = any($1) and action = 'email.send' and ${its}`,
  },
  act: {
    values: 'created_at, action, recipient, state, person_id, deal_id, run_id',
    from: `delivery where subject_id = any($1) and action <> 'email.send' and ${its}`,
  },
  run: {
    values: 'started_at, workflow, coalesce(end_reason, step), state, person_id, deal_id, id',
    from: `run where subject_id = any($1) and ${its}`,
  },
  task: {
    values: 'created_at, title, rep, state, person_id, deal_id, run_id',
    from: `task where (account_id = any($3) or subject_id = any($1)) and ${its}`,
  },
  note: {
    values: `at, coalesce(nullif(to_value #>> '{}', ''), 'the note was taken away'), because ->> 'name', null::text, null::int8, null::int8, null::int8`,
    from: `${ofDeal} and field = 'note'`,
  },
  change: { values: changeValues, from: `${ofDeal} and field <> 'note'` },
};

@Injectable()
export class DealTimelineStore {
  constructor(
    private readonly database: DataSource,
    private readonly timelines: TimelineStore,
  ) {}

  /** Null: there is no such deal. @throws BadQuery for what cannot be asked */
  async page(deal: string, query: Readonly<Record<string, string>>): Promise<TimelinePage | null> {
    const asked = timelineQuery(dealTimelineKinds, query);
    if (!/^\d{1,18}$/.test(deal)) throw new BadQuery('the id must be digits');
    const [row]: { account_id: string | null; contact_id: string | null }[] = await this.database.query(
      'select account_id, contact_id from deal where id = $1',
      [deal],
    );
    if (row === undefined) return null;
    const account = row.account_id === null ? [] : await this.timelines.own('account', row.account_id);
    const people = row.account_id === null ? [] : await this.timelines.peopleOf(account);
    const contact = row.contact_id === null ? [] : await this.timelines.own('person', row.contact_id);
    return readTimeline(this.database, branches, asked, [[...new Set([deal, ...account, ...people, ...contact])], deal, account]);
  }
}
