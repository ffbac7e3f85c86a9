// Each test of a connection against its vendor faked at the socket: what is well is told, what is not with its fix, and no secret ever.

import { afterEach, expect, test } from '@jest/globals';
import nock from 'nock';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { connectionTests } from './connection-tests.service.js';

const secret = 'sk_hunter2hunter2';
const closers: (() => void)[] = [];
afterEach(() => {
  nock.cleanAll();
  closers.splice(0).forEach((close) => close());
});

const slack = () => nock('https://slack.com', { reqheaders: { authorization: `Bearer ${secret}` } }).post('/api/auth.test');
const hubspot = () => nock('https://api.hubapi.com', { reqheaders: { authorization: `Bearer ${secret}` } }).get('/account-info/v3/details');
const stripe = () => nock('https://api.stripe.com').get('/v1/events').query({ limit: '1' });
const stripeError = (status: number, type: string, code?: string) =>
  [status, { error: { type, code, message: `Invalid API Key: ${secret}` } }] as const;

test.each([
  ['slack', () => slack().reply(200, { ok: true, team: 'Acme', user: 'millrace' }), true, 'the bot millrace in the workspace Acme'],
  ['slack', () => slack().reply(200, { ok: false, error: 'token_revoked' }), false, 'install the app again'],
  ['slack', () => slack().reply(200, { ok: false, error: 'what_is_this' }), false, 'what_is_this'],
  ['slack', () => slack().reply(503, ''), false, 'in a minute'],
  ['hubspot', () => hubspot().reply(200, { portalId: 123, timeZone: 'UTC' }), true, 'account 123'],
  ['hubspot', () => hubspot().reply(401, { message: 'expired' }), false, 'private app'],
  ['hubspot', () => hubspot().reply(403, {}), false, 'crm.objects.contacts.write'],
  ['hubspot', () => hubspot().reply(302, '', { location: 'http://127.0.0.1/' }), false, '302'],
  ['stripe', () => stripe().reply(200, { object: 'list', data: [{ id: 'evt_1', livemode: false }] }), true, 'test mode'],
  ['stripe', () => stripe().reply(...stripeError(401, 'invalid_request_error')), false, 'STRIPE_API_KEY'],
  ['stripe', () => stripe().reply(...stripeError(403, 'invalid_request_error')), false, 'Events: read'],
] as const)('%s: %#', async (vendor, fake, ok, words) => {
  fake();
  const answer = await connectionTests[vendor]!(secret);
  expect({ ...answer, text: `${answer.says} ${answer.fix ?? ''}` }).toMatchObject({ ok, text: expect.stringContaining(words) });
  expect(answer.fix === undefined).toBe(ok);
  expect(JSON.stringify(answer)).not.toContain('hunter2');
});

test.each(['slack', 'hubspot'])('%s that cannot be reached is told as that', async (vendor) => {
  const answer = await connectionTests[vendor]!(secret, 'http://127.0.0.1:1');
  expect(answer).toMatchObject({ ok: false, says: expect.stringContaining('cannot be reached'), fix: expect.any(String) });
});

async function smtp(options: Partial<SMTPServerOptions>): Promise<string> {
  const server = new SMTPServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, ...options });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => server.close(() => undefined));
  return `127.0.0.1:${(server.server.address() as { port: number }).port}`;
}

test('mail: signs in, sends no letter, and says what is wrong with the login or the address', async () => {
  const letters: unknown[] = [];
  const onData: SMTPServerOptions['onData'] = (stream, _, done) => {
    letters.push(stream);
    stream.on('end', () => done()).resume();
  };
  const onAuth: SMTPServerOptions['onAuth'] = ({ password }, _, done) =>
    password === 'right' ? done(null, { user: 'me' }) : done(new Error('Invalid login'));
  const host = await smtp({ onData, onAuth });
  expect(await connectionTests['mail']!(`smtp://me:right@${host}`)).toEqual({ ok: true, says: `${host} takes mail from here.` });
  expect(await connectionTests['mail']!(`smtp://me:hunter2@${host}`)).toEqual({
    ok: false,
    says: `${host} refuses the login.`,
    fix: 'check user and password in SMTP_URL',
  });
  expect(await connectionTests['mail']!('smtp://me:hunter2@127.0.0.1:1')).toMatchObject({
    ok: false,
    fix: expect.stringContaining('SMTP_URL'),
  });
  expect(letters).toEqual([]);
});
