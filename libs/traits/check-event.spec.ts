import { expect, test } from '@jest/globals';
import { foldName } from '#libs/language/fold-name.js';
import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { EventPlan, PropertyPlan, TrackingPlan } from '#libs/language/tracking-plan.js';
import { checkEvent } from './check-event.js';

const place = { file: 'tracking-plan/demo-requested.yaml', line: 1, column: 1 };
const property = (name: string, rest: Partial<PropertyPlan>): [string, PropertyPlan] => [
  name,
  { name, type: 'string', required: false, place, ...rest },
];
const properties = new Map([
  property('company_size', { type: 'integer', required: true, min: 1, max: 1e6 }),
  property('platform', { oneOf: ['shopify', 'other'] }),
  property('budget', { type: 'money' }),
  property('starts_at', { type: 'timestamp' }),
]);
const demo: EventPlan = { name: 'Demo Requested', owner: 'growth@acme.test', properties, unplanned: 'keep', onViolation: 'flag', place };
const planOf = (event: EventPlan): TrackingPlan => ({
  events: new Map([[event.name, event]]),
  canonical: new Map([event.name, 'Book Demo'].map((name) => [foldName(name), event.name])),
  person: new Map([property('role', {})]),
  account: new Map(),
});
const fact = (name: string, sent: Record<string, Value>): Fact => ({
  kind: 'event',
  name,
  at: 0,
  person: {},
  account: {},
  properties: sent,
  personTraits: {},
  accountTraits: {},
});

test.each(['Demo Requested', 'demo_requested', 'demoRequested', 'DEMO-REQUESTED', 'book demo'])('%s is the planned event', (name) => {
  expect(checkEvent(planOf(demo), fact(name, { company_size: 5 }))).toMatchObject({
    name: 'Demo Requested',
    verdict: 'used',
    violations: [],
  });
});

test('keys match without regard to case, spaces, hyphens and underscores; one_of takes another case', () => {
  const checked = checkEvent(planOf(demo), fact('Demo Requested', { companySize: 5, Platform: 'Shopify', other: 1 }));
  expect(checked).toMatchObject({ properties: { company_size: 5, platform: 'shopify', other: 1 }, violations: [] });
});

test.each([
  [{}, 'company_size', 'required'],
  [{ company_size: null }, 'company_size', 'required'],
  [{ company_size: '1200' }, 'company_size', 'type'],
  [{ company_size: 1.5 }, 'company_size', 'type'],
  [{ company_size: 0 }, 'company_size', 'min'],
  [{ company_size: 1e7 }, 'company_size', 'max'],
  [{ company_size: 5, platform: 'woo' }, 'platform', 'one_of'],
  [{ company_size: 5, budget: { amount: 1.5, currency: 'usd' } }, 'budget', 'type'],
  [{ company_size: 5, starts_at: '2026-13-40T00:00:00Z' }, 'starts_at', 'type'],
] as const)('%j: %s breaks the plan (%s), is flagged and kept as it was sent', (sent, name, problem) => {
  const checked = checkEvent(planOf(demo), fact('Demo Requested', sent));
  expect(checked.violations).toEqual([{ event: 'Demo Requested', property: name, problem, owner: 'growth@acme.test' }]);
  expect(checked.verdict).toBe('used');
  expect(checked.properties).toEqual(sent);
  expect(checked.notes).toHaveLength(1);
});

test('times become epoch milliseconds and currencies lower case', () => {
  const { properties: read } = checkEvent(
    planOf(demo),
    fact('Demo Requested', { company_size: 1, starts_at: '2026-03-02T09:00:00-05:00', budget: { amount: 5, currency: 'USD' } }),
  );
  expect(read).toMatchObject({ starts_at: 1772460000000, budget: { amount: 5, currency: 'usd' } });
});

test('a plan can block, and can drop what is not planned', () => {
  const strict = planOf({ ...demo, onViolation: 'block', unplanned: 'drop' });
  expect(checkEvent(strict, fact('Demo Requested', {})).verdict).toBe('blocked');
  expect(checkEvent(strict, fact('Demo Requested', { company_size: 1, secret: 2 })).properties).toEqual({ company_size: 1 });
});

test('an unknown event is flagged, never lost; what built-in sources report is known', () => {
  expect(checkEvent(planOf(demo), fact('Signed In', { a: 1 }))).toMatchObject({
    name: 'Signed In',
    verdict: 'unplanned',
    properties: { a: 1 },
    violations: [{ problem: 'unknown_event' }],
  });
  expect(checkEvent(planOf(demo), fact('stripe.invoice_paid', {})).verdict).toBe('used');
  expect(checkEvent(planOf(demo), fact('constructor', {})).verdict).toBe('unplanned');
});

test('`__proto__` and `constructor` are properties like any other', () => {
  const sent = JSON.parse('{"company_size":1,"__proto__":{"polluted":true},"constructor":2}') as Record<string, Value>;
  const { properties: read } = checkEvent(planOf(demo), fact('Demo Requested', sent));
  expect(JSON.stringify(read)).toBe(JSON.stringify(sent));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
