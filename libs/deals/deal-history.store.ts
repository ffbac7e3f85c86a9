// Writes how deals came to be what they are: the whole history of each deal whose history has become another, in one statement.

import type { ClientBase } from 'pg';
import { int8s, texts, timestamps } from '#libs/database/columns.js';
import type { DealChange } from './deal-history.js';

// Rows that are as they were are not written again: nearly always the last one gets its end, and one is added.
const sql = `
with told as (
  select t.*, row_number() over (partition by deal_id order by place) - 1 as seq, first_value(at) over (partition by deal_id order by place) as opened_at
  from unnest($1::int8[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::int8[], $8::int8[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::text[], $14::timestamptz[])
    with ordinality t (deal_id, at, until, kind, from_stage, stage, from_amount, amount, from_currency, currency, from_owner, owner, furthest, slipped_at, place)),
gone as (
  delete from deal_change c using (select deal_id, count(*) as length from told group by deal_id) t where c.deal_id = t.deal_id and c.seq >= t.length)
insert into deal_change (deal_id, seq, pipeline, opened_at, at, until, kind, from_stage, stage, from_amount, amount, from_currency, currency, from_owner,
  owner, furthest, slipped_at)
select t.deal_id, t.seq, d.pipeline, t.opened_at, t.at, t.until, t.kind, t.from_stage, t.stage, t.from_amount, t.amount, t.from_currency, t.currency,
  t.from_owner, t.owner, t.furthest, t.slipped_at
from told t join deal d on d.id = t.deal_id
on conflict (deal_id, seq) do update set opened_at = excluded.opened_at, at = excluded.at, until = excluded.until, kind = excluded.kind,
  from_stage = excluded.from_stage, stage = excluded.stage, from_amount = excluded.from_amount, amount = excluded.amount,
  from_currency = excluded.from_currency, currency = excluded.currency, from_owner = excluded.from_owner, owner = excluded.owner,
  furthest = excluded.furthest, slipped_at = excluded.slipped_at
where deal_change is distinct from excluded`;

/** After the deals: a row belongs to one. */
export async function saveHistories(client: ClientBase, histories: ReadonlyMap<string, readonly DealChange[]>): Promise<void> {
  const rows = [...histories].flatMap(([dealId, changes]) => changes.map((change) => ({ ...change, dealId })));
  if (rows.length === 0) return;
  await client.query({
    name: 'save_deal_changes',
    text: sql,
    values: [
      int8s(rows.map(({ dealId }) => dealId)),
      timestamps(rows.map(({ at }) => at)),
      timestamps(rows.map(({ until }) => until)),
      texts(rows.map(({ kind }) => kind)),
      texts(rows.map(({ from }) => from?.stage ?? null)),
      texts(rows.map(({ stage }) => stage)),
      int8s(rows.map(({ from }) => from?.amount?.amount ?? null)),
      int8s(rows.map(({ amount }) => amount?.amount ?? null)),
      texts(rows.map(({ from }) => from?.amount?.currency ?? null)),
      texts(rows.map(({ amount }) => amount?.currency ?? null)),
      texts(rows.map(({ from }) => from?.owner ?? null)),
      texts(rows.map(({ owner }) => owner)),
      texts(rows.map(({ furthest }) => furthest)),
      timestamps(rows.map(({ slippedAt }) => slippedAt)),
    ],
  });
}
