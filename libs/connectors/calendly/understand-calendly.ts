// What a Calendly webhook says. A reschedule arrives as a cancellation and a booking, in either order, and is one fact:
// the booking that names the old invitee.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { cleanParsed } from '../clean-text.js';
import { readEmail } from '../read-address.js';
import { isObject, type JsonObject, objectAt, readJsonObject, textAt } from '../read-json.js';
import { readTime } from '../read-time.js';

/** @throws Error that names what is missing */
export function understandCalendly(text: string): readonly Fact[] {
  const read = readJsonObject(text);
  if ('problem' in read) throw new Error(`The Calendly webhook is ${read.problem}.`);
  const webhook = cleanParsed(text, read.object);
  const event = textAt(webhook, 'event');
  if (event === undefined) throw new Error('The Calendly webhook has no `event`.');
  const at = readTime(webhook['created_at']);
  if (at === undefined) throw new Error('`created_at` of the Calendly webhook is missing or no time.');
  const invitee = objectAt(webhook, 'payload');
  const email = readEmail(invitee['email']);
  const name = textAt(invitee, 'name');
  const { name: means, noEffect } = meaning(event, invitee);
  return [
    {
      kind: 'event',
      name: means,
      at,
      person: email === undefined ? {} : { email },
      account: {},
      properties: bookingProperties(invitee),
      personTraits: name === undefined || email === undefined ? {} : { name },
      accountTraits: {},
      ...(noEffect === undefined ? {} : { noEffect }),
    },
  ];
}

function meaning(event: string, invitee: JsonObject): { readonly name: string; readonly noEffect?: string } {
  switch (event) {
    case 'invitee.created':
      return { name: textAt(invitee, 'old_invitee') === undefined ? 'calendly.booked' : 'calendly.rescheduled' };
    case 'invitee.canceled':
      return invitee['rescheduled'] === true
        ? { name: 'calendly.canceled', noEffect: 'the first half of a reschedule' }
        : { name: 'calendly.canceled' };
    case 'invitee_no_show.created':
      return { name: 'calendly.no_show' };
    default: {
      const name = `calendly.${event.replaceAll('.', '_').slice(0, 200)}`;
      return { name, noEffect: `nothing hangs on ${event.slice(0, 100)}` };
    }
  }
}

function bookingProperties(invitee: JsonObject): Record<string, Value> {
  const meeting = objectAt(invitee, 'scheduled_event');
  const cancellation = objectAt(invitee, 'cancellation');
  const host = firstOf(meeting['event_memberships']);
  const location = objectAt(meeting, 'location');
  const fields: Record<string, Value | undefined> = {
    meeting_id: lastPart(textAt(meeting, 'uri') ?? textAt(invitee, 'event')),
    previous_meeting_id: meetingOf(textAt(invitee, 'old_invitee')),
    event_type: lastPart(textAt(meeting, 'event_type')),
    name: textAt(meeting, 'name'),
    start_at: readTime(meeting['start_time']),
    end_at: readTime(meeting['end_time']),
    time_zone: textAt(invitee, 'timezone'),
    host_email: readEmail(host['user_email']),
    host_name: textAt(host, 'user_name'),
    join_url: textAt(location, 'join_url'),
    cancel_url: textAt(invitee, 'cancel_url'),
    reschedule_url: textAt(invitee, 'reschedule_url'),
    cancel_reason: textAt(cancellation, 'reason'),
    canceled_by: textAt(cancellation, 'canceled_by'),
  };
  const properties: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) properties[name] = value;
  return properties;
}

function firstOf(list: unknown): JsonObject {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isObject(first) ? first : {};
}

function lastPart(uri: string | undefined): string | undefined {
  return uri?.slice(uri.lastIndexOf('/') + 1);
}

/** `…/scheduled_events/MEETING/invitees/INVITEE` → `MEETING`. */
function meetingOf(invitee: string | undefined): string | undefined {
  return invitee === undefined ? undefined : /\/scheduled_events\/([^/]+)\/invitees\//.exec(invitee)?.[1];
}
