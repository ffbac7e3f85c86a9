// Everything that happened to a person or an account as one list, the newest first: facts, mail and other acts, runs, tasks, changes.
// Each kind is read by its subjects' own range; the pages go by the moment and then the row, so that nothing repeats while facts stream in.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';
import { type TimelineKind, timelineKinds } from './timeline-kinds.js';

export interface TimelinePage {
  readonly data: readonly Record<string, unknown>[];
  readonly next: string | null;
}

const columns = 'kind, id, at, title, note, state, person_id, deal_id, run_id';
const id = /^\d{1,18}$/;
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** `$1`: the subject with those merged into it, and an account's people; `$2` its kind; `$3` its own ids. */
const branches: Readonly<Record<TimelineKind, { readonly values: string; readonly from: string }>> = {
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
  async page(
    kind: 'person' | 'account',
    subject: string,
    { only, limit: asked = '50', cursor, ...others }: Readonly<Record<string, string>>,
  ): Promise<TimelinePage | null> {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw new BadQuery(`unknown parameter "${unknown.slice(0, 60)}"; known are only, limit, cursor`);
    const kinds = readKinds(only);
    const limit = /^\d{1,3}$/.test(asked) ? Number(asked) : 0;
    if (limit < 1 || limit > 200) throw new BadQuery('"limit" must be a whole number from 1 to 200');
    const after = readCursor(cursor);
    const own = await this.own(kind, subject);
    if (own.length === 0) return null;
    const all = kind === 'person' ? own : [...own, ...(await this.peopleOf(own))];
    // The newest of each kind are enough for the newest of all.
    const part = (one: TimelineKind) =>
      `(select * from (select '${one}' as kind, id, ${branches[one].values} from ${branches[one].from}) row (${columns})
        where $4::timestamptz is null or (at, kind, id) < ($4::timestamptz, $5::text, $6::int8) order by at desc, kind desc, id desc limit ${limit + 1})`;
    // Postgres wants a use of every parameter, whichever kinds are asked for.
    const rows: Record<string, unknown>[] = await this.database.query(
      `select ${columns}, at::text as mark from (${kinds.map(part).join(' union all ')}) rows
       where $1::int8[] is not null and $2::text is not null and $3::int8[] is not null order by at desc, kind desc, id desc limit ${limit + 1}`,
      [all, kind, own, ...(after ?? [null, null, null])],
    );
    const data = rows.slice(0, limit);
    const last = rows.length > limit ? data.at(-1) : undefined;
    return {
      data: data.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'mark'))),
      next: last === undefined ? null : Buffer.from(JSON.stringify([last['mark'], last['kind'], last['id']])).toString('base64url'),
    };
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

function readKinds(only: string | undefined): readonly TimelineKind[] {
  if (only === undefined) return timelineKinds;
  const asked = only.split(',');
  const known = timelineKinds.filter((one) => asked.includes(one));
  if (known.length !== new Set(asked).size) throw new BadQuery(`"only" must be some of ${timelineKinds.join(',')}`);
  return known;
}

function readCursor(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === 3) {
      const [at, kind, row] = values as unknown[];
      const isOurs = moment.test(String(at)) && timelineKinds.some((one) => one === kind) && id.test(String(row));
      if (isOurs && Number.isFinite(Date.parse(String(at).replace(' ', 'T').replace('+00', 'Z')))) return values as string[];
    }
  } catch {
    // falls through to the one message
  }
  throw new BadQuery('"cursor" is not one of this list; leave it out to begin anew');
}
