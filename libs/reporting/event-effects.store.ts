// What one event caused: changes, runs it started or woke, facts of deals. Each is looked for only in the rows of those it is about.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type Row = Record<string, unknown>;

export interface About {
  readonly person: string | null;
  readonly account: string | null;
  readonly deal: string | null;
}

export interface Effects {
  readonly changes: readonly Row[];
  readonly runs: readonly Row[];
  readonly deals: readonly Row[];
  readonly waits: readonly Row[];
  /** Of people, while it was blocked. */
  readonly decisions: readonly Row[];
}

@Injectable()
export class EventEffectsStore {
  constructor(private readonly database: DataSource) {}

  async read(event: string, { person, account, deal }: About): Promise<Effects> {
    const ids = [person, account, deal].filter((id) => id !== null);
    // Whoever it is about may have gone up in another since, and its deals are its account's.
    const subjects = `with named as (select unnest($1::int8[]) as id), live as (
        select id from named union select merged_into from person where id in (select id from named) and merged_into is not null
        union select merged_into from account where id in (select id from named) and merged_into is not null),
      about as (select id from live union select d.id from deal d where d.account_id in (select id from live) or d.contact_id in (select id from live))`;
    const [changes, runs, deals, waits, decisions] = await Promise.all([
      this.rows(
        `${subjects} select a.id, a.subject_kind, a.subject_id, a.field, a.from_value, a.to_value, a.at, a.because ->> 'name' as by from audit a
         where a.subject_id in (select id from about) and a.because #>> '{event,id}' = $2 order by a.id limit 200`,
        ids,
        event,
      ),
      this.rows(
        `${subjects} select r.id, r.workflow, r.state, (r.trigger ->> 'eventId') = $2 as has_begun from run r where r.subject_id in (select id from about)
         and ((r.trigger ->> 'eventId') = $2 or exists (select 1 from run_step s where s.subject_id = r.subject_id and s.run_id = r.id
              and s.input ->> 'eventId' = $2)) order by r.id limit 200`,
        ids,
        event,
      ),
      this.rows(
        `${subjects} select f.deal_id, coalesce(nullif(d.name, ''), a.name, a.domain, '') as name, d.stage from deal_fact f join deal d on d.id = f.deal_id
         left join account a on a.id = d.account_id
         where f.deal_id in (select id from about) and f.kind = 'event' and f.because #>> '{event,id}' = $2 order by f.deal_id limit 200`,
        ids,
        event,
      ),
      this.database.query<Row[]>(`select pipeline, at from pending_fact where id = $1 or because #>> '{event,id}' = $1::text limit 20`, [
        event,
      ]),
      this.database.query<Row[]>(
        `select at, to_value as to, because ->> 'name' as by, because #>> '{details,reason}' as reason from audit
         where subject_id = $1 and subject_kind = 'setting' and field = 'blocked_event' order by id desc limit 20`,
        [event],
      ),
    ]);
    return { changes, runs, deals, waits, decisions };
  }

  private rows(sql: string, ids: readonly string[], event: string): Promise<Row[]> {
    return this.database.query(sql, [ids, event]);
  }
}
