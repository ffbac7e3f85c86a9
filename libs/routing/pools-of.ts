// The pools that a routing can ask: to be locked before anybody is picked, because two leads must never get one turn.

import type { Routing, Team } from '#libs/language/team.js';

export function poolOf(routing: string, team: string): string {
  return `${routing}:${team}`;
}

/** Pool → team. */
export function poolsOf(routing: Routing): ReadonlyMap<string, string> {
  const pools = new Map<string, string>();
  for (const target of routing.to.values()) if (target.kind === 'team') pools.set(poolOf(routing.name, target.team), target.team);
  return pools;
}

/** Reps whose open deals the routing looks at: those of its teams where the least loaded is picked, or who is full is skipped. */
export function loadsAskedBy(routing: Routing, team: Team): readonly string[] {
  const reps = new Set<string>();
  for (const target of routing.to.values()) {
    if (target.kind === 'rep' && routing.skip.includes('full')) reps.add(target.rep);
    if (target.kind === 'team' && (target.pick === 'least_loaded' || routing.skip.includes('full')))
      for (const rep of team.teams.get(target.team) ?? []) reps.add(rep);
  }
  return [...reps].filter((rep) => team.reps.has(rep));
}
