import { describe, expect, test } from '@jest/globals';
import type { Fact } from '#libs/language/fact.js';
import { stringifyJson } from '#libs/language/json.js';
import type { InboxItem, Received } from '../contract.js';
import { segmentSource } from './segment.source.js';
import { understandSegment } from './understand-segment.js';

const now = 1_796_083_200_000;
const auth = { authorization: [`Basic ${Buffer.from('wk:').toString('base64')}`] };

function receive(path: string, body: unknown, headers: Record<string, readonly string[]> = auth): Received {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return segmentSource.receive(
    { method: 'POST', url: `/v1/${path}`, headers, body: Buffer.from(text), params: {} },
    { now, secrets: [{ name: 'website', value: 'wk' }] },
  );
}

function items(received: Received): readonly InboxItem[] {
  if (received.kind !== 'accepted') throw new Error(received.reason);
  return received.items;
}

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);
const strict = { ...auth, 'x-strict-mode': ['1'] };
const fact = (message: object, receivedAt = now): Fact => understandSegment(JSON.stringify(message), receivedAt)[0]!;

describe('receive', () => {
  test.each([
    ['track', 'track'],
    ['t', 'track'],
    ['identify', 'identify'],
    ['i', 'identify'],
    ['page', 'page'],
    ['p', 'page'],
    ['screen', 'screen'],
    ['s', 'screen'],
    ['group', 'group'],
    ['g', 'group'],
    ['alias', 'alias'],
    ['a', 'alias'],
  ])('/v1/%s is a %s call', (path, type) => {
    const [item] = items(receive(path, { userId: 'u', event: 'E', groupId: 'g', previousId: 'p', type: 'something else' }));
    expect(JSON.parse(item!.body.toString())).toMatchObject({ type });
  });

  test('numbers, duplicate keys, NUL and lone surrogates are kept as they were sent', () => {
    const body =
      '{"userId":"u","event":"E","properties":{"a":1e400,"b":12345678901234567890,"b":1.0,"c":"\\u0000\\ud800","__proto__":{"x":1}}}';
    expect(items(receive('track', body))[0]!.body.toString()).toBe(body.slice(0, -1) + ',"type":"track"}');
    const batch = `{"batch":[${body.slice(0, -1)},"type":"track"}]}`;
    const [item] = items(receive('batch', batch));
    expect(item!.body.toString()).toContain('"a":1e400');
    expect(item!.body.toString()).toContain('"c":"\\u0000\\ud800","__proto__":{"x":1}');
  });

  test('the write key may stand in the body and is not kept', () => {
    const [item] = items(receive('track', { userId: 'u', event: 'E', writeKey: 'wk' }, {}));
    expect(item).toMatchObject({ source: 'segment:website', subjectKey: 'user:u' });
    expect(item!.body.toString()).not.toContain('wk');
    expect(
      items(receive('batch', { writeKey: 'wk', batch: [{ type: 'page', anonymousId: 'a', writeKey: 'wk' }] }, {}))[0]!.body.toString(),
    ).not.toContain('wk');
  });

  test('one message id is one fact, however it is sent', () => {
    const message = { userId: 'u', event: 'E', messageId: 'm' };
    const [one] = items(receive('track', message));
    const [two] = items(receive('batch', { batch: [{ ...message, type: 'track' }], sentAt: '2026-11-24T00:00:00Z' }));
    expect(one!.sameness).toBe('segment:website:m');
    expect(two).toMatchObject({ sameness: one!.sameness, subjectKey: one!.subjectKey });
  });

  test('without a message id the same bytes with a time are one fact, and two without a time are two', () => {
    const timed = { userId: 'u', event: 'E', timestamp: '2026-11-24T00:00:00Z' };
    expect(items(receive('track', timed))[0]!.sameness).toBe(items(receive('track', timed))[0]!.sameness);
    const bare = { userId: 'u', event: 'E' };
    expect(items(receive('track', bare))[0]!.sameness).not.toBe(items(receive('track', bare))[0]!.sameness);
  });

  test('what a batch says once holds for each event that does not say it itself', () => {
    const [one, two] = items(
      receive('batch', {
        context: { ip: '1.2.3.4', app: 'x' },
        integrations: { All: false },
        sentAt: '2026-11-24T00:00:00Z',
        batch: [
          { type: 'page', userId: 'u' },
          { type: 'page', userId: 'u', context: { app: 'y' }, sentAt: '2026-11-23T00:00:00Z' },
        ],
      }),
    ).map(({ body }) => JSON.parse(body.toString()) as object);
    expect(one).toEqual({
      type: 'page',
      userId: 'u',
      context: { ip: '1.2.3.4', app: 'x' },
      integrations: { All: false },
      sentAt: '2026-11-24T00:00:00Z',
    });
    expect(two).toMatchObject({ context: { ip: '1.2.3.4', app: 'y' }, sentAt: '2026-11-23T00:00:00Z' });
  });

  test('a batch keeps its good events; strict mode refuses it whole', () => {
    const batch = {
      batch: [{ type: 'track', userId: 'u', event: 'E' }, { type: 'track', userId: 'u' }, { type: 'nonsense', userId: 'u' }, 7],
    };
    const received = receive('batch', batch);
    expect(items(received)).toHaveLength(1);
    expect(received).toMatchObject({
      refused: ['`event` is required', 'unknown `type` of an event in the batch', 'an event of the batch is not an object'],
    });
    expect(receive('batch', batch, strict)).toMatchObject({ kind: 'rejected', reply: { status: 400 } });
  });

  test.each([
    ['no id', 'track', { event: 'E' }, 400],
    ['no event', 'track', { userId: 'u' }, 400],
    ['an id that is an object', 'track', { userId: {}, event: 'E' }, 400],
    ['an id of NULs', 'track', { userId: '\0', event: 'E' }, 400],
    ['an id without end', 'track', { userId: 'u'.repeat(501), event: 'E' }, 400],
    ['no group', 'group', { userId: 'u' }, 400],
    ['no previous id', 'alias', { userId: 'u' }, 400],
    ['a wrong write key', 'track', { userId: 'u', event: 'E' }, 401],
  ])('%s is dropped with 200, and told in strict mode', (name, path, body, status) => {
    const key = name === 'a wrong write key' ? { authorization: ['Basic eHg6'] } : auth;
    expect(receive(path, body, key)).toMatchObject({ kind: 'rejected', reply: { status: 200, body: { success: true } } });
    expect(receive(path, body, { ...key, 'x-strict-mode': ['1'] })).toMatchObject({ kind: 'rejected', reply: { status } });
  });

  test('sizes and depth have their limits', () => {
    const status = (received: Received) => received.reply.status;
    expect(status(receive('track', { userId: 'u', event: 'E', properties: { a: 'x'.repeat(32_768) } }))).toBe(400);
    expect(status(receive('track', { userId: 'u', event: 'E', properties: { a: 'x'.repeat(32_600) } }))).toBe(200);
    const event = { type: 'track', userId: 'u', event: 'E' };
    expect(status(receive('batch', { batch: times(2501, event) }))).toBe(400);
    expect(items(receive('batch', { batch: times(2500, event) }))).toHaveLength(2500);
    expect(status(receive('batch', { batch: [{ ...event, properties: { a: 'x'.repeat(33_000) } }] }))).toBe(400);
    expect(status(receive('batch', { batch: times(20, { ...event, properties: { a: 'x'.repeat(30_000) } }) }))).toBe(400);
    expect(
      status(receive('batch', { context: { a: 'x'.repeat(31_000) }, batch: [{ ...event, properties: { a: 'x'.repeat(3000) } }] })),
    ).toBe(200);
    const nested = (depth: number) => `{"userId":"u","event":"E","a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(status(receive('track', nested(99)))).toBe(200);
    expect(status(receive('track', nested(100)))).toBe(400);
    expect(status(receive('track', nested(15_000)))).toBe(400);
    expect(status(receive('track', `{"userId":"u","event":"E","a":"\\"${'['.repeat(200)}"}`))).toBe(200);
  });
});

describe('understand', () => {
  test.each([
    ['no times: when it came', {}, now],
    ['a time alone is believed', { timestamp: '2026-11-01T00:00:00Z' }, 1_793_491_200_000],
    ['a clock an hour behind', { timestamp: '2026-11-24T00:00:00Z', sentAt: '2026-11-24T00:00:10Z' }, now - 10_000],
    [
      'originalTimestamp before timestamp',
      { timestamp: '2020-01-01', originalTimestamp: '2026-11-24T00:00:00Z', sentAt: '2026-11-24T00:00:05Z' },
      now - 5000,
    ],
    [
      'an import of 2012',
      { timestamp: '2012-12-02T00:30:08.276Z', sentAt: '2026-11-23T12:31:33.492Z' },
      now - (1_795_437_093_492 - 1_354_408_208_276),
    ],
    ['what is no time', { timestamp: 'yesterday', sentAt: 'now' }, now],
    ['a result that is out of every calendar', { timestamp: '0001-01-01', sentAt: '9999-12-31' }, now],
  ])('%s', (_name, times, at) => {
    expect(fact({ type: 'track', userId: 'u', event: 'E', ...times }).at).toBe(at);
  });

  test('identify says traits of a person, and its e-mail is a key', () => {
    expect(fact({ type: 'identify', userId: 7, anonymousId: 'a', traits: { email: ' Ana@Acme.TEST ', plan: 'pro' } })).toEqual({
      kind: 'identify',
      name: 'identify',
      at: now,
      person: { userId: '7', email: 'ana@acme.test', anonymousId: 'a' },
      account: {},
      properties: {},
      personTraits: { email: ' Ana@Acme.TEST ', plan: 'pro' },
      accountTraits: {},
    });
  });

  test('group says traits of an account, known by its id and its domain', () => {
    const traits = { website: 'https://www.acme.co.uk/shop', employees: 12 };
    expect(fact({ type: 'group', userId: 'u', groupId: 'g', traits })).toMatchObject({
      account: { groupId: 'g', domain: 'acme.co.uk' },
      accountTraits: traits,
      personTraits: {},
    });
    expect(fact({ type: 'group', userId: 'u', groupId: 'g', traits: { domain: 'acme.myshopify.com' } }).account.domain).toBe(
      'acme.myshopify.com',
    );
  });

  test('alias joins the previous id', () => {
    expect(fact({ type: 'alias', userId: 'u', previousId: 'anon' }).person).toEqual({ userId: 'u', anonymousId: 'anon' });
    expect(fact({ type: 'alias', userId: 'u', previousId: 'A@b.test' }).person).toEqual({ userId: 'u', email: 'a@b.test' });
  });

  test('a page has what the browser library says beside the properties', () => {
    const message = {
      type: 'page',
      anonymousId: 'a',
      name: 'Home',
      context: { page: { path: '/', title: 'T' } },
      properties: { path: '/x' },
    };
    expect(fact(message)).toMatchObject({ kind: 'page', name: 'page', properties: { path: '/x', title: 'T', name: 'Home' } });
  });

  test('track has the name, the properties and the context’s keys', () => {
    const context = { groupId: 'g', traits: { email: 'a@b.test' } };
    expect(fact({ type: 'track', userId: 'u', event: ' Demo Requested ', properties: { a: 1 }, context })).toMatchObject({
      kind: 'event',
      name: 'Demo Requested',
      person: { userId: 'u', email: 'a@b.test' },
      account: { groupId: 'g' },
      properties: { a: 1 },
    });
  });

  test('a number that no double holds keeps its digits', () => {
    const [read] = understandSegment(
      '{"type":"track","userId":12345678901234567890,"event":"E","properties":{"a":12345678901234567890}}',
      now,
    );
    expect(read!.person.userId).toBe('12345678901234567890');
    expect(stringifyJson(read!.properties)).toBe('{"a":12345678901234567890}');
  });
});
