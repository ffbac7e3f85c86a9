// The events of the benchmarks: known people of known companies, one in five begins a run.

import { workflowCount } from './bench-workspace.js';

export const peopleCount = 100_000;
export const companyCount = 50_000;

/** Who is who: what makes the people known before anything is measured. */
export function identify(person: number): Record<string, unknown> {
  return {
    type: 'identify',
    userId: `user-${person}`,
    messageId: `identify-${person}`,
    traits: { email: `user-${person}@company-${person % companyCount}.example`, name: `User ${person}` },
  };
}

/** The same without an id, so that whoever sends it twice sends two. */
export function anonymousTrack(place: number): Record<string, unknown> {
  const { messageId: _, type: __, ...event } = track(place);
  return event;
}

/** @param place every number gives another event; equal numbers give equal ones */
export function track(place: number): Record<string, unknown> {
  // People come in sessions: five events one after the other. Multiplied by a prime, so that neighbours are of different companies.
  const person = (Math.floor(place / 5) * 7919) % peopleCount;
  const acts = place % 5 === 0;
  return {
    type: 'track',
    userId: `user-${person}`,
    messageId: `track-${place}`,
    event: acts ? `Act ${(place / 5) % workflowCount}` : 'Ticket Answered',
    properties: { size: person % 2000, plan: 'pro', path: '/inbox/answer', channel: 'email', ticket: `T-${place}` },
    context: { library: { name: 'analytics-node', version: '2.3.0' } },
  };
}
