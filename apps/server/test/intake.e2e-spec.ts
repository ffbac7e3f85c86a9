import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Agent, createServer, request as send, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { InboxItem } from '#libs/connectors/contract.js';
import { sources } from '#libs/connectors/registry.js';
import { IntakeUnavailable } from '#libs/intake/append.service.js';
import { openDoors } from '../http/intake-doors.service.js';

const agent = new Agent({ keepAlive: false });
let server: Server;
let port = 0;
let appended: InboxItem[] = [];
let rejected: string[] = [];
let failure: Error | null = null;

beforeAll(async () => {
  const doors = openDoors({
    sources,
    secretsOf: () => [{ name: 'website', value: 'key' }],
    intake: {
      take: (items, _receivedAt, done) => {
        if (failure === null) appended.push(...(items as InboxItem[]));
        done(failure);
      },
    },
    rejections: { count: (source, reason) => rejected.push(`${source}: ${reason}`) },
    now: () => 1_796_083_200_000,
  });
  server = createServer((request, response) => {
    if (!doors(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  appended = [];
  rejected = [];
  failure = null;
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** `headers` as name, value, name, value: repeated ones too. */
function call(method: string, path: string, headers: string[], body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const pairs: Record<string, string | string[]> = {};
    for (let at = 0; at < headers.length; at += 2) {
      const known = pairs[headers[at]!];
      pairs[headers[at]!] = known === undefined ? headers[at + 1]! : [known, headers[at + 1]!].flat();
    }
    const outgoing = send({ host: '127.0.0.1', port, method, path, headers: pairs, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Bytes as they are; everything that comes back until the server closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.on('data', (part) => (said += part.toString()));
    socket.on('close', () => resolve(said));
    // The rest that nobody reads any more may be answered with a reset.
    socket.on('error', () => undefined);
    socket.write(bytes);
  });
}

const auth = ['authorization', `Basic ${Buffer.from('key:').toString('base64')}`];
const track = JSON.stringify({ userId: 'u', event: 'E', messageId: 'm' });

test.each([
  ['no content type', []],
  ['text/plain', ['content-type', 'text/plain']],
  ['a form', ['content-type', 'application/x-www-form-urlencoded']],
  ['nonsense', ['content-type', '§§ //;;']],
  ['two of them', ['content-type', 'application/json', 'content-type', 'text/html']],
])('JSON is taken whatever its content type says: %s', async (_name, headers) => {
  const answer = await call('POST', '/v1/track', [...auth, ...headers], track);
  expect(answer).toMatchObject({ status: 200, text: '{"success":true}' });
  expect(appended).toHaveLength(1);
});

test('a form with the JSON in `data`, plain or in base64, and gzip are unpacked', async () => {
  await call('POST', '/v1/t', auth, `data=${encodeURIComponent(track)}`);
  await call('POST', '/v1/t', auth, `data=${encodeURIComponent(Buffer.from(track).toString('base64'))}`);
  await call('POST', '/v1/t', [...auth, 'content-encoding', 'gzip'], gzipSync(track));
  expect(appended.map(({ body }) => body.toString())).toEqual(Array.from({ length: 3 }, () => track.replace('}', ',"type":"track"}')));
});

test('promise 14: what is too large, unpacked or not, is 413 and changes nothing', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
  expect((await call('POST', '/v1/track', [...auth, 'content-encoding', 'gzip'], bomb)).status).toBe(413);
  expect((await call('POST', '/v1/webhooks/stripe', [], Buffer.alloc(1_048_577, 32))).status).toBe(413);
  expect((await call('POST', '/v1/track', [...auth, 'content-encoding', 'gzip'], 'not gzip')).status).toBe(400);
  expect((await call('POST', '/v1/track', [...auth, 'content-encoding', 'br'], track)).status).toBe(415);
  expect(appended).toEqual([]);
  expect(rejected).toHaveLength(4);
});

test('promise 14: a body that is longer than it may be is refused before all of it has come, however it is sent', async () => {
  const told = await raw('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n{');
  expect(told).toMatch(/^HTTP\/1\.1 413 [^]*\{"success":false,"message":"body too large"\}$/);
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
  const untold = await raw(`POST /v1/track HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(17)}`);
  expect(untold).toMatch(/^HTTP\/1\.1 413 /);
  expect(appended).toEqual([]);
});

test('a sender that goes away before the end of its body changes nothing, and the next is served', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"userId":');
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.destroy();
  expect((await call('POST', '/v1/track', auth, track)).status).toBe(200);
  expect(appended).toHaveLength(1);
});

test('an empty body is a 4xx at every door', async () => {
  for (const source of sources)
    for (const path of source.paths) {
      const { status } = await call('POST', path, []);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
});

test('a repeated header reaches the source as it was sent', async () => {
  expect((await call('POST', '/v1/track', [...auth, ...auth, 'x-strict-mode', '1'], track)).status).toBe(401);
  expect(rejected).toEqual(['segment: unknown write key']);
});

test('browsers of any site may send, and read the answer', async () => {
  const asked = await call('OPTIONS', '/v1/t', ['origin', 'https://shop.test', 'access-control-request-method', 'POST']);
  expect(asked).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': '*' } });
  const { headers } = await call('POST', '/v1/t', [...auth, 'origin', 'https://shop.test'], track);
  expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('%s is 405 at every door', async (method) => {
  for (const path of sources.flatMap((source) => source.paths)) {
    const { status, headers } = await call(method, path, []);
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: expect.stringContaining('POST') });
  }
});

test('promise 20: overload is 503 with Retry-After, and nothing is counted as the sender’s fault', async () => {
  failure = new IntakeUnavailable('full', 1);
  expect(await call('POST', '/v1/track', auth, track)).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) } });
  failure = new Error('secret detail');
  const answer = await call('POST', '/v1/track', auth, track);
  expect(answer.status).toBe(503);
  expect(answer.text).not.toContain('secret');
  expect(rejected).toEqual([]);
});
