import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { millrace } from './cli.fixture.js';

const run = {
  id: '71',
  workflow: 'inbound',
  version_id: '3',
  subject_kind: 'person',
  subject_id: '5',
  state: 'failed',
  step: null,
  due_at: null,
  listens: [],
  trigger: { name: 'Demo Requested', eventId: '31' },
  started_at: '2026-03-09T09:00:00.000Z',
  ended_at: '2026-03-09T09:00:00.000Z',
  end_reason: 'no such email',
};
const moved = { id: '71', state: 'ready', step: '1-email', version_id: '3', deliveries: 0 };
/** What the API answers; the real one's answers are tested beside it. */
const answers: Readonly<Record<string, unknown>> = {
  'GET /api/people?email=ana%40acme.test': { data: [{ id: '5' }] },
  'GET /api/runs?limit=50': { data: [run], next: null },
  'GET /api/runs?workflow=inbound&state=failed&person=5&limit=1': { data: [run], next: 'abc' },
  'GET /api/runs/71': { ...run, steps: [], deliveries: [] },
  'POST /api/runs/71/retry': moved,
  'POST /api/runs/71/migrate': { ...moved, version_id: '4' },
  'POST /api/runs/71/cancel {"reason":"they asked"}': { ...moved, state: 'stopped', step: null },
};
let server: Server;
let place: readonly string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const asked = `${request.method ?? ''} ${request.url ?? ''}${body === '' ? '' : ` ${body}`}`;
      response.writeHead(asked in answers ? 200 : 409, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answers[asked] ?? { detail: `no ${asked}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place = ['--server', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--key', 'mr_test'];
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const line = '71  inbound  person 5  failed  no such email  2026-03-09 09:00\n';
test.each([
  [['list'], line, ''],
  [
    ['list', '--workflow', 'inbound', '--state', 'failed', '--person', 'ana@acme.test', '--limit', '1'],
    line,
    'There are more: --cursor abc\n',
  ],
  [['retry', '71'], 'run 71 is ready at 1-email (version 3)\n', ''],
  [['migrate', '71'], 'run 71 is ready at 1-email (version 4)\n', ''],
  [['cancel', '71', '--reason', 'they asked'], 'run 71 is stopped (version 3)\n', ''],
])(
  'runs %j',
  async (args, out, err) => {
    expect(await millrace(['runs', ...args, ...place])).toEqual({ code: 0, out, err });
  },
  60_000,
);

test('--json is one document, versioned', async () => {
  expect(JSON.parse((await millrace(['runs', 'list', '--json', ...place])).out)).toEqual({ version: 1, runs: [run], next: null });
  expect(JSON.parse((await millrace(['runs', 'show', '71', '--json', ...place])).out)).toMatchObject({ version: 1, run: { id: '71' } });
  expect(JSON.parse((await millrace(['runs', 'retry', '71', '--json', ...place])).out)).toEqual({ version: 1, run: moved });
});

test.each([
  [['show', 'ana'], 2],
  [['cancel', '71'], 2],
  [['lst'], 2],
  [['cancel', '71', '--reason', 'other'], 1],
])('runs %j ends with %i', async (args, code) => {
  expect((await millrace(['runs', ...args, ...place])).code).toBe(code);
});

test.each(['list', 'show', 'retry', 'cancel', 'migrate'])('runs %s --help has an example', async (name) => {
  expect(await millrace(['runs', name, '--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/Example:\n {2}millrace runs/) });
});
