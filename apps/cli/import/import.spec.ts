import { expect, test } from '@jest/globals';
import type { PropertyPlan, TrackingPlan } from '#libs/language/tracking-plan.js';
import type { Type } from '#libs/language/value.js';
import { eventCall, type ImportContext, personCall, type Row } from './to-call.js';

const place = { file: 'a.yaml', line: 1, column: 1 };
const planned = (types: Readonly<Record<string, Type>>): ReadonlyMap<string, PropertyPlan> =>
  new Map(Object.entries(types).map(([name, type]) => [name, { name, type, required: false, place }]));
const plan: TrackingPlan = {
  events: new Map([
    [
      'Demo Requested',
      {
        name: 'Demo Requested',
        properties: planned({ company_size: 'integer', budget: 'money' }),
        unplanned: 'keep',
        onViolation: 'flag',
        place,
      },
    ],
  ]),
  canonical: new Map([['demorequested', 'Demo Requested']]),
  person: planned({ seats: 'integer', zip: 'string', is_admin: 'boolean', renewed_at: 'timestamp' }),
  account: new Map(),
};
const json: ImportContext = { plan, computed: new Set(['touches']), isCsv: false };
const csv: ImportContext = { ...json, isCsv: true };

test('a person of an export is an identify call with the time it had, without what the workspace computes', () => {
  const row = {
    id: '7',
    user_id: 'u-1',
    email: 'Ana@Acme.test',
    name: 'Ana',
    time_zone: null,
    account_id: '3',
    traits: { role: 'admin', touches: 4 },
    first_seen_at: '2026-01-01T00:00:00Z',
    last_seen_at: '2026-03-02T09:00:00.000Z',
  };
  expect(personCall(row, json)).toEqual({
    type: 'identify',
    userId: 'u-1',
    traits: { name: 'Ana', role: 'admin', email: 'Ana@Acme.test' },
    context: { traits: { email: 'ana@acme.test' } },
    timestamp: '2026-03-02T09:00:00.000Z',
    messageId: expect.stringMatching(/^import:[0-9a-f]{32}$/),
  });
});

test('cells of a CSV are what the plan says of their column', () => {
  const row = { email: 'ana@acme.test', seats: '12', zip: '01234', is_admin: 'yes', renewed_at: '2026-03-02', Note: '5' };
  expect(personCall(row, csv)).toMatchObject({
    anonymousId: expect.stringMatching(/^import:/),
    traits: { seats: 12, zip: '01234', is_admin: true, renewed_at: '2026-03-02T00:00:00.000Z', Note: '5', email: 'ana@acme.test' },
  });
});

test('the same row is the same call each time, another row another, and who has only an address is one person', () => {
  const call = (row: Row) => personCall(row, json) as Row;
  const ana = call({ email: 'ana@acme.test', name: 'Ana' });
  expect(call({ email: 'ana@acme.test', name: 'Ana' })).toEqual(ana);
  const later = call({ email: 'ANA@acme.test', name: 'Ana T.' });
  expect(later['messageId']).not.toBe(ana['messageId']);
  expect(later['anonymousId']).toBe(ana['anonymousId']);
});

test.each<[Row, ImportContext, string, string]>([
  [{ name: 'Ana' }, json, 'email', 'one of them is needed'],
  [{ email: 'ana' }, json, 'email', 'no e-mail address'],
  [{ email: 'a@b.test', timestamp: 'lately' }, json, 'timestamp', 'no time like'],
  [{ email: 'a@b.test', seats: 'many' }, csv, 'seats', 'a whole number'],
  [{ email: 'a@b.test', seats: '1.5' }, csv, 'seats', 'a whole number'],
  [{ email: 'a@b.test', is_admin: 'perhaps' }, csv, 'is_admin', 'true or false'],
  [{ email: 'a@b.test', renewed_at: 'soon' }, csv, 'renewed_at', 'a time like'],
  [{ email: 'a@b.test', traits: 'x' }, json, 'traits', 'an object'],
  [{ user_id: 'x'.repeat(501) }, json, 'userId', 'longer than'],
  [{ user_id: 'x', note: 'y'.repeat(33_000) }, json, 'line', 'over 32 KB'],
])('person %j is rejected with the field', (row, context, field, why) => {
  expect(personCall(row, context)).toEqual({ field, why: expect.stringContaining(why) });
});

const at = { timestamp: '2026-03-02T09:00:00Z' };

test('an event of an export is sent as it was said', () => {
  const line = {
    type: 'page',
    anonymousId: 'a',
    messageId: 'm',
    timestamp: '2026-03-02T09:00:00.000Z',
    properties: { path: '/' },
    context: { groupId: 'g' },
  };
  expect(eventCall(line, json)).toEqual(line);
});

test('an event of a CSV has its properties by name, as the plan has them', () => {
  const row = { event: 'demo_requested', email: 'ana@acme.test', ...at, 'properties.company_size': '250', properties: '{"source":"fair"}' };
  expect(eventCall(row, csv)).toMatchObject({
    type: 'track',
    event: 'demo_requested',
    properties: { company_size: 250, source: 'fair' },
    context: { traits: { email: 'ana@acme.test' } },
    timestamp: '2026-03-02T09:00:00.000Z',
  });
});

test.each<[Row, string, string]>([
  [{ event: 'Demo Requested', user_id: 'u' }, 'timestamp', 'would have happened now'],
  [{ user_id: 'u', ...at }, 'event', 'required'],
  [{ type: 'delete', user_id: 'u', ...at }, 'type', 'must be track'],
  [{ event: 'Demo Requested', ...at }, 'email', 'one of them is needed'],
  [{ event: 'Demo Requested', user_id: 'u', ...at, 'properties.company_size': 'big' }, 'properties.company_size', 'a whole number'],
  [{ event: 'Demo Requested', user_id: 'u', ...at, 'properties.budget': '5 usd' }, 'properties.budget', '{"amount": 5000'],
  [{ event: 'Demo Requested', user_id: 'u', ...at, properties: 'x' }, 'properties', 'an object'],
  [{ type: 'group', user_id: 'u', ...at }, 'groupId', 'required'],
])('event %j is rejected with the field', (row, field, why) => {
  expect(eventCall(row, csv)).toEqual({ field, why: expect.stringContaining(why) });
});
