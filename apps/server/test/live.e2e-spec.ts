// What an open page is told, and what it is told when it comes back.

import { afterEach, describe, expect, test } from '@jest/globals';
import { get, type IncomingMessage } from 'node:http';
import { useServer } from './server.fixture.js';

const server = useServer();
const streams: IncomingMessage[] = [];
afterEach(() => streams.splice(0).forEach((stream) => stream.destroy()));

interface Open {
  readonly next: () => Promise<{ id: string; event: string; data: string }>;
}

function open(lastId?: string): Promise<Open> {
  const { port } = server.app.getHttpServer().address() as { port: number };
  return new Promise((resolve) => {
    get(
      {
        host: '127.0.0.1',
        port,
        path: '/api/live',
        headers: {
          authorization: `Bearer ${server.key}`,
          accept: 'text/event-stream',
          ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
        },
      },
      (stream) => {
        streams.push(stream);
        let text = '';
        const waiting: (() => void)[] = [];
        stream.on('data', (part: Buffer) => {
          text += part.toString();
          waiting.splice(0).forEach((call) => call());
        });
        stream.on('error', () => undefined);
        const next: Open['next'] = async () => {
          for (;;) {
            const found = /id: (.*)\nevent: (.*)\ndata: (.*)\n\n/.exec(text);
            if (found !== null) {
              text = text.slice(found.index + found[0].length);
              return { id: found[1]!, event: found[2]!, data: found[3]! };
            }
            await new Promise<void>((call) => waiting.push(call));
          }
        };
        resolve({ next });
      },
    );
  });
}

const demo = async (user: string, site: string) => {
  await server.track('identify', { userId: user, traits: { email: `${user}@${site}` } });
  await server.track('track', {
    userId: user,
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify', website: site },
  });
};

test('a changed deal is told by its id once it is committed; who comes back is told what it missed', async () => {
  await server.loops();
  const page = await open();
  expect(await page.next()).toMatchObject({ event: 'reset' });
  await demo('u1', 'acme.test');
  await server.drain();
  const told = await page.next();
  const { body } = await server.get('/api/board?pipeline=new-business');
  const [card] = body['data'] as { id: string }[];
  expect(told).toMatchObject({ event: 'deals', data: JSON.stringify({ ids: [card!.id] }) });
  expect(card).toMatchObject({ stage: 'qualified', tier: 'enterprise', moved: { by: 'workflow' } });
  await demo('u2', 'other.test');
  await server.drain();
  expect((await (await open(told.id)).next()).event).toBe('deals');
});

test('who comes back with what this process does not know reads anew', async () => {
  expect((await (await open('elsewhere-7')).next()).event).toBe('reset');
});

describe('who comes back with Last-Event-ID', () => {
  /** As the deals' own transactions tell it. */
  const change = (...ids: readonly number[]) => server.pool.query(`select pg_notify('deal', $1)`, [ids.join(',')]);
  const told = ({ event, data }: { event: string; data: string }) => `${event} ${data}`;

  test('is told exactly what it missed, in its order and once', async () => {
    const before = await open();
    await before.next();
    await change(1);
    const last = await before.next();
    expect(told(last)).toBe('deals {"ids":["1"]}');
    streams.splice(0).forEach((stream) => stream.destroy());
    await change(2);
    await change(3, 4);
    // Another page has heard both: what comes next is new to the one that is back.
    const other = await open(last.id);
    for (const missed of ['deals {"ids":["2"]}', 'deals {"ids":["3","4"]}']) expect(told(await other.next())).toBe(missed);
    const back = await open(last.id);
    const missed = [await back.next(), await back.next()];
    expect(missed.map(told)).toEqual(['deals {"ids":["2"]}', 'deals {"ids":["3","4"]}']);
    await change(5);
    expect(told(await back.next())).toBe('deals {"ids":["5"]}');
    // With the newest id nothing was missed.
    const newest = await open((await other.next()).id);
    await change(6);
    expect(told(await newest.next())).toBe('deals {"ids":["6"]}');
  });

  test('and has missed more than is remembered is told to read anew', async () => {
    const before = await open();
    await before.next();
    await change(1);
    const last = await before.next();
    await server.pool.query(`select pg_notify('deal', i::text) from generate_series(1, 1001) i`);
    while (told(await before.next()) !== 'deals {"ids":["1001"]}');
    const back = await open(last.id);
    const reset = await back.next();
    expect(told(reset)).toBe('reset {}');
    // From there on it goes on as ever.
    await change(7);
    expect(told(await back.next())).toBe('deals {"ids":["7"]}');
    expect(told(await (await open(reset.id)).next())).toBe('deals {"ids":["7"]}');
  });
});
