// What “Copy as test” copies: a test that parses and says what came, whatever stands in the fact.

import { expect, test } from '@jest/globals';
import type { Fact } from '#libs/language/fact.js';
import { parseTestFile } from '#libs/language/test-file.js';
import { testOf } from './test-of.js';

const at = Date.UTC(2026, 2, 2, 14);
const fact = (change: Partial<Fact>): Fact => ({
  kind: 'event',
  name: 'Demo Requested',
  at,
  person: { email: 'ana@acme.test' },
  account: {},
  properties: {},
  personTraits: {},
  accountTraits: {},
  ...change,
});

test.each<[string, Partial<Fact>]>([
  ['a plain fact', { properties: { company_size: 1200, amount: { amount: 5, currency: 'usd' }, tags: ['a', 'b'] } }],
  ['hostile text', { name: '{{x}}: "#- y', properties: { note: '- a: b\n# c \'"', 'key: odd': 'yes' } }],
  ['text that looks like something else', { properties: { a: 'true', b: '007', c: 'null', d: '' } }],
  ['a page without a person', { kind: 'page', name: 'page', person: { anonymousId: 'anon-1' } }],
  ['traits and an account', { personTraits: { lifecycle: 'lead' }, account: { domain: 'acme.test' } }],
])('%s parses to what came', (_, change) => {
  const given = fact(change);
  const { test: read, problems } = parseTestFile({ path: 'workflows/x.test.yaml', text: testOf(given)! });
  expect(problems).toEqual([]);
  expect(read!.timeline[0]).toMatchObject({
    at,
    event: given.name,
    person: given.person,
    ...(Object.keys(given.properties).length > 0 && { properties: given.properties }),
  });
});

test.each(['identify', 'group', 'alias', 'answer'] as const)('%s is no moment of a test', (kind) => {
  expect(testOf(fact({ kind, name: kind }))).toBeNull();
});
