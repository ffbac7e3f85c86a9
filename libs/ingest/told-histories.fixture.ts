// What reports read of a deal ends as the deal is, whatever came to it and in whatever order.

import type { Pool } from 'pg';

/** Deals whose history says something else, or does not hang together; none: all is well. */
export async function differingHistories(pool: Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select d.id, d.stage, c.stage as told from deal d left join deal_change c on c.deal_id = d.id and c.until is null
     where (d.stage, d.amount, d.currency, d.owner) is distinct from (c.stage, c.amount, c.currency, c.owner)
     union all select a.deal_id, a.stage, b.stage from deal_change a join deal_change b on b.deal_id = a.deal_id and b.seq = a.seq + 1
     where a.until is distinct from b.at or a.stage is distinct from b.from_stage`,
  );
  return rows;
}
