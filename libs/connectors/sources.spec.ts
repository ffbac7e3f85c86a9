// One conformance suite over every source: what no sender may bring about, whoever the vendor is.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import type { RawRequest, Received, SourceDefinition, SourceSecret } from './contract.js';
import { nastyStrings } from './nasty-strings.fixture.js';
import { sourceOf, sources } from './registry.js';
import { wellKnownEvents } from '#libs/language/well-known-events.js';

const now = 1_796_083_200_500;
const seconds = Math.floor(now / 1000);
const secrets: SourceSecret[] = [
  { name: 'website', value: 'whsec_new' },
  { name: 'app', value: 'whsec_old' },
];

interface Signed {
  readonly source: SourceDefinition;
  readonly header: string;
  readonly tolerance: number;
  readonly body: string;
  sign(body: string, secret: string, stamp: number): string;
}

const signed: Record<string, Signed> = {
  stripe: {
    source: sourceOf('stripe'),
    header: 'stripe-signature',
    tolerance: 300,
    body: JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'customer.created',
      created: seconds,
      data: { object: { id: 'cus_1', object: 'customer' } },
    }),
    sign: (payload, secret, timestamp) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
  },
  calendly: {
    source: sourceOf('calendly'),
    header: 'calendly-webhook-signature',
    tolerance: 180,
    body: JSON.stringify({
      event: 'invitee.created',
      created_at: '2026-11-24T02:00:00.000000Z',
      payload: { uri: 'x/1', email: 'a@b.test' },
    }),
    sign: (body, secret, stamp) => `t=${stamp},v1=${createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex')}`,
  },
};

function request(
  source: SourceDefinition,
  headers: Record<string, readonly string[]>,
  body: string | Buffer,
  url = source.paths[0] ?? '/',
): RawRequest {
  return { method: 'POST', url, headers, body: Buffer.from(body as string), params: {} };
}

function expectRefused(received: Received, status: number): void {
  expect(received).toMatchObject({ kind: 'rejected', reply: { status } });
  expect((received as { reason: string }).reason).not.toBe('');
}

describe.each(Object.entries(signed))('%s', (_name, { source, header, tolerance, body, sign }) => {
  const receive = (headers: Record<string, readonly string[]>, what: string | Buffer = body, live = secrets) =>
    source.receive(request(source, headers, what), { now, secrets: live });
  const good = sign(body, 'whsec_new', seconds);

  test('a good signature is accepted with every live secret, and the bytes are kept', () => {
    for (const { value } of secrets) {
      const received = receive({ [header]: [sign(body, value, seconds)] });
      expect(received).toMatchObject({
        kind: 'accepted',
        reply: { status: 200 },
        items: [{ source: source.name, body: Buffer.from(body) }],
      });
    }
  });

  test('one good signature among several, and other schemes beside it, are accepted', () => {
    const [stamp, signature] = good.split(',');
    expect(receive({ [header]: [`${stamp},v1=${'0'.repeat(64)},${signature},v0=abc`] }).kind).toBe('accepted');
  });

  test('promise 14: every mutation of the signature is refused', () => {
    for (let at = 0; at < good.length; at += 1)
      for (const put of ['', '0', 'f', 'G', ' ', ',', '=', '\0', 'é', good[at]!.toUpperCase(), good[at]! + good[at]!]) {
        const mutated = good.slice(0, at) + put + good.slice(at + 1);
        if (mutated !== good) expectRefused(receive({ [header]: [mutated] }), 401);
      }
  });

  test('promise 14: every mutation of the body is refused', () => {
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += 1) {
      const mutated = Buffer.from(bytes);
      mutated[at] = mutated[at]! ^ 1;
      expectRefused(receive({ [header]: [good] }, mutated), 401);
      expectRefused(receive({ [header]: [good] }, bytes.subarray(0, at)), 401);
    }
    expectRefused(receive({ [header]: [good] }, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])), 401);
    expectRefused(receive({ [header]: [good] }, Buffer.concat([bytes, Buffer.from(' ')])), 401);
  });

  test('promise 14: a broken byte does not pass for the character it is decoded to', () => {
    const text = '{"id":"\uFFFD"}';
    const broken = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expectRefused(receive({ [header]: [sign(text, 'whsec_new', seconds)] }, broken), 401);
  });

  test.each([-1, 1])('promise 14: stamps are near in both directions (%i)', (direction) => {
    expect(receive({ [header]: [sign(body, 'whsec_new', seconds + direction * tolerance)] }).kind).toBe('accepted');
    expectRefused(receive({ [header]: [sign(body, 'whsec_new', seconds + direction * (tolerance + 1))] }), 401);
    expectRefused(receive({ [header]: [sign(body, 'whsec_new', seconds + direction * 1e9)] }), 401);
  });

  test('a stamp that is no plain number is refused though it is signed', () => {
    const signature = (stamp: string) => `t=${stamp},v1=${createHmac('sha256', 'whsec_new').update(`${stamp}.${body}`).digest('hex')}`;
    for (const stamp of [
      `0${seconds}`,
      `+${seconds}`,
      `${seconds}.0`,
      ` ${seconds}`,
      `${seconds}x`,
      '',
      '-1',
      '1e9',
      'NaN',
      '9'.repeat(30),
    ])
      expectRefused(receive({ [header]: [signature(stamp)] }), 401);
    expectRefused(receive({ [header]: [`t=${seconds},${good}`] }), 401);
  });

  test('a missing, empty or repeated header is refused', () => {
    for (const headers of [{}, { [header]: [] }, { [header]: [''] }, { [header]: [good, good] }, { [header]: [good, ''] }])
      expectRefused(receive(headers), 401);
  });

  test('empty secrets and none at all fail closed', () => {
    for (const live of [[], [{ name: 'a', value: '' }], [{ name: 'a', value: ' \n' }]]) {
      expectRefused(receive({ [header]: [good] }, body, live), 401);
      for (const { value } of live)
        expectRefused(
          receive({ [header]: [`t=${seconds},v1=${createHmac('sha256', value).update(`${seconds}.${body}`).digest('hex')}`] }, body, live),
          401,
        );
    }
  });

  test('what is signed but no JSON object is a 400, however deep', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const wrong of ['{', 'null', '[]', '"x"', '1', deep, `{"a":${deep},"n":1e400}`])
      expectRefused(receive({ [header]: [sign(wrong, 'whsec_new', seconds)] }, wrong), 400);
  });
});

const writeKey = { authorization: [`Basic ${Buffer.from('whsec_new:').toString('base64')}`] };

describe.each(sources.map((source) => [source.name, source] as const))('%s', (_name, source) => {
  test('nothing that is not signed or keyed is accepted, and nothing throws', () => {
    const names = [
      'authorization',
      'stripe-signature',
      'calendly-webhook-signature',
      'content-type',
      'x-strict-mode',
      '__proto__',
      'constructor',
    ];
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...nastyStrings),
      fc.constantFrom('t=1,v1=', 'Basic Og==', 'Basic', 'Bearer x'),
    );
    const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom(...nastyStrings));
    fc.assert(
      fc.property(
        fc.constantFrom('/', ...source.paths),
        fc.dictionary(fc.constantFrom(...names), fc.array(values, { maxLength: 3 })),
        bodies,
        (url, headers, body) => {
          expect(source.receive(request(source, headers, body, url), { now, secrets }).kind).toBe('rejected');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('any JSON that is not its own is an error with a message, never a fact without a name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.constantFrom(...nastyStrings)), (text) => {
        try {
          const facts = source.understand({ id: '1', source: source.name, receivedAt: now, key: '', body: Buffer.from(text) });
          for (const fact of facts) expect(fact.name).not.toBe('');
        } catch (error) {
          expect((error as Error).message).toMatch(/^The .+\.$/s);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const sampleNames = sources.flatMap((source) => (source.samples?.names ?? []).map((name) => [name, source] as const));
const about = {
  email: 'ana@acme.test',
  name: 'Ana',
  personId: '0123456789abcd',
  userId: 'u-1',
  id: 'feed',
  at: now - 1000,
  properties: {},
};
const understood = (source: SourceDefinition, name: string, over: object = {}): readonly [RawRequest, Received] => {
  const { path, body } = source.samples!.make(name, { ...about, ...over })!;
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = Object.entries(source.samples!.sign(bytes, 'whsec_old', now)).map(([header, value]) => [header, [value]]);
  const sent = request(source, Object.fromEntries(headers) as Record<string, readonly string[]>, bytes, path);
  return [sent, source.receive(sent, { now, secrets })];
};

test.each(sampleNames)(
  'a sample of %s is signed as its vendor signs, understood as exactly that, about the person, with an effect',
  (name, source) => {
    const [, received] = understood(source, name);
    if (received.kind !== 'accepted') throw new Error(received.reason);
    const [item] = received.items;
    const [fact] = source.understand({ id: '1', source: item!.source, receivedAt: now, key: '', body: item!.body });
    expect(fact!.name).toBe(name);
    expect(fact!.noEffect).toBeUndefined();
    expect(Math.abs(fact!.at - about.at)).toBeLessThan(1000);
    const isAboutAna = fact!.person.email === about.email || fact!.account.stripeCustomer === `cus_${about.personId}`;
    expect(isAboutAna).toBe(true);
    const again = (over: object) => (understood(source, name, over)[1] as Extract<Received, { kind: 'accepted' }>).items[0]!.sameness;
    expect(again({})).toBe(item!.sameness);
    expect(again({ id: 'beef', at: about.at - 60_000 })).not.toBe(item!.sameness);
  },
);

test('every event that a vendor is known to say has a sample, whose properties are the known ones', () => {
  const vendors = sources.filter(({ samples }) => samples !== undefined).map(({ name }) => name);
  const known = Object.keys(wellKnownEvents).filter((name) => !name.includes('.') || vendors.includes(name.split('.')[0]!));
  expect(sampleNames.map(([name]) => name)).toEqual(expect.arrayContaining(known));
  for (const [name, source] of sampleNames) {
    if (source.name === 'segment') continue;
    const [sent] = understood(source, name);
    const [fact] = source.understand({ id: '1', source: source.name, receivedAt: now, key: '', body: sent.body });
    const declared = Object.keys(wellKnownEvents[name] ?? fact!.properties);
    expect({ name, undeclared: Object.keys(fact!.properties).filter((property) => !declared.includes(property)) }).toEqual({
      name,
      undeclared: [],
    });
    expect(Object.keys(fact!.properties).length).toBeGreaterThan(3);
  }
});

test.each(nastyStrings.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
  '%s as a trait is taken and read back, clean of NUL and lone surrogates',
  (_title, text) => {
    const source = sourceOf('segment:website');
    const sent = JSON.stringify({ userId: 'u', messageId: 'm', traits: { a: text, [text]: 1, list: [text] } });
    const received = source.receive(request(source, writeKey, sent, '/v1/identify'), { now, secrets });
    if (received.kind !== 'accepted') throw new Error(received.reason);
    const [item] = received.items;
    expect(JSON.parse(item!.body.toString())).toEqual({ ...(JSON.parse(sent) as object), type: 'identify' });
    const [fact] = source.understand({ id: '1', source: item!.source, receivedAt: now, key: '', body: item!.body });
    const clean = text.replaceAll('\0', '').toWellFormed();
    expect(fact!.personTraits['a']).toBe(clean);
    expect(fact!.personTraits['list']).toEqual([clean]);
  },
);
