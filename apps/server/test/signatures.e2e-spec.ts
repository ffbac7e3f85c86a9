// A webhook counts only with the vendor's signature over its very bytes: every change of either is refused.

import { describe, expect, test } from '@jest/globals';
import { calendlySecret, signers, stripeSecret, timed, useServer } from './server.fixture.js';

const server = useServer();

describe('signatures', () => {
  const created = Math.floor(Date.now() / 1000);
  const cases = {
    stripe: JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'customer.created',
      created,
      data: { object: { id: 'cus_1', object: 'customer' } },
    }),
    calendly: JSON.stringify({ event: 'invitee.created', created_at: '2026-11-24T02:00:00Z', payload: { uri: 'x/1', email: 'a@b.test' } }),
  };

  test.each(['stripe', 'calendly'] as const)(
    'promise 14: a signature of %s that was changed anywhere lets nothing in',
    async (vendor) => {
      const body = cases[vendor];
      const [name, header] = signers[vendor](body);
      const path = `/v1/webhooks/${vendor}`;
      const swap = (text: string, at: number, to: string) => text.slice(0, at) + to + text.slice(at + 1);
      const changed = Array.from(header).flatMap((letter, at) => [
        swap(header, at, letter === '0' ? '1' : '0'),
        swap(header, at, ''),
        swap(header, at, letter + letter),
        ...(/[a-f]/.test(letter) ? [swap(header, at, letter.toUpperCase())] : []),
      ]);
      const stamp = Math.floor(Date.now() / 1000);
      const secret = vendor === 'stripe' ? stripeSecret : calendlySecret;
      const signed = [timed(body, `${secret} `), timed(body, ''), timed(body, secret, stamp - 3600), timed(body, secret, stamp + 3600)];
      const letIn: string[] = [];
      for (const wrong of [...changed, ...signed, '', header.replace('v1', 'v0'), header.replace(/^t=\d+/, 't=-1')]) {
        const { status } = await server.call('POST', path, [name, wrong], body);
        if (status < 400 || status >= 500) letIn.push(`${wrong}: ${status}`);
      }
      for (const other of [`${body} `, body.replace('1', '2'), '']) {
        const { status } = await server.call('POST', path, [name, header], other);
        if (status < 400 || status >= 500) letIn.push(`${other}: ${status}`);
      }
      expect(letIn).toEqual([]);
      expect((await server.call('POST', path, [name, header, name, header], body)).status).toBe(401);
      expect(await server.drain()).toMatchObject({ accepted: 0 });
      expect((await server.call('POST', path, [name, header], body)).status).toBe(200);
      expect(await server.drain()).toMatchObject({ accepted: 1, done: 1, rejected: expect.any(Number) });
    },
    60_000,
  );
});
