// Versions of the workspace: immutable rows, the texts as they were applied.

import type { ClientBase, Pool } from 'pg';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { registerWorkflows, versionsOf } from '#libs/runs/workflow-version.store.js';

export interface NewVersion {
  readonly workspace: Workspace;
  readonly files: readonly SourceFile[];
  /** Epoch ms. */
  readonly now: number;
  /** Who applied it: `start`, the name of a key. */
  readonly by: string;
}

export interface RegisteredVersion {
  readonly id: string;
  /** False: it is what the installation runs already. */
  readonly isNew: boolean;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
}

/** Any number: it only has to be nobody else's in this database. */
const applyLock = 7_302_402;

/**
 * Makes the workspace the newest version unless it is that already.
 * @param client inside a transaction: processes that start together take turns
 */
export async function registerVersion(client: ClientBase, { workspace, files, now, by }: NewVersion): Promise<RegisteredVersion> {
  await client.query('select pg_advisory_xact_lock($1)', [applyLock]);
  const newest = await client.query<{ id: string; hash: string }>('select id, hash from workspace_version order by id desc limit 1');
  const standing = newest.rows[0];
  if (standing?.hash === workspace.hash) return { id: standing.id, isNew: false, versionIds: await versionsOf(client, workspace) };
  const { rows } = await client.query<{ id: string }>(
    `insert into workspace_version (hash, files, applied_at, applied_by) values ($1, $2, to_timestamp($3::float8 / 1000), $4) returning id`,
    [workspace.hash, JSON.stringify(files), now, by],
  );
  const { id } = rows[0]!;
  await registerWorkflows(client, workspace, id, now);
  return { id, isNew: true, versionIds: await versionsOf(client, workspace) };
}

/** Row of the newest version; null before the first. */
export async function newestVersion(client: ClientBase | Pool): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('select id from workspace_version order by id desc limit 1');
  return rows[0]?.id ?? null;
}

/** The texts a version was made of. @throws Error when there is no such version */
export async function loadVersionFiles(client: ClientBase | Pool, id: string): Promise<readonly SourceFile[]> {
  const { rows } = await client.query<{ files: readonly SourceFile[] }>('select files from workspace_version where id = $1', [id]);
  if (rows[0] === undefined) throw new Error(`There is no workspace version ${id}.`);
  return rows[0].files;
}
