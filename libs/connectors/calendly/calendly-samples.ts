// Webhooks as Calendly sends them, about whomever is asked for: what `millrace trigger calendly.booked` delivers.
// https://developer.calendly.com/api-docs/ZG9jOjE2OTU3Njc4-webhook-payload
// One person has one meeting, so that a cancellation is of what was booked before; a reschedule makes another of it.

import type { Value } from '#libs/language/value.js';
import type { Sample, SampleAbout } from '../contract.js';
import { writeTime } from '../write-time.js';

type Json = { readonly [name: string]: Value };

const api = 'https://api.calendly.com';
const day = 86_400_000;

const webhooks: Readonly<Record<string, { readonly event: string; readonly payload: (about: SampleAbout) => Json }>> = {
  'calendly.booked': { event: 'invitee.created', payload: (about) => invitee(about, meetingOf(about)) },
  'calendly.canceled': {
    event: 'invitee.canceled',
    payload: (about) => ({
      ...invitee(about, meetingOf(about)),
      status: 'canceled',
      cancellation: {
        canceled_by: about.name,
        reason: 'Something came up.',
        canceler_type: 'invitee',
        created_at: time(about.at),
      },
    }),
  },
  'calendly.rescheduled': {
    event: 'invitee.created',
    payload: (about) => ({
      ...invitee(about, `${meetingOf(about)}R`),
      old_invitee: `${api}/scheduled_events/${meetingOf(about)}/invitees/${about.personId}`,
    }),
  },
  'calendly.no_show': {
    event: 'invitee_no_show.created',
    payload: (about) => ({
      ...invitee(about, meetingOf(about)),
      no_show: { uri: `${api}/invitee_no_shows/${about.id}`, created_at: time(about.at) },
    }),
  },
};

export const calendlySampleNames: readonly string[] = Object.keys(webhooks);

export function calendlySample(name: string, about: SampleAbout): Sample | undefined {
  const webhook = Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
  if (webhook === undefined) return undefined;
  const body = { event: webhook.event, created_at: time(about.at), created_by: `${api}/users/NINA`, payload: webhook.payload(about) };
  return { path: '/v1/webhooks/calendly', body };
}

function meetingOf({ personId }: SampleAbout): string {
  return `M${personId}`;
}

/** Half an hour on the next day. */
function invitee({ email, name, personId, at }: SampleAbout, meeting: string): Json {
  const start = Math.ceil(at / 3_600_000) * 3_600_000 + day;
  return {
    uri: `${api}/scheduled_events/${meeting}/invitees/${personId}`,
    cancel_url: `https://calendly.com/cancellations/${personId}`,
    reschedule_url: `https://calendly.com/reschedulings/${personId}`,
    created_at: time(at),
    updated_at: time(at),
    email,
    name,
    first_name: null,
    last_name: null,
    status: 'active',
    timezone: 'America/New_York',
    event: `${api}/scheduled_events/${meeting}`,
    old_invitee: null,
    new_invitee: null,
    rescheduled: false,
    no_show: null,
    payment: null,
    questions_and_answers: [],
    tracking: { utm_campaign: null, utm_source: null, utm_medium: null, utm_content: null, utm_term: null, salesforce_uuid: null },
    scheduled_event: {
      uri: `${api}/scheduled_events/${meeting}`,
      name: 'Demo',
      status: 'active',
      event_type: `${api}/event_types/DEMO`,
      start_time: time(start),
      end_time: time(start + 1_800_000),
      event_guests: [],
      event_memberships: [{ user: `${api}/users/NINA`, user_email: 'nina@example.com', user_name: 'Nina' }],
      invitees_counter: { active: 1, limit: 1, total: 1 },
      location: { type: 'google_conference', status: 'pushed', join_url: `https://calendly.com/events/${meeting}/google_meet` },
      created_at: time(at),
      updated_at: time(at),
    },
  };
}

/** With microseconds, as Calendly writes it. */
function time(at: number): string {
  return writeTime(at, 6);
}
