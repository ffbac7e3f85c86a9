// Promise 21 over every route of the OpenAPI document, with a key of every scope; and the life of a key.

import { expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { scopes } from '../keys/scope.js';
import { useServer } from './server.fixture.js';

const server = useServer();

/** What a route takes that is neither `read` to look nor `ops` to change. Not read from the code: written down once more. */
const takes: Readonly<Record<string, string>> = {
  'POST /api/keys': 'admin',
  'POST /api/keys/{id}/revoke': 'admin',
  'GET /api/users': 'admin',
  'PATCH /api/users/{id}': 'admin',
  'GET /api/users/{id}/sessions': 'admin',
  'DELETE /api/users/{id}/sessions': 'admin',
  'DELETE /api/users/{id}/sessions/{session}': 'admin',
  'POST /api/invitations': 'admin',
  'POST /api/sign-out': 'read',
  'POST /api/me/password': 'read',
  'DELETE /api/sessions/{id}': 'read',
  'POST /api/views': 'read',
  'DELETE /api/views/{id}': 'read',
};
/** Takes no key: it is how a user gets a session. */
const open = /^\/api\/sign-in/;
/** Answers until the caller hangs up. */
const endless = '/api/live';
const may: Readonly<Record<string, readonly string[]>> = { read: ['read'], ops: ['read', 'ops'], admin: ['read', 'ops', 'admin'] };

const send = (method: string, path: string, key: string, body?: unknown) =>
  server.call(
    method,
    path,
    ['authorization', `Bearer ${key}`, ...(body === undefined ? [] : ['content-type', 'application/json'])],
    body === undefined ? undefined : JSON.stringify(body),
  );

test('promise 21: every route of the API takes a key, and lets in the scopes that it says and no other', async () => {
  const { paths } = (await server.get('/docs/openapi.json', null)).body as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  );
  const ofApi = routes.filter(([, path]) => path.startsWith('/api/') && !open.test(path) && path !== endless);
  expect(ofApi.map((route) => route.join(' '))).toEqual(expect.arrayContaining(Object.keys(takes)));
  const store = server.app.get(KeysStore);
  const seen: string[] = [];
  const wanted: string[] = [];
  for (const scope of scopes) {
    const key = await store.create(scope, scope);
    for (const [method, path] of ofApi) {
      const route = `${method} ${path}`;
      const needed = takes[route] ?? (method === 'GET' ? 'read' : 'ops');
      const { status } = await send(method, path.replaceAll(/\{\w+\}/g, '999999999'), key);
      seen.push(`${scope}: ${route} ${status === 401 || status === 403 ? 'refused' : 'let in'}`);
      wanted.push(`${scope}: ${route} ${may[scope]!.includes(needed) ? 'let in' : 'refused'}`);
    }
  }
  expect(seen).toEqual(wanted);
  for (const [method, path] of ofApi) expect((await server.call(method, path.replaceAll(/\{\w+\}/g, '1'))).status).toBe(401);
});

test('a key is shown once, listed with its last use, and refused at once when it is revoked; both changes are audit', async () => {
  const made = (await send('POST', '/api/keys', server.key, { name: 'grafana', scope: 'read' })).body as { id: string; key: string };
  expect((await server.get('/api/people', made.key)).status).toBe(200);
  const listed = await server.get('/api/keys');
  expect(listed.text).not.toContain(made.key);
  const rows = listed.body.data as { id: string; last_used_at: string | null; revoked_at: string | null }[];
  expect(rows.find(({ id }) => id === made.id)).toMatchObject({
    name: 'grafana',
    scope: 'read',
    last_used_at: expect.any(String),
    revoked_at: null,
  });
  expect((await send('POST', `/api/keys/${made.id}/revoke`, server.key)).body).toEqual({ id: made.id, state: 'revoked' });
  expect((await server.get('/api/people', made.key)).status).toBe(401);
  expect((await send('POST', `/api/keys/${made.id}/revoke`, server.key)).status).toBe(409);
  const { rows: audit } = await server.pool.query(
    `select from_value, to_value, because ->> 'name' as by from audit where subject_kind = 'setting' and subject_id = $1 order by id`,
    [made.id],
  );
  expect(audit).toEqual([
    { from_value: null, to_value: 'read', by: 'admin' },
    { from_value: 'read', to_value: null, by: 'admin' },
  ]);
});

test('the last key of an admin is not revoked, also when two revoke each other at the same instant', async () => {
  const other = (await send('POST', '/api/keys', server.key, { name: 'second', scope: 'admin' })).body as { id: string; key: string };
  const keys = (await server.get('/api/keys')).body.data as { id: string; scope: string }[];
  const first = keys.find(({ id, scope }) => scope === 'admin' && id !== other.id)!;
  const answers = await Promise.all([
    send('POST', `/api/keys/${other.id}/revoke`, server.key),
    send('POST', `/api/keys/${first.id}/revoke`, other.key),
  ]);
  expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  const { rows } = await server.pool.query(`select 1 from api_key where scope = 'admin' and revoked_at is null`);
  expect(rows).toHaveLength(1);
});

test.each([
  [{ scope: 'read' }, '"name"'],
  [{ name: ' ', scope: 'read' }, '"name"'],
  [{ name: 'a\nb', scope: 'read' }, '"name"'],
  [{ name: 'a', scope: 'root' }, '"scope" must be one of read, ops, admin'],
  [{ name: 'a' }, '"scope"'],
])('a key that is asked for as %j is refused with the field', async (body, says) => {
  const { status, text } = await send('POST', '/api/keys', server.key, body);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ detail: expect.stringContaining(says) as unknown });
});
