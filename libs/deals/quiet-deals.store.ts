// Which deals time alone may move now. Looked up by the index on the last fact: no row has to be kept beside the deal, and a
// pipeline whose `idle` has changed is right at once.

import type { ClientBase } from 'pg';
import type { Pipeline } from '#libs/language/pipeline.js';

export interface QuietDeal {
  readonly id: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
}

/**
 * Deals without a fact for as long as a stage's `idle`, which have not been told so yet; not locked.
 * @param now epoch ms
 */
export async function findQuietDeals(
  client: ClientBase,
  pipelines: Iterable<Pipeline>,
  now: number,
  limit: number,
): Promise<readonly QuietDeal[]> {
  const found = new Map<string, QuietDeal>();
  for (const pipeline of pipelines)
    for (const stage of pipeline.stages) {
      if (stage.idle === undefined || found.size >= limit) continue;
      const earlier = pipeline.stages.filter(
        ({ rank, closes, name }) => closes === undefined && name !== stage.name && (!pipeline.neverBack || rank < stage.rank),
      );
      const { rows } = await client.query<{ id: string; account_id: string | null; contact_id: string | null }>({
        name: 'find_quiet_deals',
        text: `
select id, account_id, contact_id from deal d
where pipeline = $1 and stage = any($2::text[]) and stage <> 'won' and stage <> 'lost'
  and last_fact_at <= to_timestamp(($3::int8 - $4::int8) / 1000.0)
  and not exists (select from deal_fact f where f.deal_id = d.id and f.at = d.last_fact_at + $4::int8 * interval '1 millisecond' and f.kind = 'idle')
order by last_fact_at limit $5`,
        values: [pipeline.name, earlier.map(({ name }) => name), now, stage.idle, limit],
      });
      for (const { id, account_id: accountId, contact_id: contactId } of rows) found.set(id, { id, accountId, contactId });
    }
  return [...found.values()].slice(0, limit);
}
