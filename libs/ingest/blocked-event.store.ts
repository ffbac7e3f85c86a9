// Events of the log that the tracking plan blocked, as a person decides about them. Each is decided once: the row's lock says who was first.

import type { ClientBase } from 'pg';
import { int8s } from '#libs/database/columns.js';
import type { InboxRow } from '#libs/intake/inbox-row.js';

export type BlockedEvent = Omit<InboxRow, 'shard' | 'review'>;

interface Row {
  readonly id: string;
  readonly received_at: Date;
  readonly source: string;
  readonly key: string;
  readonly body: Buffer;
}

/** Locks those of these events that stand blocked, in the order of their ids. */
export async function lockBlocked(client: ClientBase, ids: readonly string[]): Promise<readonly BlockedEvent[]> {
  const { rows } = await client.query<Row>(
    `select id, received_at, source, key, body from event where id = any($1::int8[]) and verdict = 'blocked' order by id for update`,
    [int8s(ids)],
  );
  return rows.map(({ received_at: at, ...row }) => ({ ...row, receivedAt: at.getTime() }));
}

/** Takes them out of the log: they go back to where they came from, and will stand here once more. */
export async function takeBlocked(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(`delete from event where id = any($1::int8[]) and verdict = 'blocked'`, [int8s(ids)]);
}

/** They stay in the log, without effect, and wait for nobody. */
export async function discardBlocked(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(`update event set verdict = 'discarded' where id = any($1::int8[]) and verdict = 'blocked'`, [int8s(ids)]);
}
