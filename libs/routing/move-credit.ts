// Gives turns of the ledger back, and to others: a meeting that was called off, a lead that was handed on by hand. Each is a row.

import type { Because } from '#libs/audit/because.js';
import type { PoolMember, PoolSlice, Turn } from './pool-slice.js';

/** The lead that a turn was taken for. */
export interface Lead {
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly personId: string | null;
}

/** What is left of a rep's turns for one lead. */
export interface StandingTurn {
  readonly pool: string;
  readonly rep: string;
  /** Above zero. */
  readonly credit: number;
}

export interface CreditMove {
  readonly standing: readonly StandingTurn[];
  /** Who had it; anybody else's turn for the lead stays. */
  readonly from: string;
  /** Who has it now; null: the turn is only given back. */
  readonly to: string | null;
  readonly lead: Lead;
  readonly at: number;
  readonly reason: string;
  readonly because: Because;
}

/** Changes the slice in place: the pools of `standing` are locked. @returns whether there was a turn to move */
export function moveCredit(slice: PoolSlice, { standing, from, to, lead, at, reason, because }: CreditMove): boolean {
  const had = standing.find(({ rep }) => rep === from);
  if (had === undefined) return false;
  const members = slice.pools.get(had.pool) ?? [];
  const told: Because = {
    ...because,
    details: { ...because.details, reason, ...(to === null ? {} : { from, to }) },
  };
  const note = (rep: string, credit: number): void => {
    const member: PoolMember = members.find((one) => one.rep === rep) ?? join(slice, members, had.pool, rep, at);
    member.adjustments += credit;
    slice.dirty.add(member);
    slice.turns.push({ pool: had.pool, rep, at, credit, ...lead, because: told });
  };
  note(from, -1);
  // Who is not in this team takes no place in its ledger.
  if (to !== null && members.some(({ rep }) => rep === to)) note(to, 1);
  return true;
}

/** A meeting that is held after all: the turn that was given back is taken again. Changes the slice in place. */
export function retakeTurn(
  slice: PoolSlice,
  pool: string,
  { from: rep, lead, at, reason, because }: Omit<CreditMove, 'standing' | 'to'>,
): void {
  const member = slice.pools.get(pool)?.find((one) => one.rep === rep);
  if (member === undefined) return;
  member.adjustments += 1;
  slice.dirty.add(member);
  slice.turns.push({ pool, rep, at, credit: 1, ...lead, because: { ...because, details: { ...because.details, reason } } });
}

/** The pool in which the rep gave the lead's turn back; undefined: there is none, or somebody has a turn for the lead. */
export function lapsedPool(turns: Parameters<typeof standingTurns>[0], lead: Lead, rep: string): string | undefined {
  const sums = sumsOf(turns, lead);
  return sums.some(({ credit }) => credit > 0) ? undefined : sums.find((sum) => sum.rep === rep && sum.credit === 0)?.pool;
}

/** What is left of the turns for one lead: of an account, else of a person without one. */
export function standingTurns(turns: readonly TurnOfLead[], lead: Lead): readonly StandingTurn[] {
  return sumsOf(turns, lead).filter(({ credit }) => credit > 0);
}

type TurnOfLead = Pick<Turn, 'pool' | 'rep' | 'credit' | 'accountId' | 'personId'>;

function sumsOf(turns: readonly TurnOfLead[], lead: Lead): readonly StandingTurn[] {
  const sums = new Map<string, { pool: string; rep: string; credit: number }>();
  for (const { pool, rep, credit, accountId, personId } of turns) {
    const isOf =
      lead.accountId === null ? accountId === null && personId !== null && personId === lead.personId : accountId === lead.accountId;
    if (!isOf) continue;
    const key = `${pool} ${rep}`;
    const sum = sums.get(key) ?? { pool, rep, credit: 0 };
    sum.credit += credit;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

function join(slice: PoolSlice, members: PoolMember[], pool: string, rep: string, at: number): PoolMember {
  const member: PoolMember = { pool, rep, turns: 0, adjustments: 0, joinedAt: at, lastTurnAt: null };
  members.push(member);
  slice.pools.set(pool, members);
  return member;
}
