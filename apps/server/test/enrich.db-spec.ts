// Enriching on its whole way: the run asks, a loopback provider answers, the account's traits are what the map says.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPublicHttp } from '#libs/connectors/http/public-http.client.js';
import { millraceSource } from '#libs/connectors/millrace/millrace.source.js';
import { installation, start } from '#libs/ingest/installation.fixture.js';
import { parseSettings } from '#libs/settings/settings.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { type DeliverRound, makeDeliverRound } from '../loops/deliver-round.service.js';

const database = useDatabase();
let provider: Server;
let asked: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
let answer = { status: 200, body: '{}' };
let house: ReturnType<typeof installation>;
let deliver: DeliverRound;

beforeAll(async () => {
  provider = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => provider.close(resolve)));

beforeEach(() => {
  process.env['COMPANIES_KEY_OF_THE_TEST'] = 'k-1';
  asked = [];
  house = installation(database.pool);
  deliver = deliverWith(['127.0.0.1']);
});
afterEach(async () => {
  delete process.env['COMPANIES_KEY_OF_THE_TEST'];
  await deliver.close();
});

/** Every https address of the workspace leads to the loopback provider, when that is allowed. */
function deliverWith(allowed: readonly string[]): DeliverRound {
  const http = openPublicHttp({ allowed, resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
  const { port } = provider.address() as AddressInfo;
  const publicHttp: typeof http = { get: (url, headers) => http.get(url.replace(/^https:\/\/([^/]+)/, `http://$1:${port}`), headers) };
  return makeDeliverRound({
    pool: database.pool,
    settings: parseSettings({}),
    now: () => start,
    workspace: async () => (await house.context.workspaces.current(null as never)).workspace,
    processUuid: randomUUID(),
    publicHttp,
  });
}

const files = {
  'tracking-plan/account.yaml': 'plan: account\nproperties:\n  size: { type: integer, min: 1 }\n',
  'connections.yaml':
    'connections:\n  companies:\n    enrich: account\n    url: "https://api.example.com/?d=${{ account.domain }}"\n    headers: { Authorization: "Bearer ${env.COMPANIES_KEY_OF_THE_TEST}" }\n    map: { size: answer.metrics.employees }\n',
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - enrich: account\n    on_error: stop\n  - exit: asked\n',
};

async function way(): Promise<{ readonly end: string; readonly size: unknown; readonly audit: unknown }> {
  await house.apply(files);
  await house.send({});
  await house.ingest();
  await deliver.round();
  const { rows } = await database.pool.query<{ id: string; source: string; body: Buffer }>('delete from inbox returning id, source, body');
  await house.send(...rows.flatMap((row) => millraceSource.understand({ ...row, receivedAt: start, key: '' })));
  await house.ingest();
  const { rows: ends } = await database.pool.query(`select end_reason as end, (select traits -> 'size' from account) as size,
    (select because ->> 'name' from audit where field = 'traits.size') as audit from run`);
  return ends[0];
}

test('the account’s traits are what the map takes of the answer, and the audit says which workflow asked', async () => {
  answer = { status: 200, body: '{"metrics":{"employees":1200},"secret":"not kept"}' };
  expect(await way()).toEqual({ end: 'asked', size: 1200, audit: 'inbound' });
  expect(asked).toEqual([{ url: '/?d=acme.test', authorization: 'Bearer k-1' }]);
  const { rows } = await database.pool.query('select payload, answer from delivery');
  expect(rows).toMatchObject([{ answer: { size: 1200 } }]);
  expect(JSON.stringify(rows)).not.toMatch(/k-1|not kept/);
});

test('promise 16: an address that is not public is not asked, and the run is told', async () => {
  await deliver.close();
  deliver = deliverWith([]);
  expect((await way()).end).toBe('companies did not answer: api.example.com is not a public address');
  expect(asked).toEqual([]);
});

test('without the variable nobody is asked', async () => {
  delete process.env['COMPANIES_KEY_OF_THE_TEST'];
  expect((await way()).end).toContain('set COMPANIES_KEY_OF_THE_TEST');
  expect(asked).toEqual([]);
});

test('a company that nobody knows is no error', async () => {
  answer = { status: 404, body: 'no' };
  expect(await way()).toEqual({ end: 'asked', size: null, audit: null });
});
