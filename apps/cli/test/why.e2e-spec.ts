import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { millrace } from './cli.fixture.js';

/** What the API answers; the real one's answers are tested beside it. */
const answers: Readonly<Record<string, unknown>> = {
  '/api/accounts?domain=acme.test': { data: [{ id: '7' }] },
  '/api/people?email=ana%40acme.test': { data: [{ id: '5', account_id: '7' }] },
  '/api/accounts?domain=nobody.test': { data: [] },
  '/api/deals?account=7': { data: [{ id: '9' }, { id: '8' }] },
  '/api/why/deal/9': { lines: ['deal 9', '', 'won'] },
  '/api/why/deal/9?current=true': { lines: ['stage trial → won'] },
  '/api/why/owner/account/7': { lines: ['owner nina'] },
  '/api/why/score/account/7/fit': { lines: ['+40 big team'] },
  '/api/why/tier/7': { lines: ['tier none → enterprise'] },
  '/api/why/email/3': { lines: ['email.send'] },
  '/api/deliveries?person=5&action=email.send&limit=1': { data: [{ id: '3' }] },
  '/api/why/score/person/5/fit': { questions: [], lines: [] },
  '/api/why/score/person/5/interest': { questions: [{}], lines: ['+5 reads much'] },
  '/api/why/workflow/re-engage?person=ana%40acme.test': { lines: ['was never in it'] },
};
let server: Server;
let place: readonly string[];
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    response.writeHead(url in answers ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answers[url] ?? { detail: `no ${url}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place = ['--server', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--key', 'mr_test'];
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

test.each([
  [['deal', 'acme.test'], 'deal 9\n\nwon\n'],
  [['stage', 'ana@acme.test'], 'stage trial → won\n'],
  [['owner', 'acme.test'], 'owner nina\n'],
  [['score', 'fit', 'acme.test'], '+40 big team\n'],
  [['score', 'fit', 'ana@acme.test'], '+40 big team\n'],
  [['score', 'interest', 'ana@acme.test'], '+5 reads much\n'],
  [['tier', 'acme.test'], 'tier none → enterprise\n'],
  [['tier', 'ana@acme.test'], 'tier none → enterprise\n'],
  [['email', '3'], 'email.send\n'],
  [['email', 'ana@acme.test'], 'email.send\n'],
  [['workflow', 're-engage', 'ana@acme.test'], 'was never in it\n'],
])(
  'why %j finds by domain, address or id, and prints the tree',
  async (args, out) => {
    expect(await millrace(['why', ...args, ...place])).toMatchObject({ code: 0, out });
  },
  60_000,
);

test('--json is one document; who is not there is told', async () => {
  expect(JSON.parse((await millrace(['why', 'deal', '9', '--json', ...place])).out)).toEqual({ version: 1, lines: ['deal 9', '', 'won'] });
  expect(await millrace(['why', 'owner', 'nobody.test', ...place])).toMatchObject({
    code: 1,
    err: 'there is no account with the domain nobody.test\n',
  });
  expect(await millrace(['why', 'score', 'fit', ...place])).toMatchObject({ code: 2 });
});
