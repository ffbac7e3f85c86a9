// Promise 16: calls to addresses that users configure open only to public addresses, checked after resolution and pinned; no redirects.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress, openPublicHttp } from './public-http.client.js';
import { understandEnrichment } from './understand-enrichment.js';

let server: Server;
let port = 0;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url} ${request.headers['x-key'] ?? '-'}`);
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else if (request.url === '/large') response.end('x'.repeat(300_000));
    else response.end('{"size":3}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const at = (address: string) => Promise.resolve([{ address, family: 4 }]);
const loopback = () => openPublicHttp({ allowed: ['127.0.0.1'], resolve: () => at('127.0.0.1') });

describe('promise 16: an address that a user configured', () => {
  test.each([
    ['8.8.8.8', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['2606:4700::1111', true],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['ff02::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['nonsense', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://user:x@8.8.8.8/',
    'nonsense',
  ])('%s is not asked', async (url) => {
    expect(await openPublicHttp().get(url, {})).toMatchObject({ kind: 'refused' });
  });

  test('a name that leads to a private address is not asked, nor one that leads to both', async () => {
    const both = openPublicHttp({ resolve: async () => [...(await at('8.8.8.8')), ...(await at('10.0.0.1'))] });
    expect(await openPublicHttp({ resolve: () => at('10.0.0.1') }).get('https://api.example.com/', {})).toEqual({
      kind: 'refused',
      reason: 'api.example.com is not a public address',
    });
    expect(await both.get('https://api.example.com/', {})).toMatchObject({ kind: 'refused' });
  });

  test('a name that is not found is tried again', async () => {
    const gone = openPublicHttp({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    expect(await gone.get('https://gone.example.com/', {})).toEqual({ kind: 'lost', reason: 'gone.example.com was not found (ENOTFOUND)' });
  });

  test('is asked at just the address that was checked, whatever its name would resolve to a moment later', async () => {
    const answer = await loopback().get(`http://api.example.invalid:${port}/a?d=1`, { 'x-key': 'k' });
    expect(answer).toMatchObject({ kind: 'answered', status: 200, text: '{"size":3}' });
    expect(asked.at(-1)).toBe(`api.example.invalid:${port} /a?d=1 k`);
  });

  test('http is not taken but for the test’s own machine', async () => {
    expect(await openPublicHttp({ resolve: () => at('8.8.8.8') }).get('http://api.example.com/', {})).toMatchObject({ kind: 'refused' });
  });

  test('a redirect is not followed', async () => {
    const before = asked.length;
    expect(await loopback().get(`http://api.example.invalid:${port}/away`, {})).toMatchObject({ kind: 'answered', status: 302 });
    expect(asked).toHaveLength(before + 1);
    expect(understandEnrichment(302, '', undefined)).toMatchObject({ kind: 'failed' });
  });

  test('an answer of more than 256 KB is given up', async () => {
    expect((await loopback().get(`http://api.example.invalid:${port}/large`, {})).kind).not.toBe('answered');
  });
});

test.each([
  [200, '{"a":1}', undefined, { kind: 'known', json: { a: 1 } }],
  [404, 'not found', undefined, { kind: 'known', json: {} }],
  [429, '', '9', { kind: 'retry', after: 9000 }],
  [503, '', undefined, { kind: 'retry' }],
  [401, '', undefined, { kind: 'failed' }],
  [200, '<html>', undefined, { kind: 'failed', reason: 'its answer is no JSON' }],
])('an answer with %i and %j means', (status, text, retryAfter, meaning) => {
  expect(understandEnrichment(status, text, retryAfter)).toMatchObject(meaning);
});
