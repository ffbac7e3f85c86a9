// A pool has a row for everybody in its team. A newcomer starts at the average of the others: neither buried in leads to catch
// up with years, nor left out until the others have come up. Who is away or inactive is kept at the average, for the same reason.

import type { Routing, Team } from '#libs/language/team.js';
import { absenceOf } from './absence-of.js';
import { levelOf, type PoolMember, type PoolSlice } from './pool-slice.js';

export interface PoolJoin {
  readonly pool: string;
  /** Name of the team whose pool it is. */
  readonly of: string;
  readonly team: Team;
  /** What the routing skips: it says who is absent. */
  readonly skip: Routing['skip'];
  /** Whether an absent rep's place is kept at the average (the default), or left where it was, to be caught up from. */
  readonly onReturn?: Routing['onReturn'];
  /** Epoch ms. */
  readonly now: number;
}

/** Adds whoever is in the team and not yet in the pool, and lifts who is absent to the average. Changes the slice in place. */
export function joinPool(slice: PoolSlice, { pool, of, team, skip, onReturn = 'average', now }: PoolJoin): void {
  const members = slice.pools.get(pool) ?? [];
  slice.pools.set(pool, members);
  const known = new Map(members.map((member) => [member.rep, member]));
  const reps = (team.teams.get(of) ?? []).map((key) => team.reps.get(key)!);
  const isAbsent = new Set(reps.filter((rep) => absenceOf(rep, skip, now) !== undefined));
  const standing = reps.filter(({ key }) => known.has(key));
  const present = standing.filter((rep) => !isAbsent.has(rep));
  const average = averageOf((present.length > 0 ? present : standing).map(({ key, weight }) => levelOf(known.get(key)!, weight)));
  for (const rep of reps) {
    const before = known.get(rep.key);
    if (before !== undefined && (!isAbsent.has(rep) || onReturn === 'catch_up')) continue;
    const member: PoolMember = before ?? { pool, rep: rep.key, turns: 0, adjustments: 0, joinedAt: now, lastTurnAt: null };
    // Rounded down: a part of a turn cannot be owed.
    const credit = Math.floor(average * rep.weight) - member.turns - member.adjustments;
    if (before === undefined) members.push(member);
    else if (credit <= 0) continue;
    member.adjustments += credit;
    slice.dirty.add(member);
    if (credit === 0) continue;
    const details = { reason: before === undefined ? 'starts at the average' : 'absent, kept at the average', average };
    slice.turns.push({
      pool,
      rep: rep.key,
      at: now,
      credit,
      accountId: null,
      dealId: null,
      personId: null,
      because: { by: 'system', name: 'routing', details },
    });
  }
}

function averageOf(levels: readonly number[]): number {
  return levels.reduce((sum, level) => sum + level, 0) / Math.max(1, levels.length);
}
