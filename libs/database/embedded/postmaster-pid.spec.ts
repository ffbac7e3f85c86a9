import { expect, test } from '@jest/globals';
import { parsePostmasterPid } from './postmaster-pid.js';
import { serverFlags } from './server-flags.js';

test.each([
  ['4711\n/data\n1796083200\n5433\n\n127.0.0.1\n  5432001    12\nready   \n', { pid: 4711, port: 5433, isReady: true }],
  ['4711\n/data\n1796083200\n5433\n\n127.0.0.1\n  5432001    12\nstarting\n', { pid: 4711, port: 5433, isReady: false }],
  ['4711\n/data\n', { pid: 4711, port: undefined, isReady: false }],
  ['', undefined],
  ['garbage', undefined],
  ['-1\n', undefined],
])('%j is read as %j', (text, expected) => {
  expect(parsePostmasterPid(text)).toEqual(expected);
});

test.each([
  [512 * 2 ** 20, '64MB'],
  [4 * 2 ** 30, '512MB'],
  [64 * 2 ** 30, '1024MB'],
])('of %d bytes of memory an eighth is shared, up to a gigabyte', (memory, shared) => {
  expect(serverFlags(memory)).toMatchObject({ shared_buffers: shared });
});
