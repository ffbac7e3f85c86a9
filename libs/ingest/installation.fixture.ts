// A small installation for tests: a workspace that is applied, an inbox to put facts into, rounds of the loops on a clock that
// stands where the test says. A row's body is the fact itself.

import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import { appendRows } from '#libs/intake/append.store.js';
import { samenessKey } from '#libs/intake/sameness-key.service.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { Workspace } from '#libs/language/workspace.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { loadPaused } from '#libs/runs/pause.store.js';
import { passOf } from '#libs/workspaces/pass-of.js';
import { addPass } from '#libs/workspaces/workspace-pass.store.js';
import { registerVersion } from '#libs/workspaces/workspace-version.store.js';
import { advanceBatch } from './advance-batch.service.js';
import type { BatchContext } from './batch-context.js';
import { everyBatch } from './every-batch.service.js';
import { IdBlocks } from './id-block.store.js';
import { ingestBatch } from './ingest-batch.service.js';
import { ReadAhead } from './read-ahead.store.js';
import { passTimeBatch } from './pass-time-batch.service.js';
import { renewBatch } from './renew-batch.service.js';

export const start = Date.UTC(2026, 2, 9, 9);
export const hour = 3_600_000;
export const day = 24 * hour;

export const workflow = `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: never
stop_when: [deal.won]
steps:
  - route: inbound
  - create_deal: { pipeline: new-business, stage: new }
  - notify: { rep: owner, text: "\${{ person.email }} asked." }
  - wait: 2d
  - notify: { rep: owner, text: "Still quiet." }
`;

export function installation(pool: Pool) {
  const state = { now: start, applied: null as { workspace: Workspace; versionIds: ReadonlyMap<string, string> } | null };
  const workflows = new Map<string, Workspace>();
  const apply = async (texts: Readonly<Record<string, string>>, { enrolExisting = false } = {}): Promise<void> => {
    const files = Object.entries({ ...small, 'workflows/inbound.yaml': workflow, ...texts }).map(([path, text]) => ({ path, text }));
    const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
    if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
    const pass = passOf(state.applied?.workspace ?? null, workspace);
    const versionsBefore = [...(state.applied?.versionIds.values() ?? [])];
    const workflowOf = context.workspaces.workflow;
    const { versionIds } = await inTransaction(pool, async (client) => {
      const version = await registerVersion(client, { workspace, files, now: state.now, by: 'test', versionsBefore, workflowOf });
      if (version.isNew) await addPass(client, version.id, enrolExisting ? pass : { ...pass, enrols: [] }, state.now);
      return version;
    });
    for (const id of versionIds.values()) if (!workflows.has(id)) workflows.set(id, workspace);
    state.applied = { workspace, versionIds };
  };
  const context: BatchContext<Buffer> = {
    workspaces: {
      current: async () => {
        if (state.applied === null) await apply({});
        return { ...state.applied!, paused: await loadPaused(pool) };
      },
      workflow: async (versionId) => {
        const { rows } = await pool.query<{ workflow: string }>('select workflow from workflow_version where id = $1', [versionId]);
        return workflows.get(versionId)!.workflows.get(rows[0]!.workflow)!;
      },
    },
    understand: (row) => [JSON.parse(row.body.toString('utf8')) as Fact],
    samenessKey,
    steps: stepsByKind,
    cache: new PeopleCache(),
    secret: 'a secret of this instance',
    publicUrl: 'http://localhost',
    now: () => state.now,
  };
  const options = () => ({ pool, ids: new IdBlocks(), ahead: new ReadAhead(pool), context, shards: 64, limit: 1000 });
  return {
    context,
    options,
    apply,
    at: (now: number): void => {
      state.now = now;
    },
    /** Facts arrive in this order; two with one key are one fact. */
    send: async (...facts: (Partial<Fact> & { readonly key?: string })[]): Promise<void> => {
      await appendRows(
        pool,
        randomUUID(),
        facts.map(({ key = randomUUID(), ...over }) => {
          const fact = factOf(over, state.now);
          const subjectKey = fact.person.userId ?? fact.person.email ?? fact.account.stripeCustomer ?? 'nobody';
          const row = { source: 'test', subjectKey, sameness: key, body: Buffer.from(JSON.stringify(fact)) };
          return { row, receivedAt: state.now };
        }),
      );
    },
    /** Rounds until nothing waits. @returns how many rows were taken */
    ingest: async (): Promise<number> => {
      let taken = 0;
      for (let round = await ingestBatch(options()); round > 0; round = await ingestBatch(options())) taken += round;
      return taken;
    },
    advance: () => advanceBatch(options()),
    /** Rounds of the pass that follows a new version. @returns how many rounds */
    renew: async (limit = 1000): Promise<number> => {
      let rounds = 0;
      while ((await renewBatch({ ...options(), limit })) > 0) rounds += 1;
      return rounds;
    },
    /** Rounds of the timers until nobody is due. @returns how many subjects were taken */
    passTime: async (): Promise<number> => {
      let taken = 0;
      for (let round = await passTimeBatch(options()); round > 0; round = await passTimeBatch(options())) taken += round;
      return taken;
    },
    /** Rounds of the calendar until no time has come. */
    every: async (limit = 1000): Promise<void> => {
      while ((await everyBatch({ ...options(), limit })) > 0);
    },
  };
}

export function factOf(over: Partial<Fact>, at: number): Fact {
  return {
    kind: 'event',
    name: 'Demo Requested',
    at,
    person: { email: 'ana@acme.test' },
    account: {},
    properties: over.name === undefined || over.name === 'Demo Requested' ? { company_size: 300, platform: 'shopify' } : {},
    personTraits: {},
    accountTraits: {},
    ...over,
  };
}

/** Counts and states that tests compare. */
export async function standing(pool: Pool) {
  const { rows } = await pool.query<{ standing: Record<string, unknown> }>(`
select jsonb_build_object(
  'people', (select count(*) from person where merged_into is null), 'accounts', (select count(*) from account where merged_into is null),
  'events', (select count(*) from event), 'deliveries', (select count(*) from delivery),
  'runs', (select coalesce(jsonb_agg(workflow || ' ' || state order by id), '[]') from run),
  'deals', (select coalesce(jsonb_agg(stage || ' ' || coalesce(owner, '-') order by id), '[]') from deal),
  'waiting', (select count(*) from inbox), 'dead', (select count(*) from dead_letter),
  'accepted', (select sum(accepted) from intake_tally), 'done', (select sum(done) from shard),
  'duplicates', (select sum(duplicates) from shard), 'setAside', (select sum(set_aside) from shard)) as standing`);
  return rows[0]!.standing;
}
