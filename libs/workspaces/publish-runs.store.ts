// What publishing a version does to runs under way, in its transaction; and once more for those that began beside it.

import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { moveRuns, standingRuns } from '#libs/runs/move-runs.store.js';
import { type Moves, passages, type StandingRuns, whoMoves } from '#libs/runs/who-moves.js';

/** The workflow of a version; null: it no longer compiles, and its runs stay in it. */
export type VersionOf = (versionId: string, client: ClientBase) => Promise<Workflow | null>;

export interface Published {
  readonly workspace: Workspace;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
  /** Who has published. */
  readonly by: string;
  /** Epoch ms. */
  readonly now: number;
  readonly workflowOf: VersionOf;
}

export interface PublishedRuns {
  readonly workflow: string;
  readonly moved: number;
  /** Their step is gone: they stay with the version they are in. */
  readonly stayed: number;
}

/** How the runs of these workflows would move to a workspace's versions, or have moved. */
export async function movesTo(
  client: ClientBase | Pool,
  workspace: Workspace,
  workflows: readonly string[],
  workflowOf: (versionId: string) => Promise<Workflow | null>,
): Promise<readonly Moves[]> {
  const standing = await standingRuns(client, workflows);
  const versions = await versionsIn(standing, workflowOf);
  return workflows.map((name) => whoMoves(name, workspace.workflows.get(name), standing, (id) => versions.get(id) ?? null));
}

/** @param client inside the transaction that makes the version @param versionsBefore of the workspace before: runs may begin in them beside it */
export async function publishRuns(
  client: ClientBase,
  published: Published,
  versionsBefore: readonly string[],
): Promise<readonly PublishedRuns[]> {
  const { workspace, versionIds, by, now, workflowOf } = published;
  const names = [...workspace.workflows.values()].flatMap(({ name, onPublish }) => (onPublish === 'migrate' ? [name] : []));
  if (names.length === 0) return [];
  const standing = await standingRuns(client, names);
  const from = await versionsIn([...standing, ...versionsBefore.map((versionId) => ({ versionId }))], (id) => workflowOf(id, client));
  const moved = await moveRuns(client, passages(from, workspace, versionIds), by, now);
  return names.flatMap((workflow) => {
    const old = standing.filter((one) => one.workflow === workflow && one.versionId !== versionIds.get(workflow));
    const active = old.reduce((sum, { runs }) => sum + runs, 0);
    const count = moved.get(workflow) ?? 0;
    return active + count === 0 ? [] : [{ workflow, moved: count, stayed: Math.max(0, active - count) }];
  });
}

/**
 * A batch that had read the version before may begin a run in it after the others have moved. Whoever was under way at the commit is
 * waited for, and what it has begun moves too.
 * @param transaction of the commit (xid8) @param most how long somebody is waited for (ms)
 */
export async function publishStragglers(
  pool: Pool,
  published: Published,
  versionsBefore: readonly string[],
  transaction: string,
  most = 2000,
): Promise<void> {
  for (let waited = 0; waited < most; waited += 50) {
    const { rows } = await pool.query<{ over: boolean }>('select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over', [
      transaction,
    ]);
    if (rows[0]?.over === true) break;
    await pause(50);
  }
  await inTransaction(pool, (client) => publishRuns(client, published, versionsBefore));
}

async function versionsIn(
  standing: readonly Pick<StandingRuns, 'versionId'>[],
  workflowOf: (versionId: string) => Promise<Workflow | null>,
): Promise<ReadonlyMap<string, Workflow>> {
  const versions = new Map<string, Workflow>();
  for (const versionId of new Set(standing.map((each) => each.versionId))) {
    const workflow = await workflowOf(versionId);
    if (workflow !== null) versions.set(versionId, workflow);
  }
  return versions;
}
