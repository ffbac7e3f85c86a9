// What a folder would change, and making exactly that the newest version: nothing is applied that was not planned.

import { ConflictException, Injectable, UnprocessableEntityException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { diffFiles, type ThingChange } from '#libs/language/diff-files.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { activeRuns } from '#libs/runs/run-counts.store.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { loadVersionRow, registerVersion, StalePlan, type VersionRow } from '#libs/workspaces/workspace-version.store.js';
import { ClockService } from '../clock/clock.service.js';
import { previewScores, type ScoresPreview } from './preview-scores.store.js';

export interface Plan {
  /** Of base and target: apply takes it and nothing else. */
  readonly hash: string;
  /** The version it was made against; null: the first. */
  readonly base: string | null;
  readonly isEmpty: boolean;
  readonly changes: readonly ThingChange[];
  /** Of workflows that change or go: runs that are under way. They keep the version they began with. */
  readonly runs: readonly { readonly workflow: string; readonly change: 'changed' | 'gone'; readonly active: number }[];
  /** At each account's next fact. */
  readonly scores: ScoresPreview;
}

export interface AppliedPlan {
  readonly version: string;
  readonly isNew: boolean;
}

@Injectable()
export class PlanService {
  constructor(
    private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** @throws UnprocessableEntityException with every problem of the files */
  async plan(files: readonly SourceFile[]): Promise<Plan> {
    const workspace = compiled(files);
    const standing = await loadVersionRow(this.pool, null);
    const before = standing === null ? null : compileWorkspace(standing.files, stepSyntaxes).workspace;
    await this.clock.refresh();
    const moved = changedWorkflows(before, workspace);
    const active = await activeRuns(
      this.pool,
      moved.map(({ workflow }) => workflow),
    );
    return {
      hash: planHash(standing, workspace),
      base: standing?.id ?? null,
      isEmpty: standing?.hash === workspace.hash,
      changes: diffFiles(withoutTests(standing?.files ?? []), withoutTests(files)),
      runs: moved.map((each) => ({ ...each, active: active.get(each.workflow) ?? 0 })),
      scores: await previewScores(this.pool, workspace, this.clock.now()),
    };
  }

  /**
   * @param hash of the plan that was looked at
   * @param by name of the key
   * @throws ConflictException when the server runs another version since, or the files are not those of the plan
   */
  async apply(files: readonly SourceFile[], hash: string, by: string, gitCommit: string | null): Promise<AppliedPlan> {
    const workspace = compiled(files);
    const standing = await loadVersionRow(this.pool, null);
    if (planHash(standing, workspace) !== hash)
      throw new ConflictException(
        `the plan does not fit: it was made against another version than ${standing?.id ?? 'none'}, or of other files; plan again`,
      );
    await this.clock.refresh();
    const now = this.clock.now();
    try {
      return await inTransaction(this.pool, async (client) => {
        const { id, isNew } = await registerVersion(client, { workspace, files, now, by, gitCommit, after: standing?.id ?? null });
        if (isNew) {
          const { rows } = await client.query<{ id: string }>(`select nextval('row_id') as id`);
          const because = { by: 'api', name: by, ...(gitCommit === null ? {} : { details: { git_commit: gitCommit } }) } as const;
          const change = { field: 'workspace', from: standing?.hash ?? null, to: workspace.hash, at: now, because };
          await saveChanges(client, [{ subject: { kind: 'setting', id }, ...change }], () => rows[0]!.id);
        }
        return { version: id, isNew };
      });
    } catch (error) {
      if (error instanceof StalePlan) throw new ConflictException(error.message);
      throw error;
    }
  }
}

/** A test changes nothing that runs: it makes no version. */
function withoutTests(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => !isTestFile(file));
}

function compiled(files: readonly SourceFile[]): Workspace {
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace !== null) return workspace;
  const text = formatProblems(problems, files, 'human');
  throw new UnprocessableEntityException({ message: `the workspace has errors:\n\n${text}`, problems });
}

function changedWorkflows(before: Workspace | null, after: Workspace): { workflow: string; change: 'changed' | 'gone' }[] {
  if (before === null) return [];
  return [...before.workflows.values()]
    .filter(({ name, hash }) => after.workflows.get(name)?.hash !== hash)
    .map(({ name }) => ({ workflow: name, change: after.workflows.has(name) ? 'changed' : 'gone' }));
}

function planHash(standing: VersionRow | null, workspace: Workspace): string {
  return createHash('sha256')
    .update(`${standing?.id ?? ''} ${standing?.hash ?? ''} ${workspace.hash}`)
    .digest('hex');
}
