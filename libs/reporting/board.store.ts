// The board: the deals of a pipeline as cards, in one query; or only some of them, when these have changed. Postgres writes the JSON
// itself: ten thousand cards are 5 MB, and reading and writing them again held the server's thread for 90 ms (now 15).

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';

export interface BoardQuery {
  readonly pipeline: string;
  /** Decimal ids; all when left out. */
  readonly ids?: string | undefined;
  /** Closed deals are shown for so many days. */
  readonly closedDays: number;
}

const mostIds = 500;
const mostCards = 20_000;

@Injectable()
export class BoardStore {
  constructor(private readonly database: DataSource) {}

  /**
   * @param now epoch ms
   * @returns a list of cards as JSON text
   */
  async cards({ pipeline, ids, closedDays }: BoardQuery, now: number): Promise<string> {
    const wanted = ids === undefined ? null : ids.split(',');
    if (wanted !== null && (wanted.length > mostIds || wanted.some((id) => !/^\d{1,18}$/.test(id))))
      throw new BadQuery(`"ids" must be at most ${mostIds} ids with commas between them`);
    const [row]: { cards: string }[] = await this.database.query(
      `
select coalesce(json_agg(card), '[]')::text as cards from (
select d.id::text, coalesce(nullif(d.name, ''), a.name, a.domain, 'Deal ' || d.id) as name, a.name as account, a.domain, a.tier, d.account_id::text,
  d.stage, d.owner, d.created_at, d.in_stage_since, d.closed_at, d.version,
  case when d.amount is null then null else json_build_object('amount', d.amount, 'currency', d.currency) end as amount, d.drift <> '[]' as has_drift,
  (d.holds ->> 'stage')::float8 as held_until,
  (select json_build_object('at', m.at, 'by', m.because ->> 'by', 'name', m.because ->> 'name', 'event', m.because #>> '{event,name}')
    from audit m where m.subject_id = d.id and m.subject_kind = 'deal' and m.field = 'stage' and m.to_value = to_jsonb(d.stage) order by m.id desc limit 1) as moved,
  (select coalesce(m.because #>> '{event,source}', m.because ->> 'by') from audit m where m.subject_id = d.id and m.subject_kind = 'deal' order by m.id limit 1) as source,
  (select json_build_object('title', t.title, 'due_at', t.due_at)
    from task t where t.deal_id = d.id and t.state = 'open' order by t.due_at nulls last, t.id limit 1) as task,
  (select json_build_object('id', p.id::text, 'stage', p.to_stage, 'reason', p.reason)
    from proposal p where p.deal_id = d.id and p.state = 'open' order by p.id desc limit 1) as proposal
from deal d left join account a on a.id = d.account_id
where d.pipeline = $1 and ($2::int8[] is null or d.id = any($2))
  and (d.stage not in ('won', 'lost') or coalesce(d.closed_at, d.in_stage_since) > to_timestamp($3::float8 / 1000) - make_interval(days => $4))
order by d.in_stage_since desc, d.id desc limit ${mostCards}) card`,
      [pipeline, wanted, now, closedDays],
    );
    return row!.cards;
  }
}
