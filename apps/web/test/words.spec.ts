import { expect, test } from '@jest/globals';
import { sayChange } from '../words.js';

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
