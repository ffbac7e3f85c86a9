// Signing in by an OpenID Connect provider: who gets in, and what of an answer is refused.

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { UsersStore } from '../sign-in/users.store.js';
import { client, loopbackProvider } from './oidc-provider.fixture.js';
import { type Answer, useServer } from './server.fixture.js';

const provider = await loopbackProvider();
const server = useServer({
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: client.id,
  OIDC_CLIENT_SECRET: client.secret,
  OIDC_NAME: 'Acme',
  OIDC_DOMAINS: 'acme.test',
  OIDC_DEFAULT_ROLE: 'rep',
  OIDC_ROLE_CLAIM: 'groups',
});
const origin = () => `http://127.0.0.1:${(server.app.getHttpServer().address() as { port: number }).port}`;
const host = () => ['host', new URL(origin()).host];
const nina = { email: 'nina@acme.test', email_verified: true, name: 'Nina' };

beforeAll(() => provider.register(`${origin()}/api/sign-in/oidc/callback`));
beforeEach(() => provider.be('there'));
afterAll(() => provider.stop());

const cookiesOf = ({ headers }: Answer): string[] => [headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]!);

/** To the provider. @returns the authorization address, and what the browser keeps */
async function begin(): Promise<{ to: string; kept: string }> {
  const { headers, status } = await server.call('GET', '/api/sign-in/oidc', host());
  expect(status).toBe(302);
  expect(String(headers['set-cookie'])).toMatch(/^millrace_oidc=[\w.-]+; Path=\/api\/sign-in\/oidc; HttpOnly; SameSite=Lax; Max-Age=600$/);
  return { to: String(headers['location']), kept: String(headers['set-cookie']).split(';')[0]! };
}

const end = (back: URL | string, kept: string): Promise<Answer> => {
  const { pathname, search } = new URL(back, origin());
  return server.call('GET', `${pathname}${search}`, [...host(), 'cookie', kept]);
};

async function signIn(): Promise<Answer> {
  const { to, kept } = await begin();
  return end(await provider.follow(to), kept);
}

const refused = (problem: string) => ({ status: 302, headers: expect.objectContaining({ location: `/sign-in?problem=${problem}` }) });
const me = async (answer: Answer) => (await server.call('GET', '/api/me', ['cookie', cookiesOf(answer)[0]!])).body;
const users = async () =>
  (await server.pool.query<{ email: string; role: string }>('select email, role from app_user order by email')).rows;

test('while the provider is away the page says so, and it is asked again at the next attempt', async () => {
  provider.be('away');
  expect(await server.call('GET', '/api/sign-in/oidc', host())).toMatchObject(refused('provider'));
  provider.be('there');
  const { to, kept } = await begin();
  provider.as(nina);
  const back = await provider.follow(to);
  provider.be('away');
  expect(await end(back, kept)).toMatchObject(refused('provider'));
  expect(await users()).toEqual([]);
});

test('the page learns of the button; a verified address of an allowed domain gets in without an invitation', async () => {
  expect((await server.get('/api/sign-in', null)).body).toEqual({ oidc: { name: 'Acme' } });
  provider.as(nina);
  const answer = await signIn();
  expect(answer).toMatchObject({ status: 302, headers: { location: '/deals' } });
  expect(String(answer.headers['set-cookie'])).toMatch(
    /^millrace_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; .*millrace_oidc=; .*Max-Age=0$/,
  );
  expect(await me(answer)).toMatchObject({ kind: 'user', email: 'nina@acme.test', name: 'Nina', role: 'rep' });
  // The same user the next time, however the address is written.
  provider.as({ ...nina, email: 'NINA@acme.test' });
  await signIn();
  expect(await users()).toEqual([{ email: 'nina@acme.test', role: 'rep' }]);
});

test('the request has PKCE, a state, a nonce, and no secret; each time others', async () => {
  const [one, other] = [await begin(), await begin()];
  const { searchParams } = new URL(one.to);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    scope: 'openid email profile',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(searchParams.get(name)!.length).toBeGreaterThan(30);
    expect(searchParams.get(name)).not.toBe(new URL(other.to).searchParams.get(name));
  }
  expect(one.to).not.toContain(client.secret);
});

test.each([
  ['not verified', { ...nina, email_verified: false }, 'unverified'],
  ['missing', { name: 'Nina' }, 'unverified'],
  ['of another domain', { ...nina, email: 'nina@elsewhere.test' }, 'no_access'],
])('an address that is %s gets nobody in', async (_, claims, problem) => {
  provider.as(claims);
  expect(await signIn()).toMatchObject(refused(problem));
  expect(await users()).toEqual([]);
});

test('an invitation lets in from another domain, with its role, and is used up by that', async () => {
  const store = server.app.get(UsersStore);
  const token = await store.makeLink({ purpose: 'invitation', role: 'ops', email: 'guest@elsewhere.test' }, 'test', 1);
  provider.as({ email: 'guest@elsewhere.test', email_verified: true });
  expect(await me(await signIn())).toMatchObject({ email: 'guest@elsewhere.test', role: 'ops' });
  expect(await store.link(token)).toBeNull();
});

test('who has a user gets into it by the verified address alone; who is disabled sounds like a stranger', async () => {
  await server.pool.query(`insert into app_user (email, name, role, password) values ('sam@elsewhere.test', 'Sam', 'viewer', 'x')`);
  provider.as({ email: 'sam@elsewhere.test', email_verified: false });
  expect(await signIn()).toMatchObject(refused('unverified'));
  provider.as({ email: 'sam@elsewhere.test', email_verified: true });
  expect(await me(await signIn())).toMatchObject({ name: 'Sam', role: 'viewer' });
  await server.pool.query(`update app_user set disabled_at = now()`);
  expect(await signIn()).toMatchObject(refused('no_access'));
});

test('the role that the provider says holds from each sign-in on, but the last admin stays one', async () => {
  provider.as({ ...nina, groups: ['everyone', 'admin'] });
  expect(await me(await signIn())).toMatchObject({ role: 'admin' });
  provider.as({ ...nina, groups: ['viewer'] });
  expect(await me(await signIn())).toMatchObject({ role: 'admin' });
  await server.pool.query(`insert into app_user (email, name, role) values ('boss@acme.test', 'Boss', 'admin')`);
  expect(await me(await signIn())).toMatchObject({ role: 'viewer' });
});

test('an answer that is not to our question gets nobody in: state, nonce, verifier, cookie, code', async () => {
  provider.as(nina);
  const { to, kept } = await begin();
  const back = await provider.follow(to);
  const changed = (url: URL, name: string, value: string) => {
    const copy = new URL(url);
    copy.searchParams.set(name, value);
    return copy;
  };
  expect(await end(changed(back, 'state', 'x'.repeat(43)), kept)).toMatchObject(refused('refused'));
  expect(await end(changed(back, 'code', 'made-up'), kept)).toMatchObject(refused('refused'));
  expect(await end(changed(back, 'iss', 'https://evil.example'), kept)).toMatchObject(refused('refused'));
  // Of another browser: none, another's, and one that somebody wrote.
  expect(await end(back, 'x=y')).toMatchObject(refused('expired'));
  expect(await end(back, (await begin()).kept)).toMatchObject(refused('refused'));
  expect(await end(back, `${kept.slice(0, -2)}xx`)).toMatchObject(refused('expired'));
  // The token was made for another question.
  const other = await begin();
  const nonced = changed(new URL(other.to), 'nonce', 'n'.repeat(43));
  expect(await end(await provider.follow(nonced.href), other.kept)).toMatchObject(refused('refused'));
  expect(await users()).toEqual([]);
});

test('a code works once', async () => {
  provider.as(nina);
  const { to, kept } = await begin();
  const back = await provider.follow(to);
  expect(await end(back, kept)).toMatchObject({ headers: { location: '/deals' } });
  expect(await end(back, kept)).toMatchObject(refused('refused'));
});

test('what the provider itself refuses is told, and who tries too often has to wait', async () => {
  const { kept } = await begin();
  const denied = '/api/sign-in/oidc/callback?error=access_denied&error_description=%3Cscript%3E';
  for (let tries = 0; tries < 10; tries += 1) expect(await end(denied, kept)).toMatchObject(refused('refused'));
  expect(await end(denied, kept)).toMatchObject(refused('too_many'));
});
