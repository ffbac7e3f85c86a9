// Workflows with what became of their runs, as the page shows them.

import { beforeEach, expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly line: number;
  readonly ports: readonly { readonly port: string; readonly to: string | null; readonly passed: number }[];
  readonly entered: number;
  readonly waiting: number;
  readonly stopped: number;
  readonly failed: number;
  readonly ended: number;
}

interface Told {
  readonly version: string;
  readonly current: string;
  readonly steps: readonly Step[];
  readonly source: string;
  readonly when: readonly string[];
  readonly versions: readonly { readonly id: string; readonly runs: number }[];
}

beforeEach(async () => {
  for (const [user, size] of [
    ['ana', 1200],
    ['ben', 1500],
    ['cara', 3],
  ] as const)
    await server.track('track', {
      userId: user,
      event: 'Demo Requested',
      properties: { company_size: size, platform: 'shopify' },
      context: { traits: { email: `${user}@${user}-shop.test` } },
      messageId: user,
    });
  await server.drain();
});

const one = async (query = '') => (await server.get(`/api/workflows/inbound${query}`)).body as unknown as Told;

test('the list has every workflow of the folder with its runs, also those that none began', async () => {
  const { data } = (await server.get('/api/workflows')).body as {
    data: {
      name: string;
      enrolled: number;
      begun: { count: number }[];
      file: string;
      active: number;
      done: number;
      stopped: number;
      failed: number;
      holdout: number;
    }[];
  };
  const inbound = data.find(({ name }) => name === 'inbound')!;
  expect(inbound).toMatchObject({ enrolled: 3, file: 'workflows/inbound.yaml' });
  expect(inbound.active + inbound.done + inbound.stopped + inbound.failed + inbound.holdout).toBe(3);
  expect(inbound.begun.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect(data.map(({ name }) => name)).toEqual(expect.arrayContaining(['re-engage', 'trial-expired']));
  expect(data.find(({ name }) => name === 'trial-expired')).toMatchObject({ enrolled: 0, begun: [] });
});

test('a workflow is its steps as written, where their ports lead, and how many came, wait, and left', async () => {
  const { steps, source, when, version, current, versions } = await one();
  expect(version).toBe(current);
  expect(versions).toEqual([expect.objectContaining({ id: version, runs: 3 })]);
  const lines = source.split('\n');
  for (const { label, line } of steps) expect(lines[line - 1]).toContain(label.replace(/…$/, '').slice(0, 12));
  expect(when.length).toBeGreaterThan(0);
  const first = steps.find(({ kind }) => kind === 'if')!;
  expect(first.entered).toBe(3);
  // Whoever came has left through a port, was stopped, failed, ended, or stands there.
  for (const { id, entered, waiting, stopped, failed, ended, ports } of steps) {
    const left = ports.reduce((sum, { passed }) => sum + passed, 0);
    expect({ id, sum: left + waiting + stopped + failed + ended }).toEqual({ id, sum: entered });
  }
  expect(first.ports.find(({ port }) => port === 'then')!.passed).toBe(2);
});

test('a run counts for the version that it began with, and in the days that were asked for', async () => {
  await server.pool.query(`update run set started_at = now() - interval '100 days' where workflow = 'inbound'`);
  expect((await one()).steps.every(({ entered }) => entered === 0)).toBe(true);
  expect((await one('?days=200')).steps.some(({ entered }) => entered === 3)).toBe(true);
});

test.each([
  ['inbound?version=999999', 404, 'its versions are'],
  ['nothing', 404, 'GET /api/workflows'],
  ['inbound?version=x', 400, '"version"'],
  ['inbound?days=0', 400, '"days"'],
  ['%00', 400, 'NUL'],
])('%s is %d and names what is wrong', async (path, status, named) => {
  const answer = await server.get(`/api/workflows/${path}`);
  expect({ status: answer.status, detail: answer.body['detail'] }).toEqual({ status, detail: expect.stringContaining(named) });
});
