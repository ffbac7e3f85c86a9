// An act at a vendor on its whole way: the run asks for it, the outbox performs it, its answer wakes the run.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import nock from 'nock';
import { millraceSource } from '#libs/connectors/millrace/millrace.source.js';
import { replay } from '#libs/engine/replay.js';
import { asItBegan } from '#libs/engine/begin-run.js';
import type { Run, RunStep } from '#libs/engine/run.js';
import { installation, start } from '#libs/ingest/installation.fixture.js';
import { parseSettings } from '#libs/settings/settings.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { type DeliverRound, makeDeliverRound } from '../loops/deliver-round.service.js';

const database = useDatabase();
const files = (onError = '') => ({
  'connections.yaml': 'connections:\n  hubspot: { token: "${env.HUBSPOT_TOKEN_OF_THE_TEST}" }\n',
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps:
  - do: hubspot.upsert_contact
    with: { email: person.email, properties: { lifecycle: lead } }
${onError}  - exit: told HubSpot
`,
});
let house: ReturnType<typeof installation>;
let deliver: DeliverRound;

beforeEach(() => {
  process.env['HUBSPOT_TOKEN_OF_THE_TEST'] = 'pat-1';
  house = installation(database.pool);
  deliver = makeDeliverRound({
    pool: database.pool,
    settings: parseSettings({}),
    now: () => start,
    workspace: async () => (await house.context.workspaces.current(null as never)).workspace,
    processUuid: randomUUID(),
  });
});
afterEach(async () => {
  nock.cleanAll();
  delete process.env['HUBSPOT_TOKEN_OF_THE_TEST'];
  await deliver.close();
});

const hubspot = () =>
  nock('https://api.hubapi.com', { reqheaders: { authorization: 'Bearer pat-1' } }).post('/crm/objects/2026-03/contacts/batch/upsert');

/** What the outbox has told the inbox comes in as the source would read it. */
async function answer(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string; source: string; body: Buffer }>('delete from inbox returning id, source, body');
  const facts = rows.flatMap((row) => millraceSource.understand({ ...row, receivedAt: start, key: '' }));
  await house.send(...facts);
  await house.ingest();
}

async function way(onError?: string): Promise<Record<string, unknown>> {
  await house.apply(files(onError));
  await house.send({});
  await house.ingest();
  await deliver.round();
  await answer();
  return (await database.pool.query('select state, end_reason, listens from run')).rows[0] as Record<string, unknown>;
}

describe('do', () => {
  test('is performed with the token that connections.yaml names, and its answer wakes the run', async () => {
    hubspot().reply(200, { results: [{ id: '51', new: false }] });
    expect(await way()).toMatchObject({ state: 'done', end_reason: 'told HubSpot' });
    const { rows } = await database.pool.query('select state, answer, recipient, payload from delivery');
    expect(rows).toMatchObject([{ state: 'done', answer: { id: '51', new: false }, recipient: 'ana@acme.test' }]);
    expect(JSON.stringify(rows)).not.toContain('pat-1');
  });

  test('on_error stop is the default: the run fails with the vendor’s words', async () => {
    hubspot().reply(400, { message: 'no such property' });
    expect(await way()).toMatchObject({
      state: 'failed',
      end_reason: 'hubspot.upsert_contact failed: HubSpot answered 400: no such property',
    });
  });

  test('on_error steps are taken', async () => {
    hubspot().reply(400, {});
    expect(await way('    on_error: [{ exit: without HubSpot }]\n')).toMatchObject({ state: 'done', end_reason: 'without HubSpot' });
  });

  test('what is to be tried again keeps the run waiting', async () => {
    hubspot().reply(503, {});
    expect(await way()).toMatchObject({ state: 'listening' });
    expect((await database.pool.query('select state, attempts from delivery')).rows).toEqual([{ state: 'waiting', attempts: 1 }]);
  });

  test('without the variable fails, and says what to set', async () => {
    delete process.env['HUBSPOT_TOKEN_OF_THE_TEST'];
    expect((await way())['end_reason']).toContain('HubSpot is not connected');
  });

  test('promise 10: its journal replays to the same decisions', async () => {
    hubspot().reply(400, {});
    await way('    on_error: [{ exit: without HubSpot }]\n');
    const { workspace } = await house.context.workspaces.current(null as never);
    const workflow = workspace.workflows.get('inbound')!;
    const { rows } = await database.pool.query<Omit<RunStep, 'at'> & { run_id: string; at: string }>(
      'select *, extract(epoch from at) * 1000 as at from run_step order by seq',
    );
    const [row] = (await database.pool.query('select id, subject_id, person_id, account_id, trigger, started_at from run')).rows;
    const run = {
      id: row.id,
      subject: { kind: 'person', id: row.subject_id },
      personId: row.person_id,
      accountId: row.account_id,
      dealId: null,
      versionId: '1',
      key: '',
      depth: 0,
      trigger: row.trigger,
      startedAt: row.started_at.getTime(),
    } as unknown as Run;
    const journal = rows.map((line) => ({ ...line, at: Number(line.at), runId: line.run_id }));
    const replayed = replay(workflow, asItBegan(run, workflow), journal, { workspace, steps: stepsByKind });
    expect(replayed.map(({ isSame }) => isSame)).toEqual([true, true, true]);
  });
});
