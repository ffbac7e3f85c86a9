import { expect, test } from '@jest/globals';
import { useServer } from '#apps/server/test/server.fixture.js';
import { millrace, type Ran } from './cli.fixture.js';
import { scopes as serverScopes } from '#apps/server/keys/scope.js';
import { scopes } from '../keys.command.js';

const server = useServer();
const keys = async (...args: string[]): Promise<Ran> =>
  millrace(['keys', ...args], { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });

test('a key is made with its token on stdout, works, is listed without it, and works no more when it is revoked', async () => {
  const made = await keys('create', 'grafana', '--scope', 'read');
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^mr_\S+\n$/), err: expect.stringMatching(/^key \d+ \(read\)/) });
  const token = made.out.trim();
  expect((await server.get('/api/people', token)).status).toBe(200);
  const listed = await keys('list');
  expect(listed.out).toMatch(/\d+ {2}read {3}grafana .* used \d{4}-/);
  expect(listed.out).not.toContain(token);
  const { keys: rows } = JSON.parse((await keys('list', '--json')).out) as { keys: { id: string; name: string }[] };
  const { id } = rows.find(({ name }) => name === 'grafana')!;
  expect(await keys('revoke', id)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('give --yes') });
  expect(await keys('revoke', id, '--yes')).toMatchObject({ code: 0, out: `revoked: key ${id}\n` });
  expect((await server.get('/api/people', token)).status).toBe(401);
  expect(await keys('revoke', id, '--yes')).toMatchObject({ code: 1, err: expect.stringContaining('revoked already') });
}, 60_000);

test('the command knows the scopes of the server', () => {
  expect(scopes).toEqual(serverScopes);
});

test('a wrong scope, a wrong id and no command at all are mistakes of usage', async () => {
  expect(await keys('create', 'a', '--scope', 'root')).toMatchObject({ code: 2, err: expect.stringContaining('read, ops, admin') });
  expect(await keys('revoke', 'grafana')).toMatchObject({ code: 2, err: expect.stringContaining('millrace keys list') });
  expect(await keys()).toMatchObject({ code: 2 });
});
