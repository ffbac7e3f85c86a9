import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { bools, byteas, float8s, int2s, int4s, int8s, jsons, texts, timestamps, uuids } from './columns.js';

const database = useDatabase();

async function readBack(type: string, column: Buffer): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ value: unknown }>(
    `select value from unnest($1::${type}[]) with ordinality as t (value, n) order by n`,
    [column],
  );
  return rows.map(({ value }) => value);
}

test.each([
  ['int2', int2s([0, -1, 32767, -32768, null]), [0, -1, 32767, -32768, null]],
  ['int4', int4s([0, -1, 2147483647, -2147483648, null]), [0, -1, 2147483647, -2147483648, null]],
  [
    'int8',
    int8s([
      '0',
      '-1',
      '9223372036854775807',
      '-9223372036854775808',
      4294967296,
      -4294967297,
      5n,
      null,
      '999999999999999',
      '-99999999999999',
    ]),
    [
      '0',
      '-1',
      '9223372036854775807',
      '-9223372036854775808',
      '4294967296',
      '-4294967297',
      '5',
      null,
      '999999999999999',
      '-99999999999999',
    ],
  ],
  ['float8', float8s([0, -0.5, 1e300, Infinity, null]), [0, -0.5, 1e300, Infinity, null]],
  ['bool', bools([true, false, null]), [true, false, null]],
  ['text', texts(['', 'a', 'ü€😀', null, '\ud800']), ['', 'a', 'ü€😀', null, '\ufffd']],
  ['bytea', byteas([Buffer.from([0, 255]), Buffer.alloc(0), null]), [Buffer.from([0, 255]), Buffer.alloc(0), null]],
  ['jsonb', jsons(['{"a": [1, null]}', '"ü"', 'null', null]), [{ a: [1, null] }, 'ü', null, null]],
  [
    'uuid',
    uuids(['00112233-4455-6677-8899-aabbccddeeff', Buffer.alloc(16, 1), null]),
    ['00112233-4455-6677-8899-aabbccddeeff', '01010101-0101-0101-0101-010101010101', null],
  ],
])('a column of %s reads back as it was', async (type, column, expected) => {
  expect(await readBack(type, column)).toEqual(expected);
});

test('a column of times keeps milliseconds, before 2000 too', async () => {
  const times = [0, 946684799999, 1796083200123, -1, null];
  const read = await readBack('timestamptz', timestamps(times));
  expect(read.map((time) => (time === null ? null : (time as Date).getTime()))).toEqual(times);
});

test('empty columns are empty arrays', async () => {
  for (const [type, column] of [
    ['int8', int8s([])],
    ['text', texts([])],
    ['bytea', byteas([])],
  ] as const)
    expect(await readBack(type, column)).toEqual([]);
});

test('a wrong value is refused before it is sent', () => {
  expect(() => uuids(['nonsense'])).toThrow('`nonsense` is not a uuid');
  expect(() => uuids([new Uint8Array(3)])).toThrow('16 bytes');
  expect(() => timestamps([Number.NaN])).toThrow('NaN is not a time');
  expect(() => int4s([2147483648])).toThrow('out of range');
  expect(() => int8s(['x'])).toThrow('BigInt');
});

test('any texts, ids and bytes read back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')))), async (values) => {
      expect(await readBack('text', texts(values))).toEqual(values);
    }),
    { numRuns: 30 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String))), async (values) => {
      expect(await readBack('int8', int8s(values))).toEqual(values);
    }),
    { numRuns: 30 },
  );
});
