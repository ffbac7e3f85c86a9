// Until when a message waits: for the opening of its window, and until a cap lets it through. Looked at in the moment before it
// is sent, so that what was sent meanwhile counts.

import { nextLocalTime } from '#libs/language/local-time.js';
import { isWorkingTime } from '#libs/language/working-hours.js';

/** As they travel with a message: whose clock is meant has been decided. */
export interface HoldRules {
  readonly from: number;
  readonly to: number;
  readonly days: readonly number[];
  /** IANA name. */
  readonly zone: string;
  /** Messages to one address, and in how long (ms). */
  readonly most?: number;
  readonly per?: number;
}

/**
 * @param sent when messages left for that address (epoch ms), in any order
 * @returns null: it leaves now
 */
export function holdUntil(rules: HoldRules, sent: readonly number[], now: number): number | null {
  const at = opening(rules, freed(rules, sent, now));
  return at > now ? at : null;
}

/** A message counts for its whole time, and not a moment longer. */
function freed({ most, per }: HoldRules, sent: readonly number[], now: number): number {
  if (most === undefined || per === undefined) return now;
  const counted = sent.filter((at) => at > now - per).sort((one, other) => other - one);
  return counted.length < most ? now : counted[most - 1]! + per;
}

function opening({ from, to, days, zone }: HoldRules, at: number): number {
  if (isWorkingTime({ from, to, days, zone }, at)) return at;
  return nextLocalTime({ hour: Math.floor(from / 60), minute: from % 60, days }, zone, at);
}

/** The rules that a message carries; null: it carries none. */
export function holdRulesOf(payload: { readonly [name: string]: unknown }): HoldRules | null {
  return (payload['send'] as HoldRules | undefined) ?? null;
}
