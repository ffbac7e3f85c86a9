// The pools that a routing can ask: to be locked before anybody is picked, because two leads must never get one turn.

import type { Routing } from '#libs/language/team.js';

export function poolOf(routing: string, team: string): string {
  return `${routing}:${team}`;
}

/** Pool → team. */
export function poolsOf(routing: Routing): ReadonlyMap<string, string> {
  const pools = new Map<string, string>();
  for (const target of routing.to.values()) if (target.kind === 'team') pools.set(poolOf(routing.name, target.team), target.team);
  return pools;
}
