// Turns that are to change hands because of what has happened in the batch: asked for by pure code, moved when the ledger is loaded.

import type { Because } from '#libs/audit/because.js';
import { type Lead, moveCredit, standingTurns } from '#libs/routing/move-credit.js';
import type { Turn } from '#libs/routing/pool-slice.js';
import type { WorkingSet } from './working-set.js';

export interface CreditWish {
  readonly lead: Lead;
  /** Whose turn it was. */
  readonly from: string;
  /** Null: it is given back, and nobody's. */
  readonly to: string | null;
  readonly at: number;
  readonly reason: string;
  readonly because: Because;
}

type Known = Parameters<typeof standingTurns>[0];

/** Pools whose ledger the wishes touch. @param stored turns of these leads that are in the table */
export function poolsOfWishes({ pools, creditWishes }: WorkingSet, stored: Known): readonly string[] {
  const touched = creditWishes.flatMap(({ lead, from }) =>
    standingTurns([...stored, ...pools.turns], lead).filter(({ rep }) => rep === from),
  );
  return [...new Set(touched.map(({ pool }) => pool))];
}

/** Moves them in the order in which they were wished; the pools are in memory. Two wishes about one turn move it once. */
export function moveCredits(set: WorkingSet, stored: Known): void {
  for (const { lead, from, to, at, reason, because } of set.creditWishes.splice(0)) {
    const standing = standingTurns([...stored, ...(set.pools.turns as readonly Turn[])], lead);
    moveCredit(set.pools, { standing, from, to, lead, at, reason, because });
  }
}
