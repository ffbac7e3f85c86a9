// What the page of a person or an account is drawn with: traits with what was remembered of them, its latest scores, how active it was.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Value } from '#libs/language/value.js';
import type { TraitMemory } from '#libs/traits/trait-memory.js';
import { TimelineStore } from './timeline.store.js';

export interface Profile {
  readonly id: string;
  readonly traits: Readonly<Record<string, Value>>;
  readonly memory: Partial<TraitMemory>;
  /** The latest row of the audit for each score and the tier. */
  readonly scores: readonly { readonly field: string; readonly at: Date; readonly details: Record<string, unknown> | null }[];
  /** Days with facts, the oldest first. */
  readonly activity: readonly { readonly day: string; readonly count: number }[];
}

@Injectable()
export class ProfileStore {
  constructor(
    private readonly database: DataSource,
    private readonly timeline: TimelineStore,
  ) {}

  /** @param zone in which a day is a day. @param from epoch ms. @returns null: there is no such subject */
  async read(kind: 'person' | 'account', subject: string, zone: string, from: number): Promise<Profile | null> {
    const own = await this.timeline.own(kind, subject);
    const rows: Pick<Profile, 'id' | 'traits' | 'memory'>[] = await this.database.query(
      `select id, traits, memory from ${kind} where id = any($1::int8[]) and merged_into is null`,
      [own],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const subjects = kind === 'person' ? own : [...own, ...(await this.timeline.peopleOf(own))];
    const scores: Profile['scores'] = await this.database.query(
      `select distinct on (field) field, at, because -> 'details' as details from audit
       where subject_id = any($1::int8[]) and subject_kind = $2 and (field like 'score.%' or field = 'tier') order by field, id desc`,
      [own, kind],
    );
    const activity: Profile['activity'] = await this.database.query(
      `select to_char(at at time zone $2, 'YYYY-MM-DD') as day, count(*)::int as count from event
       where subject_id = any($1::int8[]) and at >= to_timestamp($3::float8 / 1000) and verdict <> 'blocked' group by 1 order by 1`,
      [subjects, zone, from],
    );
    return { ...row, scores, activity };
  }
}
