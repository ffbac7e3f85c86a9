// A pool has a row for everybody in its team. A newcomer starts at the average of the others: neither buried in leads to catch
// up with years, nor left out until the others have come up.

import type { Team } from '#libs/language/workspace.js';
import { levelOf, type PoolMember, type PoolSlice } from './pool-slice.js';

/** Adds whoever is in the team and not yet in the pool. Changes the slice in place. */
export function joinPool(slice: PoolSlice, pool: string, teamName: string, team: Team, now: number): void {
  const members = slice.pools.get(pool) ?? [];
  slice.pools.set(pool, members);
  const reps = (team.teams.get(teamName) ?? []).map((key) => team.reps.get(key)!);
  const known = new Set(members.map(({ rep }) => rep));
  const weights = new Map(reps.map(({ key, weight }) => [key, weight]));
  const others = members.filter(({ rep }) => weights.has(rep));
  const average = others.reduce((sum, member) => sum + levelOf(member, weights.get(member.rep) ?? 1), 0) / Math.max(1, others.length);
  for (const { key: rep, weight } of reps) {
    if (known.has(rep)) continue;
    const member: PoolMember = { pool, rep, turns: 0, adjustments: Math.floor(average * weight), joinedAt: now, lastTurnAt: null };
    members.push(member);
    slice.dirty.add(member);
  }
}
