// Whether a rep can take a lead at all now. Who is inactive or away is absent, and keeps a place in the ledger; who is full or not
// at work at this hour is only passed over, and is next when that has changed.

import type { Rep, Routing, SkipReason } from '#libs/language/team.js';
import { isWorkingTime } from '#libs/language/working-hours.js';

/** @param now epoch ms. @returns undefined: is there, or the routing does not ask */
export function absenceOf(rep: Rep, skip: Routing['skip'], now: number): 'inactive' | 'away' | undefined {
  if (skip.includes('inactive') && !rep.active) return 'inactive';
  if (skip.includes('away') && rep.away.some(({ from, to }) => from <= now && now < to)) return 'away';
  return undefined;
}

/** @param load the rep's open deals. @returns undefined: can take a lead now, or the routing does not ask */
export function whyPassedOver(rep: Rep, skip: Routing['skip'], load: number, now: number): SkipReason | undefined {
  const absence = absenceOf(rep, skip, now);
  if (absence !== undefined) return absence;
  if (skip.includes('full') && rep.capacity !== undefined && load >= rep.capacity) return 'full';
  if (skip.includes('off_hours') && rep.hours !== undefined && !isWorkingTime(rep.hours, now)) return 'off_hours';
  return undefined;
}
