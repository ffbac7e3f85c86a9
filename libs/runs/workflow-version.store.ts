// Versions of workflows: immutable rows. A run keeps the version it began with (promise 10).

import type { ClientBase, Pool } from 'pg';
import { texts } from '#libs/database/columns.js';
import type { Workspace } from '#libs/language/workspace.js';

/** A workflow that did not change keeps its version, whatever else is new in the workspace. */
export async function registerWorkflows(client: ClientBase, workspace: Workspace, workspaceVersionId: string, now: number): Promise<void> {
  const workflows = [...workspace.workflows.values()];
  if (workflows.length === 0) return;
  await client.query(
    `insert into workflow_version (workflow, hash, workspace_version_id, created_at)
     select name, hash, $3::int8, to_timestamp($4::float8 / 1000) from unnest($1::text[], $2::text[]) w (name, hash)
     on conflict (workflow, hash) do nothing`,
    [texts(workflows.map(({ name }) => name)), texts(workflows.map(({ hash }) => hash)), workspaceVersionId, now],
  );
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

/** Which workflow a version is of, and the workspace it came with. @throws Error when there is no such version */
export async function loadVersion(
  client: ClientBase | Pool,
  versionId: string,
): Promise<{ readonly workflow: string; readonly workspaceVersionId: string }> {
  const { rows } = await client.query<{ workflow: string; workspace_version_id: string }>(
    'select workflow, workspace_version_id from workflow_version where id = $1',
    [versionId],
  );
  if (rows[0] === undefined) throw new Error(`There is no workflow version ${versionId}.`);
  return { workflow: rows[0].workflow, workspaceVersionId: rows[0].workspace_version_id };
}
