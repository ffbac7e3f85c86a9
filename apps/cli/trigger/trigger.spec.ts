import { expect, test } from '@jest/globals';
import type { EventPlan, PropertyPlan } from '#libs/language/tracking-plan.js';
import { sources } from '#libs/connectors/registry.js';
import { chooseSource } from './choose-source.js';
import { sampleProperties } from './sample-properties.js';
import { BadPath, setAt } from './set-at.js';

const body = { id: 'evt_1', data: { object: { amount_paid: 9900, lines: [{ amount: 1 }, { amount: 2 }] } } };

test.each([
  ['data.object.amount_paid=5000', ['data', 'object', 'amount_paid'], 5000, false],
  ['data.object.currency=eur', ['data', 'object', 'currency'], 'eur', true],
  ['data.object.lines.1.amount=7', ['data', 'object', 'lines', '1', 'amount'], 7, false],
  ['data.object.lines.2={"amount":3}', ['data', 'object', 'lines', '2', 'amount'], 3, true],
  ['note=a=b', ['note'], 'a=b', true],
  ['id=null', ['id'], null, false],
])('--set %s puts the value there and says whether that is new', (assignment, path, value, isNew) => {
  const set = setAt(body, assignment);
  expect(path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], set.document)).toEqual(value);
  expect(set.isNew).toBe(isNew);
  expect(body.data.object.amount_paid).toBe(9900);
});

test.each(['amount', '=5', 'a..b=1', '__proto__.x=1', 'data.object.lines.9.amount=1', 'data.object.lines.x=1'])(
  '--set %s is refused with what it takes',
  (assignment) => expect(() => setAt(body, assignment)).toThrow(BadPath),
);

test('a name goes to the vendor that says it, any other is tracked', () => {
  const source = (name: string) => {
    const chosen = chooseSource(name, sources);
    return typeof chosen === 'string' ? chosen : chosen.source;
  };
  expect(source('stripe.invoice_paid')).toBe('stripe');
  expect(source('calendly.booked')).toBe('calendly');
  expect(source('page')).toBe('segment');
  expect(source('Demo Requested')).toBe('segment');
  expect(source('gong.call_held')).toBe('segment');
  expect(source('stripe.invoice_payed')).toContain('did you mean stripe.invoice_paid?');
  expect(source('email.replied')).toContain('Millrace itself');
});

test('properties of a planned event keep to the plan', () => {
  const place = { file: 'a.yaml', line: 1, column: 1, length: 1 };
  const properties: PropertyPlan[] = [
    { name: 'company_size', type: 'integer', required: true, min: 50, place },
    { name: 'seats', type: 'number', required: false, max: 5, place },
    { name: 'platform', type: 'string', required: false, oneOf: ['shopify', 'other'], place },
    { name: 'budget', type: 'money', required: false, place },
    { name: 'at', type: 'timestamp', required: false, place },
    { name: 'tags', type: { list: 'string' }, required: false, place },
  ];
  const plan: EventPlan = {
    name: 'Demo Requested',
    properties: new Map(properties.map((property) => [property.name, property])),
    unplanned: 'keep',
    onViolation: 'flag',
    place,
  };
  expect(sampleProperties(plan, 1_796_083_200_000)).toEqual({
    company_size: 50,
    seats: 5,
    platform: 'shopify',
    budget: { amount: 9900, currency: 'usd' },
    at: '2026-12-01T00:00:00.000Z',
    tags: ['tags'],
  });
  expect(sampleProperties(undefined, 0)).toEqual({});
});
