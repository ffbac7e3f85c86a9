// What a run has heard for a wait that begins later is kept with it, and its journal replays.

import { expect, test } from '@jest/globals';
import { asItBegan } from '#libs/engine/begin-run.js';
import { replay } from '#libs/engine/replay.js';
import type { RunStep } from '#libs/engine/run.js';
import { loadRuns } from '#libs/runs/run.store.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, installation, start } from './installation.fixture.js';

const database = useDatabase();

const files = {
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: never
steps:
  - wait: 1d
  - wait_for: { event: page, if: event.path == "/pricing", since: start, up_to: 3d, got: [{ exit: saw prices }], otherwise: [{ exit: saw none }] }
`,
};

test('since: start: what came before the wait began counts, by whichever process it is read, and replays the same (promise 10)', async () => {
  const house = installation(database.pool);
  await house.apply(files);
  await house.send({});
  await house.ingest();
  const { rows: people } = await database.pool.query<{ subject_id: string }>('select subject_id from run');
  await house.send(
    { name: 'page', kind: 'page', properties: { path: '/blog' } },
    { name: 'page', kind: 'page', properties: { path: '/pricing' } },
  );
  await house.ingest();
  const client = await database.pool.connect();
  const [begun] = [...(await loadRuns(client, [people[0]!.subject_id])).runs.values()];
  client.release();
  expect(begun?.heard.map(({ properties }) => properties['path'])).toEqual(['/blog', '/pricing']);
  expect(begun?.listens).toEqual([]);
  house.at(start + day);
  await house.advance();
  expect((await database.pool.query('select end_reason from run')).rows).toEqual([{ end_reason: 'saw prices' }]);

  const { rows } = await database.pool.query<Omit<RunStep, 'at'> & { at: Date; run_id: string }>('select * from run_step order by seq');
  const journal = rows.map((line) => ({ ...line, at: line.at.getTime(), runId: line.run_id }));
  const { workspace } = await house.context.workspaces.current(null as never);
  const workflow = workspace.workflows.get('inbound')!;
  const replayed = replay(workflow, asItBegan(begun!, workflow), journal, { workspace, steps: stepsByKind });
  expect(replayed.map(({ step, isSame }) => [step, isSame])).toEqual([
    ['1-wait', true],
    ['1-wait', true],
    ['2-wait_for', true],
    ['2-wait_for.got.1-exit', true],
  ]);
});
