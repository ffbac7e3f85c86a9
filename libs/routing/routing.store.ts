// Loads and locks the pools of a batch, and writes the ledger: one statement a table.

import type { ClientBase } from 'pg';
import { SentStatements } from '#libs/database/sent-statements.js';
import { int4s, int8s, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { stringifyJson } from '#libs/language/json.js';
import { emptyPoolSlice, type PoolMember, type PoolSlice } from './pool-slice.js';

interface MemberRow {
  readonly pool: string;
  readonly rep: string;
  readonly turns: number;
  readonly adjustments: number;
  readonly joined_at: Date;
  readonly last_turn_at: Date | null;
}

/**
 * The members of these pools, locked in one order. A lock on a name comes first: a pool nobody has had a turn in has no row to lock.
 * @param client inside a transaction that holds its people, accounts and deals already: pools are the last of the locks
 */
export async function loadPools(client: ClientBase, pools: readonly string[], slice: PoolSlice = emptyPoolSlice()): Promise<PoolSlice> {
  const missing = pools.filter((pool) => !slice.pools.has(pool)).sort();
  if (missing.length === 0) return slice;
  await client.query({
    name: 'lock_pools',
    text: `select pg_advisory_xact_lock(hashtextextended('pool:' || pool, 0)) from unnest($1::text[]) with ordinality p (pool, place) order by place`,
    values: [texts(missing)],
  });
  const { rows } = await client.query<MemberRow>({
    name: 'load_pools',
    text: 'select pool, rep, turns, adjustments, joined_at, last_turn_at from pool_member where pool = any($1::text[]) order by pool, rep for update',
    values: [texts(missing)],
  });
  for (const pool of missing) slice.pools.set(pool, []);
  for (const row of rows) slice.pools.get(row.pool)!.push(memberOf(row));
  return slice;
}

/** The pools are locked by name, so nobody else writes their rows. */
export async function savePools(client: ClientBase, { dirty, turns }: PoolSlice): Promise<void> {
  const sent = new SentStatements();
  if (dirty.size > 0) sent.add(saveMembers(client, [...dirty]));
  if (turns.length > 0) sent.add(saveTurns(client, turns));
  await sent.all();
}

function saveMembers(client: ClientBase, members: readonly PoolMember[]): Promise<unknown> {
  return client.query({
    name: 'save_pool_members',
    text: `
insert into pool_member (pool, rep, turns, adjustments, joined_at, last_turn_at)
select * from unnest($1::text[], $2::text[], $3::int4[], $4::int4[], $5::timestamptz[], $6::timestamptz[])
on conflict (pool, rep) do update set turns = excluded.turns, adjustments = excluded.adjustments, last_turn_at = excluded.last_turn_at`,
    values: [
      texts(members.map(({ pool }) => pool)),
      texts(members.map(({ rep }) => rep)),
      int4s(members.map(({ turns: taken }) => taken)),
      int4s(members.map(({ adjustments }) => adjustments)),
      timestamps(members.map(({ joinedAt }) => joinedAt)),
      timestamps(members.map(({ lastTurnAt }) => lastTurnAt)),
    ],
  });
}

function saveTurns(client: ClientBase, turns: PoolSlice['turns']): Promise<unknown> {
  return client.query({
    name: 'save_turns',
    text: `
insert into turn (pool, rep, at, credit, account_id, deal_id, person_id, because)
select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int4[], $5::int8[], $6::int8[], $7::int8[], $8::json[])`,
    values: [
      texts(turns.map(({ pool }) => pool)),
      texts(turns.map(({ rep }) => rep)),
      timestamps(turns.map(({ at }) => at)),
      int4s(turns.map(({ credit }) => credit)),
      int8s(turns.map(({ accountId }) => accountId)),
      int8s(turns.map(({ dealId }) => dealId)),
      int8s(turns.map(({ personId }) => personId)),
      jsonTexts(turns.map(({ because }) => stringifyJson(because))),
    ],
  });
}

function memberOf(row: MemberRow): PoolMember {
  return {
    pool: row.pool,
    rep: row.rep,
    turns: row.turns,
    adjustments: row.adjustments,
    joinedAt: row.joined_at.getTime(),
    lastTurnAt: row.last_turn_at?.getTime() ?? null,
  };
}
