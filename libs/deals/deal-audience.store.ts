// Which audiences deals are in: rows of their own, so that a workspace without such audiences pays nothing for them.

import type { ClientBase } from 'pg';
import { int8s, jsons, timestamps } from '#libs/database/columns.js';
import type { DealSlice } from './deal-slice.js';

/** Of the slice's deals; their own rows are locked. */
export async function loadDealAudiences(client: ClientBase, { deals, audiences }: DealSlice): Promise<void> {
  if (deals.size === 0) return;
  const { rows } = await client.query<{ deal_id: string; is_in: Record<string, boolean>; due_at: Date | null }>({
    name: 'load_deal_audiences',
    text: 'select deal_id, is_in, due_at from deal_audience where deal_id = any($1::int8[])',
    values: [int8s([...deals.keys()])],
  });
  for (const id of deals.keys()) audiences.set(id, { isIn: {} });
  for (const { deal_id: id, is_in: isIn, due_at: due } of rows)
    audiences.set(id, { isIn, ...(due === null ? {} : { due: due.getTime() }) });
}

/** No statement when nothing has changed. The deals are saved before. */
export async function saveDealAudiences(client: ClientBase, { audiences, dirtyAudiences }: DealSlice): Promise<void> {
  if (dirtyAudiences.size === 0) return;
  const ids = [...dirtyAudiences];
  const memories = ids.map((id) => audiences.get(id)!);
  await client.query({
    name: 'save_deal_audiences',
    text: `insert into deal_audience (deal_id, is_in, due_at) select * from unnest($1::int8[], $2::jsonb[], $3::timestamptz[])
           on conflict (deal_id) do update set is_in = excluded.is_in, due_at = excluded.due_at`,
    values: [int8s(ids), jsons(memories.map(({ isIn }) => JSON.stringify(isIn))), timestamps(memories.map(({ due }) => due ?? null))],
  });
}

export interface DealSubjects {
  readonly id: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
}

/** Only looked up, not locked. */
export async function subjectsOfDeals(client: ClientBase, ids: readonly string[]): Promise<readonly DealSubjects[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<DealSubjects>({
    name: 'subjects_of_deals',
    text: 'select id, account_id as "accountId", contact_id as "contactId" from deal where id = any($1::int8[])',
    values: [int8s(ids)],
  });
  return rows;
}
