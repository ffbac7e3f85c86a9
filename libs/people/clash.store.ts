// What a person says of a clash: the two are two, or they are one. They are never merged by themselves, and now nobody asks again.

import type { ClientBase } from 'pg';

export interface ClosedClash {
  readonly kind: string;
  readonly firstId: string;
  readonly secondId: string;
}

/** @returns `closed`: it was that already; null: there is none with this id */
export async function closeClash(client: Pick<ClientBase, 'query'>, id: string): Promise<ClosedClash | 'closed' | null> {
  const { rows } = await client.query<{ kind: string; first_id: string; second_id: string; state: string }>(
    'select kind, first_id, second_id, state from clash where id = $1 for update',
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  if (row.state !== 'open') return 'closed';
  await client.query(`update clash set state = 'closed' where id = $1`, [id]);
  return { kind: row.kind, firstId: row.first_id, secondId: row.second_id };
}

/** After a merge by hand: clashes between two who are one now are decided. @returns their ids */
export async function closeMerged(client: Pick<ClientBase, 'query'>, kind: 'person' | 'account', id: string): Promise<readonly string[]> {
  const ofOne = `(select id from ${kind} where id = $1 or merged_into = $1)`;
  const { rows } = await client.query<{ id: string }>(
    `update clash set state = 'merged' where state = 'open' and first_id in ${ofOne} and second_id in ${ofOne} returning id`,
    [id],
  );
  return rows.map((row) => row.id);
}
