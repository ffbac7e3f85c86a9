// Times as vendors write them, for samples.

import { Temporal } from 'temporal-polyfill';

/** @param at epoch ms. @param digits of the second: 3, or 6 as Calendly has it */
export function writeTime(at: number, digits: 3 | 6 = 3): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: digits });
}
