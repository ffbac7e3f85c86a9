// How much waits for a person's decision, by kind: the numbers of the page and of its badge.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface InboxCounts {
  readonly unmatched: number;
  readonly clashes: number;
  readonly blocked: number;
  readonly unknown: number;
  readonly dead_letters: number;
  readonly proposals: number;
  readonly breakers: number;
}

/** Of more than this many it is only said that there are more: a count of all would read them all. */
export const mostCounted = 1000;

@Injectable()
export class InboxCountsStore {
  constructor(private readonly database: DataSource) {}

  /** @param from blocked events received since then (epoch ms) */
  async read(from: number): Promise<InboxCounts> {
    const upTo = (rows: string) => `(select count(*)::int from (select 1 from ${rows} limit ${mostCounted + 1}) counted)`;
    const [row] = await this.database.query<InboxCounts[]>(
      `select ${upTo('pending_fact')} as unmatched, ${upTo(`clash where state = 'open'`)} as clashes,
         ${upTo(`event where verdict = 'blocked' and received_at >= to_timestamp($1::float8 / 1000)`)} as blocked,
         ${upTo(`delivery where state = 'unknown'`)} as unknown, ${upTo('dead_letter')} as dead_letters,
         ${upTo(`proposal where state = 'open'`)} as proposals, ${upTo('breaker')} as breakers`,
      [from],
    );
    return row!;
  }
}
