// Whether a rep can take a lead at all now: asked when somebody is picked, and when the ledger keeps an absent rep's place.

import type { Rep, Routing } from '#libs/language/team.js';

/** @param now epoch ms. @returns undefined: can take one, or the routing does not ask */
export function absenceOf(rep: Rep, skip: Routing['skip'], now: number): 'inactive' | 'away' | undefined {
  if (skip.includes('inactive') && !rep.active) return 'inactive';
  if (skip.includes('away') && rep.away.some(({ from, to }) => from <= now && now < to)) return 'away';
  return undefined;
}
