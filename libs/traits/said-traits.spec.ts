import { expect, test } from '@jest/globals';
import { ExactNumber } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import { cleanValue } from './clean-value.js';
import { mergeSaid, mostTraits, sayTrait, type TraitSubject } from './said-traits.js';

const subject = (): TraitSubject => ({ id: '1', traits: {}, memory: { said: {}, computed: {} } });

test('the last by its own time wins, however late it comes', () => {
  const one = subject();
  sayTrait(one, 'role', 'cto', 20, 'a');
  expect(sayTrait(one, 'role', 'intern', 10, 'a')).toEqual({ kind: 'kept', name: 'role' });
  expect(sayTrait(one, 'role', 'ceo', 30, 'a')).toEqual({ kind: 'changed', name: 'role', from: 'cto', to: 'ceo' });
  expect(one.traits).toEqual({ role: 'ceo' });
});

test.each([
  ['x', 'y'],
  [1, '1'],
  [
    { b: 1, a: 2 },
    { a: 2, b: 2 },
  ],
] as readonly (readonly [Value, Value])[])(
  '%j and %j of one instant end in one of them, in both orders and after a merge',
  (left, right) => {
    const say = (values: readonly Value[]) => {
      const one = subject();
      for (const value of values) sayTrait(one, 't', value, 5, 'a');
      return one;
    };
    const expected = say([left, right]).traits;
    expect(say([right, left]).traits).toEqual(expected);
    const kept = say([left]);
    mergeSaid(kept, say([right]));
    expect(kept.traits).toEqual(expected);
  },
);

test('what is too large, too deep or one too many is refused with a note', () => {
  const one = subject();
  expect(sayTrait(one, 'big', 'x'.repeat(11_000), 1, 'a')).toMatchObject({
    kind: 'refused',
    note: expect.stringContaining('larger than 10240 bytes'),
  });
  let deep: Value = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(sayTrait(one, 'deep', deep, 1, 'a')).toMatchObject({ kind: 'refused', note: expect.stringContaining('deeper than 50') });
  for (let n = 0; n < mostTraits; n += 1) expect(sayTrait(one, `t${n}`, n, 1, 'a').kind).toBe('changed');
  expect(sayTrait(one, 'more', 1, 1, 'a')).toMatchObject({ kind: 'refused', note: expect.stringContaining('one more than the 500') });
  expect(sayTrait(one, 't0', 'again', 2, 'a').kind).toBe('changed');
});

test('NUL and lone surrogates become U+FFFD, `__proto__` is a name, long numbers keep their digits', () => {
  expect(cleanValue({ 'a\0': ['x\ud800y', '😀'] })).toEqual({ 'a\ufffd': ['x\ufffdy', '😀'] });
  const one = subject();
  sayTrait(one, '__proto__', { polluted: true }, 1, 'a');
  sayTrait(one, 'constructor', 'mine', 1, 'a');
  expect(JSON.stringify(one.traits)).toBe('{"__proto__":{"polluted":true},"constructor":"mine"}');
  const long = new ExactNumber('123456789012345678901234567890') as unknown as Value;
  expect(cleanValue(long)).toBe(long);
  expect(cleanValue(new ExactNumber('1e999999') as unknown as Value)).toBe('1e999999');
});
