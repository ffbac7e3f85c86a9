// Who gets an account: pure, by the ledger that is locked. Everybody who was looked at is told with what spoke for or against.

import type { Pick } from '#libs/engine/outcome.js';
import type { Scope } from '#libs/language/scope.js';
import type { Rep, Routing, Team } from '#libs/language/team.js';
import { absenceOf } from './absence-of.js';
import { levelOf, type PoolMember, type PoolSlice } from './pool-slice.js';
import { poolOf } from './pools-of.js';

interface Considered {
  readonly rep: string;
  readonly level: number;
  readonly skipped?: string;
}

export interface PickInput {
  readonly routing: Routing;
  readonly team: Team;
  /** What `by` sees. */
  readonly scope: Scope;
  /** Key of the rep who owns the account already. */
  readonly owner: string | null;
  readonly pools: PoolSlice;
  /** Epoch ms. */
  readonly now: number;
}

/** Takes no turn: see takeTurn. Without anybody left it is the fallback, so that nothing falls through. */
export function pickOwner({ routing, team, scope, owner, pools, now }: PickInput): Pick {
  const standing = owner === null ? undefined : team.reps.get(owner);
  if (routing.keepOwner && standing?.active === true)
    return { rep: standing.key, pool: null, reason: 'keeps_owner', considered: [{ rep: standing.key, level: 0 }] };

  const by = routing.by.evaluate(scope);
  const target = typeof by === 'string' ? routing.to.get(by) : undefined;
  if (target === undefined) return fallback(routing, []);
  if (target.kind === 'nobody') return { rep: null, pool: null, reason: 'nobody', considered: [] };
  if (target.kind === 'rep') {
    const skipped = whySkipped(team.reps.get(target.rep), routing, now);
    const considered = [{ rep: target.rep, level: 0, ...(skipped === undefined ? {} : { skipped }) }];
    return skipped === undefined ? { rep: target.rep, pool: null, reason: 'named', considered } : fallback(routing, considered);
  }
  const pool = poolOf(routing.name, target.team);
  const members = byRep(pools.pools.get(pool) ?? []);
  const considered: Considered[] = [];
  let next: { readonly rep: string; readonly level: number; readonly lastTurnAt: number } | undefined;
  for (const key of team.teams.get(target.team) ?? []) {
    const rep = team.reps.get(key)!;
    const member = members.get(key);
    const level = member === undefined ? 0 : levelOf(member, rep.weight);
    const skipped = whySkipped(rep, routing, now);
    considered.push({ rep: key, level, ...(skipped === undefined ? {} : { skipped }) });
    if (skipped !== undefined) continue;
    // Ties by the longest waiting; whoever never had a turn has waited longest, and the team's own order is the last word.
    const lastTurnAt = member?.lastTurnAt ?? -Infinity;
    if (next === undefined || level < next.level || (level === next.level && lastTurnAt < next.lastTurnAt))
      next = { rep: key, level, lastTurnAt };
  }
  return next === undefined ? fallback(routing, considered) : { rep: next.rep, pool, reason: 'turn', considered };
}

function fallback(routing: Routing, considered: readonly Considered[]): Pick {
  return { rep: routing.fallback, pool: null, reason: 'fallback', considered };
}

function whySkipped(rep: Rep | undefined, { skip }: Routing, now: number): string | undefined {
  if (rep === undefined) return 'not in the team any more';
  return absenceOf(rep, skip, now);
}

function byRep(members: readonly PoolMember[]): ReadonlyMap<string, PoolMember> {
  return new Map(members.map((member) => [member.rep, member]));
}
