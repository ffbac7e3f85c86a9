// Versions of the workspace and of its workflows: immutable rows. A run keeps the version it began with (promise 10).

import type { ClientBase, Pool } from 'pg';
import { texts } from '#libs/database/columns.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';

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
 * Makes the workspace the newest version unless it is that already; a workflow that did not change keeps its version.
 * @param client inside a transaction: processes that start together take turns
 */
export async function registerVersion(client: ClientBase, { workspace, files, now, by }: NewVersion): Promise<RegisteredVersion> {
  await client.query('select pg_advisory_xact_lock($1)', [applyLock]);
  const newest = await client.query<{ id: string; hash: string }>('select id, hash from workspace_version order by id desc limit 1');
  const standing = newest.rows[0];
  const isNew = standing?.hash !== workspace.hash;
  const id = isNew ? await insertWorkspace(client, { workspace, files, now, by }) : standing.id;
  if (isNew) await insertWorkflows(client, workspace, id, now);
  return { id, isNew, versionIds: await versionsOf(client, workspace) };
}

/** Workflow name → its version, of a workspace that was registered. */
export async function versionsOf(client: ClientBase | Pool, workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const workflows = [...workspace.workflows.values()];
  const { rows } = await client.query<{ id: string; workflow: string }>(
    `select v.id, v.workflow from unnest($1::text[], $2::text[]) w (workflow, hash) join workflow_version v using (workflow, hash)`,
    [texts(workflows.map(({ name }) => name)), texts(workflows.map(({ hash }) => hash))],
  );
  return new Map(rows.map((row) => [row.workflow, row.id]));
}

/** The texts a version was made of. @throws Error when there is no such version */
export async function loadVersionFiles(client: ClientBase | Pool, id: string): Promise<readonly SourceFile[]> {
  const { rows } = await client.query<{ files: readonly SourceFile[] }>('select files from workspace_version where id = $1', [id]);
  if (rows[0] === undefined) throw new Error(`There is no workspace version ${id}.`);
  return rows[0].files;
}

async function insertWorkspace(client: ClientBase, { workspace, files, now, by }: NewVersion): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into workspace_version (hash, files, applied_at, applied_by) values ($1, $2, to_timestamp($3::float8 / 1000), $4) returning id`,
    [workspace.hash, JSON.stringify(files), now, by],
  );
  return rows[0]!.id;
}

async function insertWorkflows(client: ClientBase, workspace: Workspace, id: string, now: number): Promise<void> {
  const workflows = [...workspace.workflows.values()];
  if (workflows.length === 0) return;
  await client.query(
    `insert into workflow_version (workflow, hash, workspace_version_id, created_at)
     select name, hash, $3::int8, to_timestamp($4::float8 / 1000) from unnest($1::text[], $2::text[]) w (name, hash)
     on conflict (workflow, hash) do nothing`,
    [texts(workflows.map(({ name }) => name)), texts(workflows.map(({ hash }) => hash)), id, now],
  );
}
