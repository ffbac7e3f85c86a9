// Signing in, over HTTP: links that work once, sessions, roles, and what another site cannot make a browser do.

import { beforeEach, expect, test } from '@jest/globals';
import { get } from 'node:http';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { UsersStore } from '../sign-in/users.store.js';
import { leastOf } from './roles-of-routes.fixture.js';
import { type Answer, useServer } from './server.fixture.js';

const server = useServer();
const password = 'seven green kettles';
let cookie = '';

interface Sent {
  readonly as?: string;
  readonly origin?: string | null;
  readonly method?: string;
}

function post(
  path: string,
  body: unknown,
  { as = '', origin = `http://127.0.0.1:${port()}`, method = 'POST' }: Sent = {},
): Promise<Answer> {
  const headers = ['host', `127.0.0.1:${port()}`, 'content-type', 'application/json'];
  if (origin !== null) headers.push('origin', origin);
  if (as !== '') headers.push('cookie', as);
  // Node sends no length with a DELETE's body.
  return method === 'DELETE'
    ? server.call(method, path, headers.toSpliced(2, 2))
    : server.call(method, path, headers, JSON.stringify(body));
}

const port = () => (server.app.getHttpServer().address() as { port: number }).port;
const read = (path: string, as: string) => server.call('GET', path, ['cookie', as]);
const cookieOf = ({ headers }: Answer) => String(headers['set-cookie']).split(';')[0]!;

async function userOf(role: string): Promise<string> {
  const invited = await post('/api/invitations', { email: `${role}@acme.test`, role }, { as: cookie });
  const token = String(invited.body['link']).split('#')[1];
  return cookieOf(await post('/api/sign-in/accept', { token, name: role, password }));
}

beforeEach(async () => {
  const token = await server.app.get(UsersStore).makeLink({ purpose: 'first_admin', role: 'admin', email: null }, 'test', 1);
  const made = await post('/api/sign-in/accept', { token, email: 'Ana@Acme.test', name: 'Ana', password });
  expect(made.status).toBe(200);
  cookie = cookieOf(made);
});

test('the first link makes the admin, once', async () => {
  const users = server.app.get(UsersStore);
  const token = await users.firstLink('first_admin');
  expect(await users.firstLink('first_admin')).toBeNull();
  expect((await post('/api/sign-in/link', { token })).body).toEqual({ purpose: 'first_admin', role: 'admin', email: null });
  expect((await post('/api/sign-in/accept', { token, email: 'b@acme.test', name: 'B', password })).body).toMatchObject({ role: 'admin' });
  expect((await post('/api/sign-in/accept', { token, email: 'c@acme.test', name: 'C', password })).status).toBe(404);
});

test('a session’s cookie is out of a script’s reach and tells who one is', async () => {
  const answer = await post('/api/sign-in', { email: 'ana@acme.test', password });
  expect(String(answer.headers['set-cookie'])).toMatch(/^millrace_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  expect((await read('/api/me', cookieOf(answer))).body).toMatchObject({ kind: 'user', email: 'ana@acme.test', role: 'admin' });
});

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await post('/api/sign-in', { email: 'ana@acme.test', password: 'nine blue kettles' });
  const unknown = await post('/api/sign-in', { email: 'nobody@acme.test', password: 'nine blue kettles' });
  expect(wrong.status).toBe(401);
  expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
});

test('after ten failures an address has to wait, known or not, also with the right password', async () => {
  for (const email of ['ana@acme.test', 'nobody@acme.test']) {
    for (let tries = 0; tries < 10; tries += 1) await post('/api/sign-in', { email, password: 'wrong wrong wrong' });
    expect((await post('/api/sign-in', { email, password })).status).toBe(429);
  }
});

test('what everybody tries first is no password', async () => {
  const invited = await post('/api/invitations', { email: 'r@acme.test', role: 'rep' }, { as: cookie });
  const token = String(invited.body['link']).split('#')[1];
  const refused = await post('/api/sign-in/accept', { token, name: 'R', password: 'Password12345' });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ errors: [{ field: 'password' }] });
  expect((await post('/api/sign-in/accept', { token, name: 'R', password })).status).toBe(200);
});

test.each([null, 'https://elsewhere.example', 'null'])('what a page of %s sends with the cookie changes nothing', async (origin) => {
  expect((await post('/api/invitations', { email: 'x@acme.test', role: 'rep' }, { as: cookie, origin })).status).toBe(403);
  expect((await post('/api/sign-in', { email: 'ana@acme.test', password }, { origin })).status).toBe(403);
});

test('sessions are listed, ended one by one, and end with a new password', async () => {
  const other = cookieOf(await post('/api/sign-in', { email: 'ana@acme.test', password }));
  const { data } = (await read('/api/sessions', cookie)).body as { data: { id: string; is_this_one: boolean }[] };
  expect(data).toHaveLength(2);
  const theirs = data.find((one) => !one.is_this_one)!;
  expect((await post(`/api/sessions/${theirs.id}`, {}, { as: cookie, method: 'DELETE' })).status).toBe(204);
  expect((await read('/api/me', other)).status).toBe(401);
  const third = cookieOf(await post('/api/sign-in', { email: 'ana@acme.test', password }));
  expect((await post('/api/me/password', { current: password, next: 'three tall lanterns' }, { as: cookie })).status).toBe(204);
  expect((await read('/api/me', third)).status).toBe(401);
  expect((await read('/api/me', cookie)).status).toBe(200);
  expect((await post('/api/sign-out', {}, { as: cookie })).status).toBe(204);
  expect((await read('/api/me', cookie)).status).toBe(401);
});

test('an admin sees where somebody is signed in and ends one session, or all; it is audit; others may not', async () => {
  const rep = await userOf('rep');
  const other = cookieOf(await post('/api/sign-in', { email: 'rep@acme.test', password }));
  const { data: users } = (await read('/api/users', cookie)).body as { data: { id: string; email: string }[] };
  const of = `/api/users/${users.find(({ email }) => email === 'rep@acme.test')!.id}/sessions`;
  const list = async () => (await read(of, cookie)).body['data'] as { id: string; is_this_one: boolean }[];
  expect(await list()).toMatchObject([{ is_this_one: false }, { is_this_one: false }]);
  expect((await read(of, rep)).status).toBe(403);
  const [newest] = await list();
  expect((await post(`${of}/${newest!.id}`, {}, { as: cookie, method: 'DELETE' })).status).toBe(204);
  expect((await post(`${of}/${newest!.id}`, {}, { as: cookie, method: 'DELETE' })).status).toBe(404);
  expect([(await read('/api/me', other)).status, (await read('/api/me', rep)).status]).toEqual([401, 200]);
  const again = cookieOf(await post('/api/sign-in', { email: 'rep@acme.test', password }));
  expect((await post(of, {}, { as: cookie, method: 'DELETE' })).status).toBe(204);
  expect([(await read('/api/me', again)).status, (await read('/api/me', rep)).status]).toEqual([401, 401]);
  expect(await list()).toEqual([]);
  // Nobody else was signed out.
  expect((await read('/api/me', cookie)).status).toBe(200);
  const { data: audit } = (await read('/api/audit?kind=setting&field=sessions', cookie)).body as { data: Record<string, unknown>[] };
  expect(audit).toMatchObject([
    { from_value: 2, because: { name: 'ana@acme.test', details: { user: 'rep@acme.test' } } },
    { from_value: 1, because: { name: 'ana@acme.test', details: { user: 'rep@acme.test' } } },
  ]);
});

test('a session’s token is another after an hour; the one before still serves what was under way', async () => {
  await server.pool.query(`update session set rotated_at = now() - interval '2 hours'`);
  const renewed = await read('/api/me', cookie);
  const next = cookieOf(renewed);
  expect(next).toMatch(/^millrace_session=/);
  expect([(await read('/api/me', next)).status, (await read('/api/me', cookie)).status]).toEqual([200, 200]);
  await server.pool.query(`update session set rotated_at = now() - interval '2 minutes'`);
  expect([(await read('/api/me', next)).status, (await read('/api/me', cookie)).status]).toEqual([200, 401]);
  await server.pool.query(`update session set expires_at = now()`);
  expect(await server.app.get(SessionsStore).find(next.split('=')[1]!, false)).toBeNull();
});

test('the last admin stays one; who is disabled is out at once', async () => {
  const rep = await userOf('rep');
  const { data } = (await read('/api/users', cookie)).body as { data: { id: string; email: string }[] };
  const idOf = (email: string) => data.find((user) => user.email === email)!.id;
  expect((await post(`/api/users/${idOf('ana@acme.test')}`, { role: 'viewer' }, { as: cookie, method: 'PATCH' })).status).toBe(409);
  expect((await post(`/api/users/${idOf('rep@acme.test')}`, { disabled: true }, { as: cookie, method: 'PATCH' })).status).toBe(204);
  expect((await read('/api/me', rep)).status).toBe(401);
  expect((await post('/api/sign-in', { email: 'rep@acme.test', password })).status).toBe(401);
});

test('promise 18: who was let in, got another role or was disabled, and by whom, is audit', async () => {
  await userOf('rep');
  const { data } = (await read('/api/users', cookie)).body as { data: { id: string; email: string }[] };
  const { id } = data.find(({ email }) => email === 'rep@acme.test')!;
  for (const change of [{ role: 'ops' }, { role: 'ops' }, { disabled: true }, { disabled: false, role: 'viewer' }])
    expect((await post(`/api/users/${id}`, change, { as: cookie, method: 'PATCH' })).status).toBe(204);
  const audit = ((await read(`/api/audit?kind=setting&subject=${id}`, cookie)).body['data'] as Record<string, unknown>[]).toReversed();
  expect(audit.map(({ field, from_value: from, to_value: to }) => [field, from, to])).toEqual([
    ['user', null, 'rep'],
    ['user', 'rep', 'ops'],
    ['user', 'ops', null],
    ['user', null, 'viewer'],
  ]);
  for (const { because } of audit) expect(because).toMatchObject({ name: 'ana@acme.test', details: { user: 'rep@acme.test' } });
});

/** Status of the live stream, which does not end. */
function open(path: string, as: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port: port(), path, headers: { cookie: as, accept: 'text/event-stream' } }, (stream) => {
      resolve(stream.statusCode!);
      stream.destroy();
    });
    asked.on('error', reject);
  });
}

test('every route × every role: a role is let in where the table says, and nobody without one', async () => {
  const roles = ['viewer', 'rep', 'ops', 'admin'];
  const { paths } = JSON.parse((await server.get('/docs/openapi.json')).text) as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // A new route has to be written down; one that is gone, taken out.
  expect(routes.toSorted()).toEqual([...leastOf.keys()].toSorted());
  const wrong: string[] = [];
  for (const role of roles) {
    const made = await post('/api/invitations', { email: `${role}@acme.test`, role }, { as: cookie });
    const token = String(made.body['link']).split('#')[1];
    await post('/api/sign-in/accept', { token, name: role, password });
    await server.pool.query(`update app_user set role = $1 where email = $2`, [role, `${role}@acme.test`]);
  }
  const ask = async (method: string, path: string, as: string): Promise<number> => {
    if (path === '/api/live') return open(path, as);
    return (method === 'GET' ? await read(path, as) : await post(path, {}, { as, method })).status;
  };
  for (const [route, least] of leastOf) {
    const [method, path] = route.split(' ') as [string, string];
    const at = path.replaceAll(/\{[^}]+\}/g, '1');
    const withoutSession = (await ask(method, at, '')) === 401;
    // Signing in with nothing is refused, too, but by its own words.
    if (least !== 'nobody' && !withoutSession) wrong.push(`${route} lets anybody in`);
    for (const role of roles) {
      const { rows } = await server.pool.query<{ id: string }>('select id from app_user where email = $1', [`${role}@acme.test`]);
      const as = `millrace_session=${await server.app.get(SessionsStore).begin(rows[0]!.id, 'test')}`;
      const status = await ask(method, at, as);
      if ((status !== 403) !== (least === 'nobody' || roles.indexOf(role) >= roles.indexOf(least)))
        wrong.push(`${route} as ${role}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});
