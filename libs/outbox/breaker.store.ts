// Breakers that have tripped, as rows: a handful at most.

import type { ClientBase } from 'pg';
import { int8s } from '#libs/database/columns.js';
import type { Breaker, BreakerChanges } from './circuit.js';
import type { ClaimedDelivery } from './delivery-slice.js';
import { lockWaiting } from './outbox.store.js';

interface Row {
  readonly action: string;
  readonly failures: number;
  readonly since: Date;
  readonly open_until: Date;
  readonly error: string;
}

export async function loadBreakers(client: Pick<ClientBase, 'query'>): Promise<readonly Breaker[]> {
  const { rows } = await client.query<Row>({ name: 'load_breakers', text: 'select * from breaker' });
  return rows.map(({ open_until: until, since, ...row }) => ({ ...row, since: since.getTime(), openUntil: until.getTime() }));
}

/** In the order of actions, so that two processes never wait for each other in a circle. */
export async function saveBreakers(client: Pick<ClientBase, 'query'>, changes: BreakerChanges): Promise<void> {
  for (const [action, breaker] of [...changes].sort(([one], [other]) => (one < other ? -1 : 1)))
    if (breaker === null) await client.query('delete from breaker where action = $1', [action]);
    else
      await client.query(
        `insert into breaker (action, failures, since, open_until, error)
         values ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5)
         on conflict (action) do update set failures = excluded.failures, open_until = excluded.open_until, error = excluded.error`,
        [action, breaker.failures, breaker.since, breaker.openUntil, breaker.error],
      );
}

/** It is tried at once, and what waits for another try of this action with it. @returns how many; null: it has not tripped */
export async function tryBreakerNow(client: Pick<ClientBase, 'query'>, action: string, now: number): Promise<number | null> {
  const opened = await client.query('update breaker set open_until = to_timestamp($2::float8 / 1000) where action = $1', [action, now]);
  if (opened.rowCount === 0) return null;
  // What was never tried waits for something else: a window, a cap.
  const { rows } = await client.query<{ id: string }>(
    `select id from delivery where due_at > to_timestamp($2::float8 / 1000) and action = $1 and state = 'waiting' and attempts > 0
     order by id for update skip locked`,
    [action, now],
  );
  await client.query('update delivery set due_at = to_timestamp($2::float8 / 1000) where id = any($1::int8[])', [
    int8s(rows.map(({ id }) => id)),
    now,
  ]);
  return rows.length;
}

/** Forgets it, and locks what waits for it, to be given up. @returns null: it has not tripped */
export async function closeBreaker(
  client: ClientBase,
  action: string,
): Promise<{ readonly error: string; readonly waiting: readonly ClaimedDelivery[] } | null> {
  const { rows } = await client.query<{ error: string }>('delete from breaker where action = $1 returning error', [action]);
  return rows[0] === undefined ? null : { error: rows[0].error, waiting: await lockWaiting(client, action) };
}
