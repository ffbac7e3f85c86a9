import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { small } from '#libs/testing/small-workspace.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { InvalidWorkspace, WorkspacesService } from './workspaces.service.js';

const database = useDatabase();
const now = Date.UTC(2026, 10, 24, 9);

let folder: string;
let workspaces: WorkspacesService;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-workspaces-'));
  workspaces = new WorkspacesService(database.pool);
  await write({ ...small, 'workflows/inbound.yaml': inbound('2d'), 'workflows/other.yaml': other });
});
afterEach(() => rm(folder, { recursive: true }));

const inbound = (wait: string) =>
  `workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - email: welcome\n  - wait: ${wait}\n`;
const other = 'workflow: other\nof: person\nwhen: [{ event: calendly.booked }]\nsteps:\n  - wait: 1d\n';

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function count(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.pool.query<Record<string, number>>(
    'select (select count(*)::int from workspace_version) as workspaces, (select count(*)::int from workflow_version) as workflows',
  );
  return rows[0]!;
}

test('the same folder twice is one version', async () => {
  const first = await workspaces.applyFolder(folder, now);
  const again = await new WorkspacesService(database.pool).applyFolder(folder, now + 1);
  expect(first.isNew).toBe(true);
  expect(again).toEqual({ version: first.version, isNew: false });
  expect(await count()).toEqual({ workspaces: 1, workflows: 2 });
});

test('who applied it, when, and its texts are kept', async () => {
  await workspaces.applyFolder(folder, now, 'ci-key');
  const { rows } = await database.pool.query('select applied_at, applied_by, files, hash from workspace_version');
  expect(rows).toEqual([
    {
      applied_at: new Date(now),
      applied_by: 'ci-key',
      files: expect.arrayContaining([{ path: 'workflows/other.yaml', text: other }]),
      hash: (await workspaces.current()).workspace.hash,
    },
  ]);
});

describe('a changed workflow', () => {
  it('is a new version, and one that did not change keeps its own', async () => {
    await workspaces.applyFolder(folder, now);
    const before = (await workspaces.current()).versionIds;
    await write({ 'workflows/inbound.yaml': inbound('3d') });
    expect(await workspaces.applyFolder(folder, now)).toMatchObject({ isNew: true });
    const after = (await workspaces.current()).versionIds;
    expect(after.get('inbound')).not.toBe(before.get('inbound'));
    expect(after.get('other')).toBe(before.get('other'));
    expect(await count()).toEqual({ workspaces: 2, workflows: 3 });
  });

  it('that only got another comment is the version it was', async () => {
    await workspaces.applyFolder(folder, now);
    const before = (await workspaces.current()).versionIds;
    await write({ 'workflows/inbound.yaml': `# Two days are enough.\n${inbound('2d')}` });
    await workspaces.applyFolder(folder, now);
    expect((await workspaces.current()).versionIds).toEqual(before);
  });

  it('that is changed back is the version it was at first', async () => {
    await workspaces.applyFolder(folder, now);
    const before = (await workspaces.current()).versionIds;
    await write({ 'workflows/inbound.yaml': inbound('3d') });
    await workspaces.applyFolder(folder, now);
    await write({ 'workflows/inbound.yaml': inbound('2d') });
    await workspaces.applyFolder(folder, now);
    expect((await workspaces.current()).versionIds).toEqual(before);
    expect(await count()).toEqual({ workspaces: 3, workflows: 3 });
  });
});

test('a changed test file makes no new version', async () => {
  await workspaces.applyFolder(folder, now);
  await write({ 'workflows/inbound.test.yaml': 'test: it\nclock: 2026-03-02T09:00:00Z\ntimeline: [{ event: page }]\n' });
  expect(await workspaces.applyFolder(folder, now)).toMatchObject({ isNew: false });
});

test('promise 10: a run’s version still compiles as it was, in a process that never saw its folder', async () => {
  await workspaces.applyFolder(folder, now);
  const old = (await workspaces.current()).versionIds.get('inbound')!;
  await write({ 'workflows/inbound.yaml': inbound('9d') });
  await workspaces.applyFolder(folder, now);
  await rm(join(folder, 'workflows/inbound.yaml'));
  await workspaces.applyFolder(folder, now);

  const later = new WorkspacesService(database.pool);
  expect((await later.current()).workspace.workflows.has('inbound')).toBe(false);
  const workflow = await later.workflow(old);
  const wait = [...workflow.nodes.values()].find(({ kind }) => kind === 'wait');
  expect(JSON.stringify(wait!.config)).toContain(String(2 * 86_400_000));
  expect(await later.workflow(old)).toBe(workflow);
});

test('several processes that start at once agree on one version', async () => {
  const processes = Array.from({ length: 6 }, () => new WorkspacesService(database.pool));
  const applied = await Promise.all(processes.map((one) => one.applyFolder(folder, now)));
  expect(new Set(applied.map(({ version }) => version)).size).toBe(1);
  expect(applied.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await count()).toEqual({ workspaces: 1, workflows: 2 });
  const ids = await Promise.all(processes.map(async (one) => [...(await one.current()).versionIds]));
  for (const one of ids) expect(one).toEqual(ids[0]);
});

test('what another process has applied is the current one at the next look', async () => {
  await workspaces.applyFolder(folder, now);
  const before = await workspaces.current();
  expect(await workspaces.current()).toBe(before);
  await write({ 'workflows/inbound.yaml': inbound('3d') });
  const { version } = await new WorkspacesService(database.pool).applyFolder(folder, now);
  const after = await workspaces.current();
  expect(after.id).toBe(version);
  expect(after.workspace.hash).not.toBe(before.workspace.hash);
});

describe('what cannot be used', () => {
  it('is told with every mistake, and nothing is applied', async () => {
    await workspaces.applyFolder(folder, now);
    const before = await workspaces.current();
    await write({ 'workflows/inbound.yaml': inbound('4'), 'workflows/other.yaml': other.replace('calendly.booked', 'calendly.bookd') });
    const failure = await workspaces.applyFolder(folder, now).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidWorkspace);
    expect((failure as Error).message).toContain(`${folder}/workflows/inbound.yaml:6:`);
    expect((failure as Error).message).toContain('did you mean "calendly.booked"?');
    expect(await workspaces.current()).toBe(before);
    expect(await count()).toEqual({ workspaces: 1, workflows: 2 });
  });

  it('is a folder that is not there', async () => {
    await expect(workspaces.applyFolder(join(folder, 'nowhere'), now)).rejects.toThrow('nowhere cannot be read (ENOENT)');
    expect(await count()).toEqual({ workspaces: 0, workflows: 0 });
  });

  it('is an installation without a workspace, and a version that does not exist', async () => {
    await expect(workspaces.current()).rejects.toThrow('No workspace has been applied yet.');
    await expect(workspaces.workflow('77')).rejects.toThrow('There is no workflow version 77.');
  });
});
