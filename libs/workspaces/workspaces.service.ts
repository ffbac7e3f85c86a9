// The workspace this installation runs: applied from a folder, kept as texts, compiled once a process. Old versions stay
// compiled for the runs that began with them.

import { Injectable } from '@nestjs/common';
import { type ClientBase, Pool } from 'pg';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { nonePaused, type Paused } from '#libs/runs/pause.js';
import { loadVersion, versionsOf } from '#libs/runs/workflow-version.store.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { type Pass, passOf } from './pass-of.js';
import { readFolder } from './read-folder.service.js';
import { publishStragglers } from './publish-runs.store.js';
import { addPass } from './workspace-pass.store.js';
import {
  loadVersionFiles,
  type NewVersion,
  newestVersion,
  newestWithPauses,
  registerVersion,
  type RegisteredVersion,
} from './workspace-version.store.js';

/** The folder has errors; the message is the whole list, as `millrace check` prints it. */
export class InvalidWorkspace extends Error {}

export interface Applied {
  readonly version: string;
  readonly isNew: boolean;
}

/** What a batch decides by: the newest workspace, and which version a new run of each workflow belongs to. */
export interface CurrentWorkspace {
  readonly id: string;
  readonly workspace: Workspace;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
  /** Workflows that stand still. */
  readonly paused: Paused;
}

@Injectable()
export class WorkspacesService {
  private latest: CurrentWorkspace | null = null;
  /** Row of workspace_version → compiled. */
  private readonly compiled = new Map<string, Workspace>();
  /** Row of workflow_version → its workflow. */
  private readonly workflows = new Map<string, Workflow>();

  constructor(private readonly pool: Pool) {}

  /**
   * Makes the folder's content the newest version, unless it is that already.
   * @throws InvalidWorkspace with every problem; nothing is applied then
   */
  async applyFolder(folder: string, now: number, by = 'start'): Promise<Applied> {
    const files = await readFolder(folder);
    const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
    if (workspace === null)
      throw new InvalidWorkspace(`${folder} has errors:\n\n${formatProblems(problems, files, 'human', false, folder)}`);
    const { id, isNew } = await this.apply({ workspace, files, now, by }, async (client, made) => {
      if (made.before !== null)
        await addPass(client, made.id, { ...(await this.passFrom(made.before, workspace, client)), enrols: [] }, now);
    });
    return { version: id, isNew };
  }

  /**
   * Makes a workspace the newest version, and moves the runs whose workflow says so: one transaction.
   * @param also what else is of it
   * @throws StalePlan
   */
  async apply(
    version: Omit<NewVersion, 'workflowOf' | 'versionsBefore'>,
    also: (client: ClientBase, registered: RegisteredVersion) => Promise<void> = () => Promise.resolve(),
  ): Promise<RegisteredVersion> {
    const { workspace, by, now } = version;
    // A version that no longer compiles must not be in the way of the next.
    const versionsBefore = [...((await this.current().catch(() => null))?.versionIds.values() ?? [])];
    const workflowOf = (id: string, client: ClientBase) => this.workflowIfCompiles(id, client);
    const { registered, transaction } = await inTransaction(this.pool, async (client) => {
      const made = await registerVersion(client, { ...version, versionsBefore, workflowOf });
      await also(client, made);
      const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
      return { registered: made, transaction: rows[0]!.id };
    });
    const { versionIds, isNew } = registered;
    if (isNew && [...workspace.workflows.values()].some(({ onPublish }) => onPublish === 'migrate'))
      await publishStragglers(this.pool, { workspace, versionIds, by: `publish:${by}`, now, workflowOf }, versionsBefore, transaction);
    this.use(registered, workspace);
    return registered;
  }

  /** Row of the newest version; null before the first. */
  newest(): Promise<string | null> {
    return newestVersion(this.pool);
  }

  /** The newest version; read from the database when another process has applied one. */
  async current(client: Pool | ClientBase = this.pool): Promise<CurrentWorkspace> {
    const { id, paused } = await newestWithPauses(client);
    if (id === null) throw new InvalidWorkspace('No workspace has been applied yet.');
    if (this.latest?.id !== id) {
      const workspace = await this.compile(id, client);
      this.latest = { id, workspace, versionIds: await versionsOf(client, workspace), paused: nonePaused };
    }
    return paused.size === 0 ? this.latest : { ...this.latest, paused };
  }

  /** The workflow of a version, as it was when the version was made. */
  async workflow(versionId: string, client: Pool | ClientBase = this.pool): Promise<Workflow> {
    const known = this.workflows.get(versionId);
    if (known !== undefined) return known;
    const { workflow: name, workspaceVersionId } = await loadVersion(client, versionId);
    const workflow = (await this.compile(workspaceVersionId, client)).workflows.get(name);
    if (workflow === undefined) throw new Error(`Workspace version ${workspaceVersionId} has no workflow ${name}.`);
    this.workflows.set(versionId, workflow);
    return workflow;
  }

  /** A version as it is compiled. @throws InvalidWorkspace when it no longer compiles */
  version(id: string): Promise<Workspace> {
    return this.compile(id, this.pool);
  }

  /** What a version asks of the subjects that are there. @param before row of the version that stood until then; null: none */
  async passFrom(before: string | null, after: Workspace, client: Pool | ClientBase = this.pool): Promise<Pass> {
    if (before === null) return passOf(null, after);
    const standing = await this.compile(before, client).catch((error: unknown) => {
      // Kept by an earlier release, and no longer understood: everything is new.
      if (error instanceof InvalidWorkspace) return null;
      throw error;
    });
    return standing === null ? { renews: true, enrols: [] } : passOf(standing, after);
  }

  /** Null: the workspace it came with no longer compiles. */
  async workflowIfCompiles(versionId: string, client: Pool | ClientBase = this.pool): Promise<Workflow | null> {
    try {
      return await this.workflow(versionId, client);
    } catch (error) {
      if (error instanceof InvalidWorkspace) return null;
      throw error;
    }
  }

  private async compile(id: string, client: Pool | ClientBase): Promise<Workspace> {
    const known = this.compiled.get(id);
    if (known !== undefined) return known;
    const files: readonly SourceFile[] = await loadVersionFiles(client, id);
    const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
    if (workspace === null)
      throw new InvalidWorkspace(`Workspace version ${id} no longer compiles:\n\n${formatProblems(problems, files, 'human')}`);
    this.compiled.set(id, workspace);
    return workspace;
  }

  private use({ id, versionIds }: RegisteredVersion, workspace: Workspace): void {
    this.compiled.set(id, workspace);
    this.latest = { id, workspace, versionIds, paused: nonePaused };
  }
}
