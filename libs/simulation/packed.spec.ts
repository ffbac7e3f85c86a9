import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson, stringifyJson } from '#libs/language/json.js';
import { Packer } from './packed.js';

test('whatever JSON can say comes back as it was', () => {
  const packer = new Packer();
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(packer.unpack(packer.pack(plain))).toEqual(plain);
    }),
  );
});

test('a name that is a member of every object is a member like others', () => {
  const value: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":1}');
  const packer = new Packer();
  expect(JSON.stringify(packer.unpack(packer.pack(value)))).toBe('{"__proto__":{"admin":true},"constructor":1}');
});

test('rows of one shape are shorter than as JSON', () => {
  const packer = new Packer();
  const row = { firstSeenAt: 1, lastSeenAt: 2, mergedInto: null, accountLink: { by: 'domain', at: 3 } };
  packer.pack(row);
  expect(packer.pack(row).length).toBeLessThan(JSON.stringify(row).length / 2);
});

test('a number keeps the digits that no double holds', () => {
  const text = '{"order":123456789012345678901234567890,"list":[0.1,12345678901234567]}';
  const packer = new Packer();
  expect(stringifyJson(packer.unpack(packer.pack(parseJson(text))))).toBe(text);
});

test('names that are data, as those of keys, are not kept for all: what is packed does not grow with them', () => {
  const packer = new Packer();
  const beside = (place: number) => ({ beside: { [`domain:company-${place}.test`]: place, gone: undefined } });
  const packed = Array.from({ length: 50 }, (_, place) => packer.pack(beside(place)));
  expect(packed.map((text) => packer.unpack(text))).toEqual(
    Array.from({ length: 50 }, (_, place) => ({ beside: { [`domain:company-${place}.test`]: place } })),
  );
  expect(packer.pack(beside(50))).toHaveLength(packer.pack(beside(10)).length);
});
