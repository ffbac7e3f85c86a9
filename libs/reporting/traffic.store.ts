// What came in from each source and went out by each action lately. Both logs grow without end and have no index by source: so many of the
// newest rows are looked through, some 20 ms.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** So many facts, and so many deliveries. */
export const looked = 20_000;

export interface CameIn {
  /** `segment`, of `segment:website`. */
  readonly source: string;
  readonly facts: number;
  readonly last_at: Date;
}

export interface Rejected {
  readonly source: string;
  readonly count: number;
  readonly last_at: Date;
  /** Of the last one. */
  readonly reason: string;
}

export interface WentOut {
  readonly action: string;
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
  readonly unknown: number;
  readonly last_at: Date | null;
  readonly error: string | null;
  readonly error_at: Date | null;
}

export interface Breaker {
  readonly action: string;
  readonly since: Date;
  readonly open_until: Date;
  readonly error: string;
}

@Injectable()
export class TrafficStore {
  constructor(private readonly database: DataSource) {}

  cameIn(): Promise<CameIn[]> {
    return this.database.query(
      `select split_part(source, ':', 1) as source, count(*)::int as facts, max(received_at) as last_at
       from (select source, received_at from event order by id desc limit ${looked}) latest group by 1`,
    );
  }

  /** Within a day. */
  rejected(): Promise<Rejected[]> {
    return this.database.query(
      `select split_part(source, ':', 1) as source, sum(count)::int as count, max(last_at) as last_at, (array_agg(reason order by last_at desc))[1] as reason
       from rejection where minute > now() - interval '1 day' group by 1`,
    );
  }

  wentOut(): Promise<WentOut[]> {
    return this.database.query(
      `select action, count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed,
         count(*) filter (where state in ('waiting', 'sending'))::int as waiting, count(*) filter (where state = 'unknown')::int as unknown,
         max(ended_at) filter (where state = 'done') as last_at,
         (array_agg(error order by coalesce(ended_at, created_at) desc) filter (where error is not null))[1] as error,
         max(coalesce(ended_at, created_at)) filter (where error is not null) as error_at
       from (select action, state, ended_at, created_at, error from delivery order by id desc limit ${looked}) latest group by action`,
    );
  }

  breakers(): Promise<Breaker[]> {
    return this.database.query('select action, since, open_until, error from breaker');
  }
}
