// Meetings that are still to be held, from what a calendar said in the order in which it happened: a cancellation takes one away,
// a reschedule takes the old one away and brings the new.

import type { Value } from '#libs/language/value.js';

export interface Booking<About> {
  readonly name: string;
  readonly properties: { readonly [name: string]: Value };
  readonly about: About;
}

export interface Meeting<About> {
  readonly id: string;
  readonly name: string | null;
  /** Epoch ms. */
  readonly startAt: number;
  readonly endAt: number | null;
  readonly joinUrl: string | null;
  readonly about: About;
}

/** What a calendar says of a meeting: the names of facts that this reads. */
export const bookingEvents = ['calendly.booked', 'calendly.rescheduled', 'calendly.canceled'] as const;

/** The soonest first; one that has begun stands until it ends. @param now epoch ms */
export function meetingsAhead<About>(bookings: readonly Booking<About>[], now: number): readonly Meeting<About>[] {
  const meetings = new Map<string, Meeting<About>>();
  for (const { name, properties, about } of bookings) {
    const id = text(properties['meeting_id']);
    const previous = text(properties['previous_meeting_id']);
    if (previous !== null) meetings.delete(previous);
    if (id === null) continue;
    const startAt = properties['start_at'];
    if (name === 'calendly.canceled' || typeof startAt !== 'number') meetings.delete(id);
    else {
      const { end_at: endAt, join_url: joinUrl } = properties;
      const url = text(joinUrl);
      meetings.set(id, {
        id,
        name: text(properties['name']),
        startAt,
        endAt: typeof endAt === 'number' ? endAt : null,
        // It becomes a link: nothing but a web address may be one.
        joinUrl: url !== null && /^https:\/\//i.test(url) ? url : null,
        about,
      });
    }
  }
  return [...meetings.values()].filter(({ startAt, endAt }) => (endAt ?? startAt) > now).sort((one, other) => one.startAt - other.startAt);
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
