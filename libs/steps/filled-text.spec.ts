import { describe, expect, test } from '@jest/globals';
import { ExactNumber } from '#libs/language/json.js';
import { decide, facts, problemsOf, type Given } from './step.fixture.js';

/** @param text as in a quoted YAML text */
function said(text: string, given: Given['scope'] = {}): unknown {
  return decide(`notify: { channel: sales, text: "${text}" }`, { scope: given }).deliveries?.[0]?.payload['text'];
}

describe('a text with values in it', () => {
  test.each([
    ['without values', 'Hello', {}, 'Hello'],
    ['a text', 'Call ${{ person.name }}!', { person: facts({ name: 'Ana' }) }, 'Call Ana!'],
    [
      'several, close together',
      '${{person.name}}${{ person.email }}',
      { person: facts({ name: 'Ana', email: 'a@b.test' }) },
      'Anaa@b.test',
    ],
    ['unknown: a dash', 'Call ${{ person.name }}!', {}, 'Call –!'],
    ['a number with thousands', '${{ account.people * 1000 }}', { account: facts({ people: 12 }) }, '12,000'],
    ['true and false', '${{ account.people > 5 }}', { account: facts({ people: 12 }) }, 'true'],
    ['money in its currency', '${{ account.mrr }}', { account: facts({}, { mrr: { amount: 123_450, currency: 'eur' } }) }, '€1,234.50'],
    ['money without minor units', '${{ account.mrr }}', { account: facts({}, { mrr: { amount: 5000, currency: 'jpy' } }) }, '¥5,000'],
    ['money in what is no currency', '${{ account.mrr }}', { account: facts({}, { mrr: { amount: 5, currency: 'points' } }) }, '5 points'],
    [
      'a time in the workspace’s zone',
      '${{ account.first_seen_at }}',
      { account: facts({ first_seen_at: Date.UTC(2026, 6, 1, 22, 30) }) },
      '2026-07-02 00:30',
    ],
    ['a time between two milliseconds', '${{ account.first_seen_at }}', { account: facts({ first_seen_at: 0.5 }) }, '1970-01-01 01:00'],
    ['a time beyond any calendar', '${{ account.first_seen_at }}', { account: facts({ first_seen_at: 1e20 }) }, '–'],
    ['a list', '${{ account.shops }}', { account: facts({}, { shops: ['a', 'b'] }) }, '["a","b"]'],
  ])('%s', (_title, text, scope, expected) => {
    expect(said(text, scope)).toBe(expected);
  });

  test('a number that a double cannot hold shows its own digits', () => {
    const seats = new ExactNumber('90071992547409931234') as unknown as number;
    expect(said('${{ account.employees }}', { account: facts({}, { employees: seats }) })).toBe('90071992547409931234');
  });

  test('promise 15: what stands in a value is not read as a template', () => {
    expect(said('${{ person.name }}', { person: facts({ name: '${{ person.email }}', email: 'a@b.test' }) })).toBe('${{ person.email }}');
  });

  test.each([
    ['notify: { channel: x, text: "Call ${{ person.nmae }}" }', 'E104 6:49 person has no trait "nmae" (did you mean "name"? (string))'],
    [
      'notify: { channel: x, text: "Call ${{ person.name }" }',
      'E101 6:33 "text" has a "{{" that is not filled in (write values as ${{ person.name }})',
    ],
  ])('a mistake in it is shown where it stands: %s', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });
});
