// The rows of a rep's day: leads to answer, tasks, booked meetings as they came, deals that went back or quiet, turns of the ledger.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type Row = Record<string, unknown>;

export interface BookingRow {
  readonly id: string;
  readonly source: string;
  readonly received_at: Date;
  readonly key: string;
  readonly body: Buffer;
  readonly person_id: string;
  readonly person: string | null;
  readonly account_id: string;
  readonly account: string | null;
}

export interface MoveRow {
  readonly deal_id: string;
  readonly pipeline: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly at: Date;
}

export interface OpenDealRow {
  readonly id: string;
  readonly pipeline: string;
  readonly name: string;
  readonly stage: string;
  readonly last_fact_at: Date;
  readonly amount: { readonly amount: number; readonly currency: string } | null;
}

const names = `
  (select coalesce(a.name, a.domain) from account a where a.id = one.account_id) as account,
  (select coalesce(p.name, p.email, p.user_id) from person p where p.id = one.person_id) as person`;

@Injectable()
export class MyDayStore {
  constructor(private readonly database: DataSource) {}

  /** Who still waits, the most urgent first, then who was given to the rep since `from` (epoch ms). */
  leads(rep: string, from: number): Promise<Row[]> {
    return this.database.query(
      `select one.id, one.routing, one.account_id, one.person_id, one.deal_id, one.assigned_at, one.deadline, one.answered_at, one.answered_by, one.outcome,
         one.because -> 'details' as why, one.because #>> '{event,name}' as fact, ${names}
       from awaited_answer one where one.rep = $1 and ((one.answered_at is null and one.outcome is null) or one.assigned_at >= to_timestamp($2::float8 / 1000))
       order by (one.answered_at is null and one.outcome is null) desc, one.deadline limit 100`,
      [rep, from],
    );
  }

  tasks(rep: string): Promise<Row[]> {
    return this.database.query(
      `select one.id, one.title, one.note, one.due_at, one.created_at, one.workflow, one.person_id, one.account_id, one.deal_id, ${names}
       from task one where one.rep = $1 and one.state = 'open' order by one.due_at nulls last, one.id limit 200`,
      [rep],
    );
  }

  /** @param events names of what a calendar says */
  bookings(rep: string, events: readonly string[], from: number): Promise<BookingRow[]> {
    return this.database.query(
      `select e.id, e.source, e.received_at, e.key, e.body, p.id as person_id, coalesce(p.name, p.email) as person, a.id as account_id,
         coalesce(a.name, a.domain) as account
       from account a join person p on p.account_id = a.id join event e on e.subject_id = p.id
       where a.owner = $1 and a.merged_into is null and e.name = any($2::text[]) and e.verdict <> 'blocked' and e.received_at >= to_timestamp($3::float8 / 1000)
       order by e.at, e.id limit 1000`,
      [rep, events, from],
    );
  }

  openDeals(rep: string): Promise<OpenDealRow[]> {
    return this.database.query(
      `select d.id, d.pipeline, d.stage, d.last_fact_at, coalesce(nullif(d.name, ''), (select coalesce(a.name, a.domain) from account a where a.id = d.account_id),
         'Deal ' || d.id) as name, case when d.amount is null then null else json_build_object('amount', d.amount, 'currency', d.currency) end as amount
       from deal d where d.owner = $1 and d.stage <> 'won' and d.stage <> 'lost' order by d.last_fact_at limit 1000`,
      [rep],
    );
  }

  moves(deals: readonly string[], from: number): Promise<MoveRow[]> {
    return this.database.query(
      `select d.id as deal_id, d.pipeline, m.from_value as "from", m.to_value as "to", m.at from deal d join audit m on m.subject_id = d.id
       where d.id = any($1::int8[]) and m.subject_kind = 'deal' and m.field = 'stage' and m.at >= to_timestamp($2::float8 / 1000) order by m.id desc`,
      [deals, from],
    );
  }

  /** The latest turns, the newest first. */
  turns(rep: string): Promise<Row[]> {
    return this.database.query(
      `select one.id, one.pool, one.at, one.credit, one.account_id, one.person_id, one.deal_id, one.because -> 'details' as why,
         one.because #>> '{event,name}' as fact, one.because ->> 'name' as by, ${names}
       from turn one where one.rep = $1 order by one.id desc limit 20`,
      [rep],
    );
  }
}
