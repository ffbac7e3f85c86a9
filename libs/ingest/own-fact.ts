// What stands behind a happening that no event brought: time, the calendar, a new version. A run that it begins keeps it as its trigger.

import type { RunTrigger } from '#libs/engine/run.js';

/** @param at when it came about @param now when it is told (epoch ms) */
export function ownFact(name: string, at: number, now = at): RunTrigger {
  return { eventId: null, name, at, receivedAt: now, source: 'millrace', properties: {} };
}
