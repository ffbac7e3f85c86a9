import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { unsubscribeToken } from '#libs/emails/unsubscribe-token.service.js';
import { loadSuppressed, suppress } from '#libs/people/suppression.store.js';
import { parseSettings } from '#libs/settings/settings.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { HttpModule } from '../http.module.js';
import { acceptMultipartForms } from '../http/multipart-form.plugin.js';
import { instanceSecret } from '../instance/instance-secret.store.js';

const database = useDatabase();
const email = `${'a'.repeat(60)}.${'b'.repeat(120)}@acme.test`;
let http: NestFastifyApplication;
let base = '';
let secret = '';
let url = '';

beforeAll(async () => {
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 1000 } });
  http = await NestFactory.create<NestFastifyApplication>(HttpModule.with(parseSettings({}), database.url), adapter, {
    logger: false,
    abortOnError: false,
  });
  acceptMultipartForms(adapter.getInstance());
  await http.listen(0, '127.0.0.1');
  base = await http.getUrl();
});
afterAll(() => http.close());
beforeEach(async () => {
  secret = await instanceSecret(database.pool);
  url = `/u/${unsubscribeToken(secret, { email, delivery: '100:1-email:1:1', template: 'welcome' })}`;
});

async function call(method: 'GET' | 'POST', to: string, body?: string, type = 'application/x-www-form-urlencoded') {
  const answer = await fetch(base + to, { method, ...(body === undefined ? {} : { body, headers: { 'content-type': type } }) });
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}
const suppressed = async () => (await loadSuppressed(database.pool, secret, [email])).get(email);
const inbox = async () =>
  (await database.pool.query<{ body: Buffer }>('select body from inbox order by id')).rows.map(
    ({ body }) => JSON.parse(body.toString()) as object,
  );

test('looking at the link changes nothing, says nothing about whose it is, and offers one button', async () => {
  const answer = await call('GET', url);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  expect(answer.body.match(/<button/g)).toHaveLength(1);
  expect(answer.body).toContain('<!doctype html>');
  expect(answer.body).not.toContain('acme');
  expect(await suppressed()).toBeUndefined();
  expect(await inbox()).toEqual([]);
});

test.each([
  ['a mail program, as a form', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
  [
    'a mail program, as multipart',
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    'multipart/form-data; boundary=x',
  ],
  ['the button', '', 'application/x-www-form-urlencoded'],
])('promise 4: one click suppresses at once and is told as a fact, without a key (%s)', async (_title, payload, type) => {
  expect(await call('POST', url, payload, type)).toMatchObject({ statusCode: 200, body: expect.stringContaining('Unsubscribed') });
  expect(await suppressed()).toBe('unsubscribed');
  expect(await inbox()).toEqual([
    expect.objectContaining({
      name: 'email.unsubscribed',
      person: { email },
      properties: { template: 'welcome', delivery: '100:1-email:1:1', to: email },
      answers: { delivery: '100:1-email:1:1', runId: '100', depth: 0 },
    }),
  ]);
});

test('promise 14: a wrong token changes nothing, whatever is wrong with it, and all wrong ones look alike', async () => {
  const bodies = new Set<string>();
  for (const wrong of [
    '/u/x',
    `${url}A`,
    url.slice(0, -1),
    `/u/${unsubscribeToken('other', { email, delivery: '1', template: 't' })}`,
    '/u/%00%ff',
  ])
    for (const method of ['GET', 'POST'] as const) {
      const { statusCode, body } = await call(method, wrong);
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(statusCode).toBeLessThan(500);
      if (statusCode === 404) bodies.add(body);
    }
  expect(bodies.size).toBe(1);
  expect(await suppressed()).toBeUndefined();
  expect(await inbox()).toEqual([]);
});

test('promise 5: the link of an old mail does not bring back who was erased', async () => {
  await suppress(database.pool, secret, { email, reason: 'erased', at: 1, source: 'test' });
  expect((await call('POST', url)).statusCode).toBe(200);
  expect(await inbox()).toEqual([]);
});
