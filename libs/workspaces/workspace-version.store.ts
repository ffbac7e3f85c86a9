// Versions of the workspace: immutable rows, the texts as they were applied.

import type { ClientBase, Pool } from 'pg';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { registerEvery } from '#libs/runs/every.store.js';
import { type PublishedRuns, publishRuns, type VersionOf } from './publish-runs.store.js';
import { tellWorkspace } from './tell-workspace.js';
import { nonePaused, type Pause, type Paused } from '#libs/runs/pause.js';
import { registerWorkflows, versionsOf } from '#libs/runs/workflow-version.store.js';

export interface NewVersion {
  readonly workspace: Workspace;
  readonly files: readonly SourceFile[];
  /** Epoch ms. */
  readonly now: number;
  /** Who applied it: `start`, the name of a key. */
  readonly by: string;
  readonly gitCommit?: string | null;
  /** The version that must still be the newest; absent: whichever it is. */
  readonly after?: string | null;
  /** Workflows of versions that runs stand in. */
  readonly workflowOf: VersionOf;
  /** Rows of workflow_version of the workspace before: runs may begin in them beside this. */
  readonly versionsBefore: readonly string[];
}

/** Somebody has applied another version since the plan was made. */
export class StalePlan extends Error {}

export interface RegisteredVersion {
  readonly id: string;
  /** False: it is what the installation runs already. */
  readonly isNew: boolean;
  /** The version that stood before it; null: there was none, or it is what stands. */
  readonly before: string | null;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
  /** Of workflows with `on_publish: migrate`. */
  readonly runs: readonly PublishedRuns[];
}

/** Any number: it only has to be nobody else's in this database. */
const applyLock = 7_302_402;

/**
 * Makes the workspace the newest version unless it is that already.
 * @param client inside a transaction: processes that start together take turns
 */
export async function registerVersion(
  client: ClientBase,
  { workspace, files, now, by, gitCommit = null, after, workflowOf, versionsBefore }: NewVersion,
): Promise<RegisteredVersion> {
  await client.query('select pg_advisory_xact_lock($1)', [applyLock]);
  const newest = await client.query<{ id: string; hash: string }>('select id, hash from workspace_version order by id desc limit 1');
  const standing = newest.rows[0];
  if (after !== undefined && (standing?.id ?? null) !== after)
    throw new StalePlan(`version ${standing?.id ?? 'none'} runs now, the plan was made against ${after ?? 'none'}: plan again`);
  const told = JSON.stringify(tellWorkspace(workspace));
  if (standing?.hash === workspace.hash) {
    // An earlier release may have told less of the same files.
    await client.query('update workspace_version set told = $2 where id = $1 and told is distinct from $2', [standing.id, told]);
    return { id: standing.id, isNew: false, before: null, versionIds: await versionsOf(client, workspace), runs: [] };
  }
  const { rows } = await client.query<{ id: string }>(
    `insert into workspace_version (hash, files, applied_at, applied_by, git_commit, told)
     values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6) returning id`,
    [workspace.hash, JSON.stringify(files), now, by, gitCommit, told],
  );
  const { id } = rows[0]!;
  await registerWorkflows(client, workspace, id, now);
  await registerEvery(client, workspace, now);
  const versionIds = await versionsOf(client, workspace);
  const runs = await publishRuns(client, { workspace, versionIds, by: `publish:${by}`, now, workflowOf }, versionsBefore);
  return { id, isNew: true, before: standing?.id ?? null, versionIds, runs };
}

/** Row of the newest version; null before the first. */
export async function newestVersion(client: ClientBase | Pool): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('select id from workspace_version order by id desc limit 1');
  return rows[0]?.id ?? null;
}

/** What every batch asks: row of the newest version, and which workflows stand still. One statement, so that a pause costs no second. */
export async function newestWithPauses(client: ClientBase | Pool): Promise<{ readonly id: string | null; readonly paused: Paused }> {
  const { rows } = await client.query<{ id: string; paused: Readonly<Record<string, Pause>> | null }>({
    name: 'newest_with_pauses',
    text: `select id, (select jsonb_object_agg(workflow, jsonb_build_object('since', round(extract(epoch from since) * 1000), 'by', paused_by,
             'reason', reason)) from workflow_pause) as paused
           from workspace_version order by id desc limit 1`,
  });
  const [row] = rows;
  return { id: row?.id ?? null, paused: row?.paused == null ? nonePaused : new Map(Object.entries(row.paused)) };
}

/** The texts a version was made of. @throws Error when there is no such version */
export async function loadVersionFiles(client: ClientBase | Pool, id: string): Promise<readonly SourceFile[]> {
  const { rows } = await client.query<{ files: readonly SourceFile[] }>('select files from workspace_version where id = $1', [id]);
  if (rows[0] === undefined) throw new Error(`There is no workspace version ${id}.`);
  return rows[0].files;
}

export interface VersionRow {
  readonly id: string;
  readonly hash: string;
  readonly appliedAt: number;
  readonly appliedBy: string;
  readonly gitCommit: string | null;
  readonly files: readonly SourceFile[];
}

/** @param id null: the newest. @returns null when there is no such version */
export async function loadVersionRow(client: ClientBase | Pool, id: string | null): Promise<VersionRow | null> {
  const { rows } = await client.query<{
    id: string;
    hash: string;
    applied_at: Date;
    applied_by: string;
    git_commit: string | null;
    files: readonly SourceFile[];
  }>(
    `select id, hash, applied_at, applied_by, git_commit, files from workspace_version
     where $1::int8 is null or id = $1 order by id desc limit 1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: row.id,
    hash: row.hash,
    appliedAt: row.applied_at.getTime(),
    appliedBy: row.applied_by,
    gitCommit: row.git_commit,
    files: row.files,
  };
}
