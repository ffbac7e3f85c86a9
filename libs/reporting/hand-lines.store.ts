// What was done by hand, in the order of its time: edits of deals, and what reps did about leads that no event tells.

import type { Pool } from 'pg';
import type { HandEdit, HandLine, HandTouch } from './history-line.js';

const pageRows = 2000;

type Row = Pick<HandEdit, 'at' | 'pipeline' | 'openedAt' | 'body' | 'because'> &
  Pick<HandTouch, 'rep' | 'what'> & {
    readonly kind: HandLine['kind'];
    readonly id: string;
    readonly account: readonly string[] | null;
    readonly person: readonly string[] | null;
  };

/** @param from what was done before is left out (epoch ms) */
export async function* readHandLines(pool: Pool, from: number | undefined): AsyncGenerator<HandLine> {
  let after: { readonly at: number; readonly id: string } = { at: from ?? 0, id: '-1' };
  for (;;) {
    const { rows } = await pool.query<Row>({ name: 'read_hand_lines', text, values: [after.at, after.id, pageRows] });
    for (const { kind, at, pipeline, openedAt, body, because, rep, what, account, person } of rows) {
      const of = { account: account ?? [], person: person ?? [] };
      yield kind === 'edit' ? { kind, at, pipeline, openedAt, of, body, because } : { kind, at, rep, what, of };
    }
    if (rows.length < pageRows) return;
    after = rows.at(-1)!;
  }
}

const ms = (column: string) => `round(extract(epoch from ${column}) * 1000)::float8`;

/** An edit is a touch, too, and comes as an edit alone. */
const text = `
select h.kind, h.at, h.id::text, h.pipeline, h."openedAt", h.body, h.because, h.rep, h.what,
  (select array_agg(k.kind || ':' || k.value) from account_key k where k.account_id = h.account_id) as account,
  (select array_agg(k.kind || ':' || k.value) from person_key k where k.person_id = h.person_id) as person
from (
  select 'edit' as kind, f.id, ${ms('f.at')} as at, d.pipeline, ${ms('d.created_at')} as "openedAt", f.body, f.because, null as rep, null as what,
    d.account_id, d.contact_id as person_id
  from deal_fact f join deal d on d.id = f.deal_id where f.kind = 'edit'
  union all
  select 'touch', t.id, ${ms('t.at')}, null, null, null, null, t.rep, t.what, t.account_id, t.person_id from touch t where t.what = 'task'
) h
where (h.at, h.id) > ($1::float8, $2::int8)
order by h.at, h.id limit $3`;
