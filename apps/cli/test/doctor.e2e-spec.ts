import { expect, test } from '@jest/globals';
import { KeysStore } from '#apps/server/keys/keys.store.js';
import { useServer } from '#apps/server/test/server.fixture.js';
import { configWith, millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const doctor = async (...args: string[]): Promise<Ran> =>
  millrace(['doctor', ...args], { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });

test('a server that is up is told line by line, with what is left to do', async () => {
  const { code, out, err } = await doctor();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^ok {4}node/);
  expect(out).toMatch(/^ok {4}key +“admin”, scope admin$/m);
  expect(out).toMatch(/^ok {4}postgres +Postgres \d+\.\d+, \d+ MB$/m);
  expect(out).toMatch(/^ok {4}version that runs +this folder, as version \d+$/m);
  expect(out).toMatch(/^ok {4}stripe +has its secret$/m);
  expect(out).toMatch(/^warn {2}mail +stays in a local mailbox, none leaves\n +→ set SMTP_URL/m);
}, 60_000);

test('what fails is exit 1, in a document, too; secrets are counted and never told', async () => {
  const folder = await configWith({
    'workflows/broken.yaml': 'workflow: broken\nof: person\nwhen: [{ event: No Such }]\nsteps: [{ email: none }]\n',
  });
  const broken = await doctor(folder.path, '--json');
  await folder.remove();
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.out)).toMatchObject({
    version: 1,
    ok: false,
    findings: expect.arrayContaining([
      expect.objectContaining({ check: 'workspace', state: 'fail', fix: expect.stringContaining('millrace check') }),
    ]),
  });
  const reader = await server.app.get(KeysStore).create('viewer', 'read');
  const answer = await server.get('/api/setup', reader);
  expect(answer).toMatchObject({
    status: 200,
    body: { visitor: { name: 'viewer', role: 'viewer' }, secrets: { stripe: 1, calendly: 1, segment: 1 } },
  });
  for (const secret of ['whsec_of_the_test', 'calendly_of_the_test', '"wk"']) expect(answer.text).not.toContain(secret);
});

test('a wrong key, no key and no server are each told with the way out', async () => {
  const wrong = await doctor('--key', 'mr_0000000000000000000000000000');
  expect(wrong).toMatchObject({ code: 1, out: expect.stringMatching(/^fail {2}key +the server does not know this key$/m) });
  expect(await doctor('--key', '')).toMatchObject({ code: 1, out: expect.stringMatching(/^fail {2}key +none is given$/m) });
  const away = await doctor('--server', 'http://127.0.0.1:1');
  expect(away).toMatchObject({ code: 1, out: expect.stringMatching(/^fail {2}server +http:\/\/127\.0\.0\.1:1 does not answer/m) });
});
