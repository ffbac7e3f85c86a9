// `on_publish`: what a new version does to runs under way.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Run, RunStep } from '#libs/engine/run.js';
import { asItBegan } from '#libs/engine/begin-run.js';
import { replay } from '#libs/engine/replay.js';
import { lockRun } from '#libs/runs/run.store.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { movesTo } from '#libs/workspaces/publish-runs.store.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { advanceBatch } from './advance-batch.service.js';
import { day, hour, installation, standing, start } from './installation.fixture.js';

const database = useDatabase();
let house: ReturnType<typeof installation>;
beforeEach(() => {
  house = installation(database.pool);
});

/** @param publish keep, migrate or nothing @param steps in the flow form */
const version = (publish: string, ...steps: string[]) =>
  `workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nagain: never\n${publish === '' ? '' : `on_publish: ${publish}\n`}steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
const apply = (publish: string, ...steps: string[]) => house.apply({ 'workflows/inbound.yaml': version(publish, ...steps) });
const people = async (count: number) => {
  await house.send(...Array.from({ length: count }, (_, n) => ({ person: { email: `p${n}@company-${n}.test` } })));
  await house.ingest();
};
const ends = async () =>
  (await database.pool.query<{ reason: string }>('select coalesce(end_reason, state) as reason from run order by id')).rows.map(
    ({ reason }) => reason,
  );
const versionsOfRuns = async () =>
  (await database.pool.query<{ version_id: string }>('select distinct version_id from run order by 1')).rows.map((row) => row.version_id);

describe('on_publish', () => {
  test.each(['', 'keep'])('keep is the default: a run stays with the version it began with (%j)', async (publish) => {
    await apply(publish, 'wait: 2d', 'exit: old');
    await people(1);
    await apply(publish, 'wait: 2d', 'exit: new');
    house.at(start + 2 * day);
    await house.advance();
    expect(await ends()).toEqual(['old']);
  });

  test('migrate: every run under way moves to the new version at the same step id, and waits as long as it began to', async () => {
    await apply('', '{ id: calm, wait: 2d }', 'exit: old');
    await people(3);
    await apply('migrate', 'set: { person.role: asked }', '{ id: calm, wait: 9d }', 'exit: new');
    expect(await versionsOfRuns()).toHaveLength(1);
    house.at(start + 2 * day - 1);
    expect(await house.advance()).toBe(0);
    house.at(start + 2 * day);
    expect(await house.advance()).toBe(3);
    expect(await ends()).toEqual(['new', 'new', 'new']);
  });

  test('a run whose step is gone, or is another kind of step now, stays with its old version', async () => {
    await apply('', 'wait: 2d', 'exit: old');
    await people(2);
    await apply('migrate', '{ id: calm, wait: 2d }', 'exit: new');
    await apply('migrate', 'set: { person.role: asked }', 'exit: newer');
    house.at(start + 2 * day);
    await house.advance();
    expect(await ends()).toEqual(['old', 'old']);
  });

  test('a later version that has the step again takes those along that had stayed', async () => {
    await apply('', '{ id: calm, wait: 2d }', 'exit: old');
    await people(1);
    await apply('migrate', 'exit: new');
    await apply('migrate', '{ id: calm, wait: 2d }', 'exit: newer');
    house.at(start + 2 * day);
    await house.advance();
    expect(await ends()).toEqual(['newer']);
  });

  test('the move is a line of the journal, which a replay takes too (promise 10)', async () => {
    await apply('', '{ id: calm, wait: 2d }', 'exit: old');
    await people(1);
    const old = (await house.context.workspaces.current(undefined as never)).versionIds.get('inbound')!;
    house.at(start + hour);
    await apply('migrate', '{ id: calm, wait: 2d }', 'exit: new');
    house.at(start + 2 * day);
    await house.advance();
    const { workspace, versionIds } = await house.context.workspaces.current(undefined as never);
    const { rows } = await database.pool.query<RunStep>(
      `select run_id as "runId", subject_id as "subjectId", seq, (extract(epoch from at) * 1000)::float8 as at, step, kind, visit, input, facts, outcome
       from run_step order by seq`,
    );
    expect(rows.map(({ seq, step, outcome }) => `${seq} ${step} ${outcome['kind'] as string}`)).toEqual([
      '1 calm sleep',
      '2 calm migrate',
      '3 calm go',
      '4 2-exit finish',
    ]);
    expect(rows[1]).toMatchObject({ at: start + hour, input: { from: old, to: versionIds.get('inbound'), by: 'publish:test' } });
    const client = await database.pool.connect();
    const run: Run = (await lockRun(client, rows[0]!.runId).finally(() => client.release()))!;
    const versionOf = async (id: string) => ({ workflow: await house.context.workspaces.workflow(id, client), workspace });
    const known = new Map([
      [old, await versionOf(old)],
      [run.versionId, await versionOf(run.versionId)],
    ]);
    const { workflow } = known.get(old)!;
    const replayed = replay(workflow, asItBegan({ ...run, versionId: old }, workflow), rows, {
      workspace,
      steps: stepsByKind,
      versions: (id) => known.get(id),
    });
    expect(replayed.map(({ isSame }) => isSame)).toEqual([true, true, true, true]);
  });

  test('promise 9: beside workers that move them on, every run ends once and none is lost', async () => {
    await apply('', '{ id: calm, wait: 2d }', '{ id: more, wait: 1d }', 'exit: old');
    await people(60);
    house.at(start + 2 * day);
    await Promise.all([
      apply('migrate', '{ id: calm, wait: 2d }', '{ id: more, wait: 1d }', 'exit: new'),
      ...Array.from({ length: 3 }, () => advanceBatch({ ...house.options(), limit: 7 })),
    ]);
    while ((await house.advance()) > 0);
    house.at(start + 3 * day);
    while ((await house.advance()) > 0);
    const { rows } = await database.pool.query<{ gaps: number }>(
      `select count(*)::int as gaps from run r where steps_taken <> (select count(*) from run_step s where s.run_id = r.id)
       or steps_taken <> (select max(seq) from run_step s where s.run_id = r.id)`,
    );
    expect(rows[0]!.gaps).toBe(0);
    expect((await ends()).filter((reason) => reason !== 'new' && reason !== 'old')).toEqual([]);
  });

  test('a plan says how many runs each choice touches, and why some would stay', async () => {
    await apply('', '{ id: calm, wait: 2d }', 'wait: 3d');
    await people(2);
    house.at(start + 2 * day);
    await house.advance();
    await house.send({ person: { email: 'late@other.test' } });
    await house.ingest();
    const files = Object.entries({ ...small, 'workflows/inbound.yaml': version('', '{ id: calm, wait: 2d }') }).map(([path, text]) => ({
      path,
      text,
    }));
    const { workspace } = compileWorkspace(files, stepSyntaxes);
    const moves = await movesTo(database.pool, workspace!, ['inbound'], (id) => house.context.workspaces.workflow(id, undefined as never));
    expect(moves).toEqual([
      {
        workflow: 'inbound',
        active: 3,
        moves: 1,
        stays: [
          { step: '2-wait', runs: 2, why: 'the new version has no step "2-wait"; give the step an id, and the same one in both versions' },
        ],
      },
    ]);
  });

  test('a run that a batch begins by the old version beside the publishing moves too', async () => {
    const workspaces = new WorkspacesService(database.pool);
    const published = async (publish: string, end: string) => {
      const files = Object.entries({ ...small, 'workflows/inbound.yaml': version(publish, '{ id: calm, wait: 2d }', `exit: ${end}`) }).map(
        ([path, text]) => ({ path, text }),
      );
      return workspaces.apply({ workspace: compileWorkspace(files, stepSyntaxes).workspace!, files, now: start, by: 'test' });
    };
    const before = (await published('', 'old')).versionIds.get('inbound')!;
    const batch = await database.pool.connect();
    await batch.query('begin');
    await batch.query(
      `insert into run (subject_id, id, subject_kind, workflow, version_id, state, step, due_at, trigger, started_at)
       values (1, 2, 'person', 'inbound', $1, 'sleeping', 'calm', now(), '{}', now())`,
      [before],
    );
    const after = published('migrate', 'new');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await batch.query('commit');
    batch.release();
    const { versionIds } = await after;
    expect(await versionsOfRuns()).toEqual([versionIds.get('inbound')]);
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound sleeping'] });
  });

  test('a version that no longer compiles is not in the way of the next: its runs stay in it', async () => {
    await apply('', '{ id: calm, wait: 2d }', 'exit: old');
    await people(1);
    const before = await versionsOfRuns();
    await database.pool.query(`update workspace_version set files = '[{"path": "workspace.yaml", "text": "workspace: 5"}]'`);
    const texts = { ...small, 'workflows/inbound.yaml': version('migrate', '{ id: calm, wait: 2d }') };
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    const { workspace } = compileWorkspace(files, stepSyntaxes);
    const workspaces = new WorkspacesService(database.pool);
    const moves = await movesTo(database.pool, workspace!, ['inbound'], (id) => workspaces.workflowIfCompiles(id));
    expect(moves).toMatchObject([{ moves: 0, stays: [{ runs: 1, why: 'its version no longer compiles' }] }]);
    expect(await workspaces.apply({ workspace: workspace!, files, now: start, by: 'test' })).toMatchObject({
      runs: [{ moved: 0, stayed: 1 }],
    });
    expect(await versionsOfRuns()).toEqual(before);
  });
});
