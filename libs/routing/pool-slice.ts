// The ledger of turns that one batch is about, in memory. A pool is the members of one team under one routing.

import type { Because } from '#libs/audit/because.js';

export interface PoolMember {
  readonly pool: string;
  readonly rep: string;
  /** How often it was this rep's turn. */
  turns: number;
  /** What a newcomer starts with, and what is given back. */
  adjustments: number;
  readonly joinedAt: number;
  lastTurnAt: number | null;
}

/** One credit or debit of the ledger: a row that a rep can read. */
export interface Turn {
  readonly pool: string;
  readonly rep: string;
  readonly at: number;
  /** 1: took a turn; -1: gave it back; another: a place in the middle. Their sum is the member's turns and adjustments. */
  readonly credit: number;
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly personId: string | null;
  readonly because: Because;
}

export interface PoolSlice {
  /** Pool → its members; a pool that is not in it has not been locked. */
  readonly pools: Map<string, PoolMember[]>;
  readonly dirty: Set<PoolMember>;
  readonly turns: Turn[];
  /** Rep → open deals that are not in the batch's memory; a rep that is not in it has not been counted. */
  readonly loads: Map<string, number>;
  /** Name of a company, folded → the rep who owns an account of that name; null: nobody does. */
  readonly namesakes: Map<string, string | null>;
}

export function emptyPoolSlice(): PoolSlice {
  return { pools: new Map(), dirty: new Set(), turns: [], loads: new Map(), namesakes: new Map() };
}

/** Turns and adjustments by weight: the lowest is next. */
export function levelOf({ turns, adjustments }: Pick<PoolMember, 'turns' | 'adjustments'>, weight: number): number {
  return (turns + adjustments) / weight;
}
