import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { advanceBatch } from './advance-batch.service.js';
import { day, installation, standing, start, workflow } from './installation.fixture.js';
import { RunMover } from './move-run.service.js';

const database = useDatabase();
const ana = { by: 'api', name: 'ana' } as const;
let house: ReturnType<typeof installation>;
let mover: RunMover;

beforeEach(() => {
  house = installation(database.pool);
  mover = new RunMover(database.pool, house.context);
});

/** @returns the id of a run that waits for two days */
async function waiting(): Promise<string> {
  await house.send({});
  await house.ingest();
  return (await database.pool.query<{ id: string }>('select id from run')).rows[0]!.id;
}

async function rows(pool: Pool, sql: string): Promise<string[]> {
  return (await pool.query<{ line: string }>(sql)).rows.map(({ line }) => line);
}

const journal = () => rows(database.pool, `select seq || ' ' || step || ' ' || (outcome->>'kind') as line from run_step order by seq`);
const audit = () =>
  rows(
    database.pool,
    `select (from_value #>> '{}') || ' → ' || (to_value #>> '{}') || ' by ' || (because->>'name') || ' ' || coalesce(because->'details'->>'reason', '') as line
     from audit where field like 'run.%'`,
  );
/** As a step that breaks leaves it. */
const fail = async (id: string, state = 'failed') => {
  await database.pool.query(
    `update run set state = $2, step = null, due_at = null, ended_at = to_timestamp($3), end_reason = 'broke', steps_taken = steps_taken + 1 where id = $1`,
    [id, state, start / 1000],
  );
  await database.pool.query(
    `insert into run_step (subject_id, run_id, seq, at, step, kind, visit, input, facts, outcome)
     select subject_id, id, steps_taken, ended_at, '4-wait', 'wait', 1, '{"kind":"start"}', '{}', '{"kind":"fail","reason":"broke"}' from run where id = $1`,
    [id],
  );
};

describe('cancel', () => {
  test('ends a run with a reason; what it asked for and has not left does not leave, and nothing comes after', async () => {
    const id = await waiting();
    expect(await mover.cancel(id, 'they asked', ana)).toMatchObject({ kind: 'done', run: { state: 'stopped' } });
    expect(await audit()).toEqual(['sleeping → stopped by ana they asked']);
    expect((await journal()).at(-1)).toBe('5 4-wait stop');
    house.at(start + 3 * day);
    expect(await house.advance()).toBe(0);
    expect((await database.pool.query('select end_reason from run')).rows).toEqual([{ end_reason: 'canceled by ana: they asked' }]);
  });

  test('a run that has ended stays as it ended', async () => {
    const id = await waiting();
    await mover.cancel(id, 'first', ana);
    expect(await mover.cancel(id, 'second', ana)).toEqual({
      kind: 'refused',
      reason: 'it has ended already: stopped (canceled by ana: first)',
    });
    expect(await mover.cancel('999', 'x', ana)).toEqual({ kind: 'not found' });
  });

  test('beside a worker that moves it on, one of the two is first and the other sees what it did', async () => {
    const id = await waiting();
    house.at(start + 2 * day);
    const [answer] = await Promise.all([mover.cancel(id, 'now', ana), advanceBatch(house.options())]);
    const { runs } = (await standing(database.pool)) as { runs: string[] };
    expect(runs).toEqual([answer.kind === 'done' ? 'inbound stopped' : 'inbound done']);
  });
});

describe('retry', () => {
  test('a failed run goes on at the step that failed, and to its end', async () => {
    const id = await waiting();
    await fail(id);
    expect(await mover.retry(id, ana)).toMatchObject({ kind: 'done', run: { state: 'ready', step: '4-wait', endedAt: null } });
    expect(await audit()).toEqual(['failed → ready by ana ']);
    await house.advance();
    house.at(start + 3 * day);
    await house.advance();
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'], deliveries: 2 });
    expect(await journal()).toEqual([
      '1 1-route go',
      '2 2-create_deal go',
      '3 3-notify go',
      '4 4-wait sleep',
      '5 4-wait fail',
      '6 4-wait retry',
      '7 4-wait sleep',
      '8 4-wait go',
      '9 5-notify go',
    ]);
  });

  test('not beside a newer run of the same workflow, nor one that was stopped, nor one that has not failed', async () => {
    const id = await waiting();
    expect(await mover.retry(id, ana)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/has not failed/) });
    await fail(id);
    await database.pool.query(
      `insert into run (subject_id, id, subject_kind, person_id, account_id, workflow, version_id, state, step, trigger, started_at)
       select subject_id, 99, subject_kind, person_id, account_id, workflow, version_id, 'sleeping', '4-wait', trigger, started_at from run`,
    );
    expect(await mover.retry(id, ana)).toEqual({
      kind: 'refused',
      reason: 'run 99 of the same workflow is under way for the same subject',
    });
    expect(await mover.cancel('99', 'x', ana)).toMatchObject({ kind: 'done' });
    expect(await mover.retry('99', ana)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/was stopped/) });
  });

  test('a delivery that failed is tried again, unless its step was entered again since: nobody gets two', async () => {
    const id = await waiting();
    await database.pool.query(`update delivery set state = 'failed', due_at = null, error = 'no', ended_at = now(), attempts = 3`);
    expect(await mover.retry(id, ana)).toMatchObject({ kind: 'done', deliveries: 1 });
    expect(await rows(database.pool, `select state || ' ' || attempts as line from delivery`)).toEqual(['waiting 3']);
    await database.pool.query(`update delivery set state = 'failed', due_at = null`);
    await database.pool.query(
      `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, state)
       select subject_id, 999999, created_at, run_id || ':3-notify:2:1', action, recipient, payload, run_id, 'done' from delivery`,
    );
    expect(await mover.retry(id, ana)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/nothing of it has failed to leave/),
    });
  });
});

describe('migrate', () => {
  const changed = (steps: string) => house.apply({ 'workflows/inbound.yaml': workflow.replace(/steps:[^]*/, `steps:\n${steps}`) });

  test('a run goes on in the newest version, at the step of the same id', async () => {
    const id = await waiting();
    expect(await mover.migrate(id, ana)).toEqual({ kind: 'refused', reason: 'it is in the newest version already' });
    await changed('  - route: inbound\n  - route: inbound\n  - route: inbound\n  - wait: 5d\n  - exit: changed\n');
    expect(await mover.migrate(id, ana)).toMatchObject({ kind: 'done', run: { state: 'sleeping', step: '4-wait' } });
    house.at(start + 2 * day);
    await house.advance();
    expect((await database.pool.query('select end_reason from run')).rows).toEqual([{ end_reason: 'changed' }]);
    expect((await journal()).slice(4)).toEqual(['5 4-wait migrate', '6 4-wait go', '7 5-exit finish']);
  });

  test.each([
    ['  - wait: 5d\n', 'the new version has no step "4-wait"; give the step an id, and the same one in both versions'],
    [
      '  - route: inbound\n  - route: inbound\n  - route: inbound\n  - notify: { rep: owner, text: x }\n',
      'the new version has no step "4-wait"',
    ],
  ])('not when the step is gone: %#', async (steps, reason) => {
    const id = await waiting();
    await changed(steps);
    expect(await mover.migrate(id, ana)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
    expect(await audit()).toEqual([]);
  });
});
