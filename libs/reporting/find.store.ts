// What is called like that: people, accounts and deals of all pipelines, for the command palette. By the beginning of a key (an address, a
// domain, a user id: an index), and by any part of a name among those that had to do with us last.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';

export interface Found {
  readonly kind: 'person' | 'account' | 'deal';
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
}

const most = 6;
/** Names have no index: the intake would pay for it with every person. So many of the newest are looked through, some 20 ms. */
const looked = 20_000;

const sql = `
(select 'deal' as kind, d.id, coalesce(nullif(d.name, ''), a.name, a.domain, 'Deal ' || d.id) as title, d.stage as note
  from (select id, name, stage, account_id, created_at from deal order by id desc limit ${looked}) d left join account a on a.id = d.account_id
  where strpos(lower(coalesce(d.name, '') || ' ' || coalesce(a.name, '') || ' ' || coalesce(a.domain, '')), $1) > 0 order by d.id desc limit ${most})
union all
(select 'account', a.id, coalesce(a.name, a.domain, 'Account ' || a.id), a.domain from account a where a.merged_into is null and a.id in (
    (select account_id from account_key where kind = 'domain' and value >= $1 and value < $2 order by value limit ${most})
    union all (select id from (select id, name, merged_into from account order by id desc limit ${looked}) latest where merged_into is null and strpos(lower(name), $1) > 0 limit ${most})
  ) order by a.last_seen_at desc limit ${most})
union all
(select 'person', p.id, coalesce(nullif(p.name, ''), p.email, p.user_id, 'Person ' || p.id), p.email from person p where p.merged_into is null and p.id in (
    (select person_id from person_key where kind in ('email', 'user_id') and value >= $1 and value < $2 order by value limit ${most})
    union all (select id from (select id, name, merged_into from person order by id desc limit ${looked}) latest
      where merged_into is null and strpos(lower(name), $1) > 0 limit ${most})
  ) order by p.last_seen_at desc limit ${most})`;

@Injectable()
export class FindStore {
  constructor(private readonly database: DataSource) {}

  /** @param text in any case; at least two characters */
  async find(text: string): Promise<Found[]> {
    const wanted = text.trim().toLowerCase();
    if (wanted.length < 2 || wanted.length > 200 || wanted.includes('\u0000') || !wanted.isWellFormed())
      throw new BadQuery('"find" must have 2 to 200 characters');
    return this.database.query(sql, [wanted, `${wanted}\u{10ffff}`]);
  }
}
