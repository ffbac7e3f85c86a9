// How many open deals reps have: what a routing looks at that skips who is full, or picks the least loaded.

import type { ClientBase } from 'pg';
import { int8s, texts } from '#libs/database/columns.js';

/**
 * @param reps their keys; each is locked by name until the commit, so that two batches cannot both fill the last place
 * @param except ids of deals that the batch holds in memory, and counts itself
 */
export async function countOpenDeals(
  client: ClientBase,
  reps: readonly string[],
  except: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const sorted = [...reps].sort();
  await client.query({
    name: 'lock_loads',
    text: `select pg_advisory_xact_lock(hashtextextended('load:' || rep, 0)) from unnest($1::text[]) with ordinality r (rep, place) order by place`,
    values: [texts(sorted)],
  });
  const { rows } = await client.query<{ owner: string; open: number }>({
    name: 'count_open_deals',
    text: `select owner, count(*)::int4 as open from deal
           where owner = any($1::text[]) and stage <> 'won' and stage <> 'lost' and id <> all($2::int8[]) group by owner`,
    values: [texts(sorted), int8s(except)],
  });
  const counted = new Map(rows.map(({ owner, open }) => [owner, open]));
  return new Map(sorted.map((rep) => [rep, counted.get(rep) ?? 0]));
}
