// Saved views belong to their user; the search of the palette.

import { beforeEach, expect, test } from '@jest/globals';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();
const cookies: string[] = [];
const port = () => (server.app.getHttpServer().address() as { port: number }).port;

beforeEach(async () => {
  cookies.length = 0;
  for (const name of ['ana', 'ben']) {
    const { rows } = await server.pool.query<{ id: string }>(
      `insert into app_user (email, name, role) values ($1, $1, 'viewer') returning id`,
      [`${name}@acme.test`],
    );
    cookies.push(`millrace_session=${await server.app.get(SessionsStore).begin(rows[0]!.id, 'test')}`);
  }
});

const send = (method: string, path: string, who: number, body?: unknown) =>
  server.call(
    method,
    path,
    [
      'host',
      `127.0.0.1:${port()}`,
      'origin',
      `http://127.0.0.1:${port()}`,
      'cookie',
      cookies[who]!,
      ...(body === undefined ? [] : ['content-type', 'application/json']),
    ],
    body === undefined ? undefined : JSON.stringify(body),
  );
const listOf = async (who: number) => (await send('GET', '/api/views', who)).body['data'];

test('a view is kept with its user, replaced by its name, and nobody else sees or removes it', async () => {
  const trials = { page: '/deals', name: ' My trials ', search: { owner: 'nina' } };
  const made = await send('POST', '/api/views', 0, trials);
  expect([made.status, made.body]).toEqual([201, { ...trials, name: 'My trials', id: expect.any(String) }]);
  await send('POST', '/api/views', 0, { ...trials, search: { owner: 'omar' } });
  expect(await listOf(0)).toEqual([expect.objectContaining({ id: made.body['id'], search: { owner: 'omar' } })]);
  expect(await listOf(1)).toEqual([]);
  expect((await send('DELETE', `/api/views/${String(made.body['id'])}`, 1)).status).toBe(404);
  expect((await send('DELETE', `/api/views/${String(made.body['id'])}`, 0)).status).toBe(204);
  expect(await listOf(0)).toEqual([]);
});

test.each([
  [{ name: 'x', search: {} }, '"page"'],
  [{ page: 'https://elsewhere.example', name: 'x', search: {} }, '"page"'],
  [{ page: '/deals', name: ' ', search: {} }, '"name"'],
  [{ page: '/deals', name: 'x', search: { owner: 7 } }, '"search"'],
  [{ page: '/deals', name: 'x', search: ['a'] }, '"search"'],
])('%j is no view, and the answer names what is wrong', async (body, field) => {
  const { status, text } = await send('POST', '/api/views', 0, body);
  expect(status).toBe(400);
  expect(text).toContain(JSON.stringify(field).slice(1, -1));
});

test('people, accounts, deals and workflows are found by a part of what they are called', async () => {
  await server.pool.query(`
    insert into account (id, name, domain, first_seen_at, last_seen_at) values (1, 'Blue Harbor', 'blueharbor.test', now(), now());
    insert into account_key (kind, value, account_id) values ('domain', 'blueharbor.test', 1);
    insert into person (id, name, email, account_id, first_seen_at, last_seen_at) values (11, 'Harriet Blue', 'h@blueharbor.test', 1, now(), now());
    insert into person_key (kind, value, person_id) values ('email', 'h@blueharbor.test', 11);
    insert into deal (id, pipeline, name, account_id, stage, created_at, in_stage_since, last_fact_at) values (21, 'new-business', '', 1, 'new', now(), now(), now());`);
  const find = async (text: string) =>
    ((await server.get(`/api/search?find=${encodeURIComponent(text)}`)).body['data'] as { kind: string; id: string }[]).map(
      ({ kind, id }) => `${kind} ${id}`,
    );
  expect(await find('HARB')).toEqual(['deal 21', 'account 1']);
  expect(await find('arriet')).toEqual(['person 11']);
  expect(await find('h@blue')).toEqual(['person 11']);
  expect(await find('re-eng')).toEqual(['workflow re-engage']);
  expect(await find(`x' or '1'='1`)).toEqual([]);
  expect((await server.get('/api/search?find=a')).status).toBe(400);
});
