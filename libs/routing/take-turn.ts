// Notes a turn in the ledger: the next lead sees it, also in the same batch.

import type { Pick } from '#libs/engine/outcome.js';
import type { PoolSlice, Turn } from './pool-slice.js';

/** What a pick took no turn for (the owner keeps it, a fallback) leaves the ledger as it is. */
export function takeTurn(slice: PoolSlice, { pool, rep }: Pick, turn: Omit<Turn, 'pool' | 'rep' | 'credit'>): void {
  if (pool === null || rep === null) return;
  const member = slice.pools.get(pool)?.find((one) => one.rep === rep);
  if (member === undefined) throw new Error(`The pool "${pool}" was picked from without being loaded.`);
  member.turns += 1;
  member.lastTurnAt = Math.max(member.lastTurnAt ?? turn.at, turn.at);
  slice.dirty.add(member);
  slice.turns.push({ pool, rep, credit: 1, ...turn });
}
