// APPLY_CONFIG=watch: what is saved runs at once; what is broken is told and changes nothing.

import { afterEach, expect, test } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidWorkspace, WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { SavedProblem } from '../reload/saved-problem.service.js';
import { applyOrKeep, reloadOnSave } from '../reload/reload-config.service.js';
import { useServer } from './server.fixture.js';

const server = useServer();
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function watched() {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-reload-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  await cp(server.settings.configDir, folder, { recursive: true });
  const told: string[] = [];
  const reload = {
    folder,
    workspaces: server.app.get(WorkspacesService),
    problem: server.app.get(SavedProblem),
    tell: (line: string) => void told.push(line),
    now: () => Date.now(),
  };
  const until = async (text: string): Promise<void> => {
    for (const end = Date.now() + 20_000; !told.some((line) => line.includes(text));) {
      if (Date.now() > end) throw new Error(`waited for “${text}”; was told:\n${told.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { folder, told, reload, until };
}

const versions = async () => ((await server.get('/api/versions')).body['data'] as { id: string; applied_by: string }[]).map(({ id }) => id);
const tierOf = async (domain: string) => ((await server.get(`/api/accounts?domain=${domain}`)).body['data'] as { tier: string }[])[0]?.tier;

test('a save is applied, a broken one is told with its place while the good version decides on, and mending it is applied again', async () => {
  const { folder, told, reload, until } = await watched();
  cleanups.push(reloadOnSave(reload));
  await server.loops();
  const scores = join(folder, 'scores/fit.yaml');
  const good = await readFile(scores, 'utf8');
  const asks = (name: string) =>
    server.track('track', {
      userId: name,
      event: 'Demo Requested',
      context: { traits: { email: `${name}@${name}.test` } },
      properties: { company_size: 250, platform: 'shopify' },
    });

  await writeFile(scores, good.replace(/tier: growth, if: score >= \d+/, 'tier: growth, if: score >= 1000'));
  await until('workspace applied from');
  expect(await versions()).toHaveLength(2);
  await asks('one');
  await server.drain();
  expect(await tierOf('one.test')).toBe('self_serve');

  await writeFile(scores, good.replace('account.employees', 'account.employes'));
  await until('did you mean "employees"?');
  expect(told.at(-1)).toMatch(/scores\/fit\.yaml:\d+:\d+ +error\[E104\][\s\S]*version \d+ stays in force/);
  expect((await server.get('/api/setup')).body['saved_problem']).toContain('E104');
  await asks('two');
  await server.drain();
  expect(await tierOf('two.test')).toBe('self_serve');
  expect(await versions()).toHaveLength(2);

  told.length = 0;
  await writeFile(scores, good);
  await until('workspace applied from');
  expect((await server.get('/api/setup')).body['saved_problem']).toBeNull();
  await asks('three');
  await server.drain();
  expect(await tierOf('three.test')).toBe('growth');
  expect(server.failures).toEqual([]);
}, 60_000);

test('a start with a broken folder goes on with the last good version, and fails where there is none', async () => {
  const { folder, told, reload } = await watched();
  await writeFile(join(folder, 'scores/fit.yaml'), 'score: fit\nof: nobody\n');
  expect(await applyOrKeep(reload)).toBeNull();
  expect(told.join('\n')).toContain('stays in force');
  await server.pool.query('select testing.reset()');
  await expect(applyOrKeep(reload)).rejects.toThrow(InvalidWorkspace);
});
