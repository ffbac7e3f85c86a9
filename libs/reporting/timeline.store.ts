// Everything that happened to a person or an account as one list, the newest first: facts, mail and other acts, runs, tasks, changes.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';
import { type Branch, readTimeline, type TimelinePage, timelineQuery } from './read-timeline.store.js';
import { type TimelineKind, timelineKinds } from './timeline-kinds.js';

const id = /^\d{1,18}$/;

/** `$1`: the subject with those merged into it, and an account's people; `$2` its kind; `$3` its own ids. */
const branches: Readonly<Record<TimelineKind, Branch>> = {
  event: {
    values: 'at, name, source, verdict, person_id, deal_id, null::int8',
    from: 'event where subject_id = any($1)',
  },
  // At the moment it was asked for: that of its end would move it between pages.
  delivery: {
    values: `created_at, coalesce(payload ->> 'template', action), recipient, state, person_id, deal_id, run_id`,
    from: 'delivery where subject_id = any($1)',
  },
  run: {
    values: 'started_at, workflow, coalesce(end_reason, step), state, person_id, deal_id, id',
    from: 'run where subject_id = any($1)',
  },
  task: {
    values: 'created_at, title, rep, state, person_id, deal_id, run_id',
    from: `task where case when $2 = 'person' then person_id else account_id end = any($3)`,
  },
  change: {
    values: `at, field, coalesce(because #>> '{event,name}', because ->> 'name'), coalesce(from_value::text, 'null') || ' → ' || coalesce(to_value::text, 'null'),
      null::int8, null::int8, null::int8`,
    from: `audit where subject_id = any($1) and subject_kind in ('person', 'account')`,
  },
};

@Injectable()
export class TimelineStore {
  constructor(private readonly database: DataSource) {}

  /** Null: there is no such subject. @throws BadQuery for what cannot be asked */
  async page(kind: 'person' | 'account', subject: string, query: Readonly<Record<string, string>>): Promise<TimelinePage | null> {
    const asked = timelineQuery(timelineKinds, query);
    const own = await this.own(kind, subject);
    if (own.length === 0) return null;
    const all = kind === 'person' ? own : [...own, ...(await this.peopleOf(own))];
    return readTimeline(this.database, branches, asked, [all, kind, own]);
  }

  /** The survivor and everyone that went up in it. */
  async own(kind: 'person' | 'account', subject: string): Promise<readonly string[]> {
    if (!id.test(subject)) throw new BadQuery('the id must be digits');
    const rows: { id: string }[] = await this.database.query(
      `with live as (select coalesce(merged_into, id) as id from ${kind} where id = $1)
       select id from live union select one.id from ${kind} one join live on one.merged_into = live.id`,
      [subject],
    );
    return rows.map((row) => row.id);
  }

  async peopleOf(accounts: readonly string[]): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.database.query(
      `with live as (select id from person where account_id = any($1::int8[]))
       select id from live union select one.id from person one join live on one.merged_into = live.id limit 2000`,
      [accounts],
    );
    return rows.map((row) => row.id);
  }
}
