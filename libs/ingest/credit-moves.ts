// Turns that are to change hands because of what has happened in the batch: asked for by pure code, moved when the ledger is loaded.

import type { Because } from '#libs/audit/because.js';
import { lapsedPool, type Lead, moveCredit, retakeTurn, standingTurns } from '#libs/routing/move-credit.js';
import type { WorkingSet } from './working-set.js';

export interface CreditWish {
  readonly lead: Lead;
  /** Whose turn it was. */
  readonly from: string;
  /** Null: it is given back, and nobody's; `again`: whoever gave it back takes it again. */
  readonly to: string | null;
  readonly isAgain?: boolean;
  readonly at: number;
  readonly reason: string;
  readonly because: Because;
}

type Known = Parameters<typeof standingTurns>[0];

/** Pools whose ledger the wishes touch. @param stored turns of these leads that are in the table */
export function poolsOfWishes({ pools, creditWishes }: WorkingSet, stored: Known): readonly string[] {
  const known = [...stored, ...pools.turns];
  const touched = creditWishes.flatMap(({ lead, from, isAgain }) =>
    isAgain === true
      ? (lapsedPool(known, lead, from) ?? [])
      : standingTurns(known, lead).flatMap(({ rep, pool }) => (rep === from ? [pool] : [])),
  );
  return [...new Set(touched)];
}

/** Moves them in the order in which they were wished; the pools are in memory. Two wishes about one turn move it once. */
export function moveCredits(set: WorkingSet, stored: Known): void {
  for (const { lead, from, to, isAgain, at, reason, because } of set.creditWishes.splice(0)) {
    const known = [...stored, ...set.pools.turns];
    if (isAgain === true) {
      const pool = lapsedPool(known, lead, from);
      if (pool !== undefined) retakeTurn(set.pools, pool, { from, lead, at, reason, because });
      continue;
    }
    const standing = standingTurns(known, lead);
    moveCredit(set.pools, { standing, from, to, lead, at, reason, because });
  }
}
