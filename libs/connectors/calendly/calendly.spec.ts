import { expect, test } from '@jest/globals';
import { createHash, createHmac } from 'node:crypto';
import type { Fact } from '#libs/language/fact.js';
import { calendlySource } from './calendly.source.js';
import { understandCalendly } from './understand-calendly.js';

const api = 'https://api.calendly.com';
const invitee = {
  uri: `${api}/scheduled_events/EV/invitees/IN`,
  email: 'Ana@acme.test',
  name: 'Ana',
  timezone: 'Europe/Berlin',
  cancel_url: 'https://calendly.com/cancel/1',
  scheduled_event: {
    uri: `${api}/scheduled_events/EV`,
    name: 'Demo',
    event_type: `${api}/event_types/DEMO`,
    start_time: '2026-12-01T15:00:00.000000Z',
    end_time: '2026-12-01T15:30:00.000000Z',
    event_memberships: [{ user_email: 'nina@host.test', user_name: 'Nina' }],
    location: { join_url: 'https://meet.test/1' },
  },
};
const webhook = (event: string, payload: object) => JSON.stringify({ event, created_at: '2026-11-24T02:00:00.123456Z', payload });
const fact = (event: string, payload: object): Fact => understandCalendly(webhook(event, payload))[0]!;

test('a booking has its meeting, its times, its host and its invitee', () => {
  expect(fact('invitee.created', invitee)).toEqual({
    kind: 'event',
    name: 'calendly.booked',
    at: Date.UTC(2026, 10, 24, 2, 0, 0, 123),
    person: { email: 'ana@acme.test' },
    account: {},
    properties: {
      meeting_id: 'EV',
      event_type: 'DEMO',
      name: 'Demo',
      start_at: Date.UTC(2026, 11, 1, 15),
      end_at: Date.UTC(2026, 11, 1, 15, 30),
      time_zone: 'Europe/Berlin',
      host_email: 'nina@host.test',
      host_name: 'Nina',
      join_url: 'https://meet.test/1',
      cancel_url: 'https://calendly.com/cancel/1',
    },
    personTraits: { name: 'Ana' },
    accountTraits: {},
  });
});

test('a reschedule is one fact, in whichever order its halves come', () => {
  const moved = fact('invitee.created', { ...invitee, old_invitee: `${api}/scheduled_events/OLD/invitees/IN0` });
  expect(moved).toMatchObject({ name: 'calendly.rescheduled', properties: { meeting_id: 'EV', previous_meeting_id: 'OLD' } });
  expect(moved.noEffect).toBeUndefined();
  expect(fact('invitee.canceled', { ...invitee, rescheduled: true }).noEffect).toBe('the first half of a reschedule');
});

test('a cancellation says why and by whom; a no-show and the unknown have their names', () => {
  const canceled = fact('invitee.canceled', { ...invitee, rescheduled: false, cancellation: { reason: 'ill', canceled_by: 'Ana' } });
  expect(canceled).toMatchObject({ name: 'calendly.canceled', properties: { cancel_reason: 'ill', canceled_by: 'Ana' } });
  expect(canceled.noEffect).toBeUndefined();
  expect(fact('invitee_no_show.created', invitee)).toMatchObject({ name: 'calendly.no_show', properties: { meeting_id: 'EV' } });
  expect(fact('routing_form_submission.created', {})).toMatchObject({
    name: 'calendly.routing_form_submission_created',
    noEffect: expect.any(String),
  });
});

test('a webhook that lacks its time or its name says so', () => {
  expect(() => understandCalendly('{"event":"invitee.created"}')).toThrow('`created_at`');
  expect(() => understandCalendly('{}')).toThrow('`event`');
});

test('sameness is event, invitee and time; order hangs on the invitee’s address', () => {
  const body = Buffer.from(webhook('invitee.created', invitee));
  const stamp = 1_796_083_200;
  const signature = createHmac('sha256', 'k').update(`${stamp}.`).update(body).digest('hex');
  const received = calendlySource.receive(
    {
      method: 'POST',
      url: '/v1/webhooks/calendly',
      headers: { 'calendly-webhook-signature': [`t=${stamp},v1=${signature}`] },
      body,
      params: {},
    },
    { now: stamp * 1000, secrets: [{ name: '1', value: 'k' }] },
  );
  const sameness = `calendly:${createHash('sha256').update(`invitee.created${invitee.uri}2026-11-24T02:00:00.123456Z`).digest('hex')}`;
  expect(received).toMatchObject({ items: [{ sameness, subjectKey: 'email:ana@acme.test' }] });
});
