import { expect, test } from '@jest/globals';
import { sayChange, sayFieldValue } from '../words.js';

test.each([
  ['"new" → "won"', 'new → won'],
  ['null → "leo"', '– → leo'],
  ['null → {"amount": 1440000, "currency": "usd"}', /^– → .*14,400/],
  ['"a → b" → "null"', 'a → b → null'],
  ['12 → 40', '12 → 40'],
  ['no change at all', 'no change at all'],
])('a change %s is said in words', (change, said) => {
  expect(sayChange(change)).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
});

test('a field says what it means: a stage and a tier by name, an instant as time, an owner by the name of the rep', () => {
  const nameOf = (rep: string) => ({ nina: 'Nina Berg' })[rep] ?? rep;
  expect(sayFieldValue('stage', 'demo_scheduled')).toBe('Demo scheduled');
  expect(sayFieldValue('tier', 'self_serve')).toBe('Self serve');
  expect(sayFieldValue('owner', 'nina', nameOf)).toBe('Nina Berg');
  expect(sayFieldValue('owner', null, nameOf)).toBe('–');
  expect(sayFieldValue('closed_at', Date.UTC(2026, 2, 2, 12))).toMatch(/2026/);
  expect(sayFieldValue('traits.plan', 'pro_plus')).toBe('pro_plus');
  expect(sayChange('"trial" → "won"', 'stage')).toBe('Trial → Won');
});
