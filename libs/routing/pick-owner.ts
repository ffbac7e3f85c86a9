// Who gets an account: pure, by the ledger that is locked. Everybody who was looked at is told with what spoke for or against.

import type { Pick } from '#libs/engine/outcome.js';
import type { Scope } from '#libs/language/scope.js';
import type { Rep, Routing, Team } from '#libs/language/team.js';
import { whyPassedOver } from './absence-of.js';
import { levelOf, type PoolMember, type PoolSlice } from './pool-slice.js';
import { poolOf } from './pools-of.js';

type Considered = Pick['considered'][number];

export interface PickInput {
  readonly routing: Routing;
  readonly team: Team;
  /** What `by` sees. */
  readonly scope: Scope;
  /** Key of the rep who owns the account already. */
  readonly owner: string | null;
  /** Key of the rep who owns another account of this name: the company is known, under another address. */
  readonly namesake?: string | null;
  /** Rep → open deals; who is not in it has none. */
  readonly loads?: ReadonlyMap<string, number>;
  /** Reps who had the lead and did not answer. */
  readonly notAgain?: readonly string[];
  readonly pools: PoolSlice;
  /** Epoch ms. */
  readonly now: number;
}

/** Takes no turn: see takeTurn. Without anybody left it is the fallback, so that nothing falls through. */
export function pickOwner(input: PickInput): Pick {
  const { routing, team, scope, owner, namesake = null, pools, loads, notAgain = [], now } = input;
  const loadOf = (rep: string): number => loads?.get(rep) ?? 0;
  const kept = keeper(input, owner, 'keeps_owner') ?? keeper(input, namesake, 'known_account');
  if (kept !== undefined) return kept;

  const by = routing.by.evaluate(scope);
  const target = typeof by === 'string' ? routing.to.get(by) : undefined;
  if (target === undefined) return fallback(routing, []);
  if (target.kind === 'nobody') return { rep: null, pool: null, reason: 'nobody', considered: [] };
  if (target.kind === 'rep') {
    const skipped = whySkipped(team.reps.get(target.rep), routing, loadOf(target.rep), now);
    const considered = [{ rep: target.rep, level: 0, ...(skipped === undefined ? {} : { skipped }) }];
    return skipped === undefined ? { rep: target.rep, pool: null, reason: 'named', considered } : fallback(routing, considered);
  }
  const pool = poolOf(routing.name, target.team);
  const members = byRep(pools.pools.get(pool) ?? []);
  const tellsLoad = target.pick === 'least_loaded' || routing.skip.includes('full');
  const considered: Considered[] = [];
  let next: Candidate | undefined;
  for (const key of team.teams.get(target.team) ?? []) {
    const rep = team.reps.get(key)!;
    const member = members.get(key);
    const level = member === undefined ? 0 : levelOf(member, rep.weight);
    const load = loadOf(key);
    const skipped = notAgain.includes(key) ? 'did not answer' : whySkipped(rep, routing, load, now);
    considered.push({ rep: key, level, ...(tellsLoad ? { load } : {}), ...(skipped === undefined ? {} : { skipped }) });
    if (skipped !== undefined) continue;
    const lastTurnAt = member?.lastTurnAt ?? -Infinity;
    const candidate = { rep: key, order: [...(target.pick === 'least_loaded' ? [load / rep.weight] : []), level, lastTurnAt] };
    if (next === undefined || isBefore(candidate, next)) next = candidate;
  }
  return next === undefined ? fallback(routing, considered) : { rep: next.rep, pool, reason: 'turn', considered };
}

interface Candidate {
  readonly rep: string;
  /**
   * The lowest is next, compared from the left: the load by weight where the routing asks, the level, the longest waiting (whoever
   * never had a turn has waited longest). The team's own order is the last word.
   */
  readonly order: readonly number[];
}

function isBefore(one: Candidate, other: Candidate): boolean {
  const place = one.order.findIndex((value, at) => value !== other.order[at]);
  return place >= 0 && one.order[place]! < other.order[place]!;
}

/** An owner who is in the team still, whatever the ledger says. */
function keeper({ routing, team }: PickInput, owner: string | null, reason: Pick['reason']): Pick | undefined {
  const standing = owner === null ? undefined : team.reps.get(owner);
  if (!routing.keepOwner || standing?.active !== true) return undefined;
  return { rep: standing.key, pool: null, reason, considered: [{ rep: standing.key, level: 0 }] };
}

function fallback(routing: Routing, considered: readonly Considered[]): Pick {
  return { rep: routing.fallback, pool: null, reason: 'fallback', considered };
}

function whySkipped(rep: Rep | undefined, { skip }: Routing, load: number, now: number): string | undefined {
  return rep === undefined ? 'not in the team any more' : whyPassedOver(rep, skip, load, now);
}

function byRep(members: readonly PoolMember[]): ReadonlyMap<string, PoolMember> {
  return new Map(members.map((member) => [member.rep, member]));
}
