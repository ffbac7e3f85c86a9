// What a folder would change, and making exactly that the newest version: nothing is applied that was not planned.

import { ConflictException, Injectable, UnprocessableEntityException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { diffFiles, type ThingChange } from '#libs/language/diff-files.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Moves } from '#libs/runs/who-moves.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import type { BatchContext } from '#libs/ingest/batch-context.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { movesTo, type PublishedRuns } from '#libs/workspaces/publish-runs.store.js';
import { InvalidWorkspace, WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { newTimes, type NewTime } from '#libs/workspaces/new-times.js';
import { addPass } from '#libs/workspaces/workspace-pass.store.js';
import { loadVersionRow, StalePlan, type VersionRow } from '#libs/workspaces/workspace-version.store.js';
import { ClockService } from '../clock/clock.service.js';
import { makeBatchContext } from '../loops/make-batch-context.service.js';
import { type EnrolmentsPreview, previewEnrolments, type PreviewOptions } from './preview-enrolments.service.js';
import type { ApplyBody, PlanBody } from './read-plan-body.js';
import { previewScores, type ScoresPreview } from './preview-scores.store.js';
import type { CountedMails } from './mailed-today.js';
import { previewWaiting } from './preview-waiting.service.js';

export interface Plan {
  /** Of base and target: apply takes it and nothing else. */
  readonly hash: string;
  /** The version it was made against; null: the first. */
  readonly base: string | null;
  readonly isEmpty: boolean;
  readonly changes: readonly ThingChange[];
  /** Of workflows that change or go: runs that are under way, and what each choice of `on_publish` does to them. */
  readonly runs: readonly PlannedRuns[];
  /** Times that come again and are new. */
  readonly times: readonly NewTime[];
  /** By the pass that follows an apply. */
  readonly scores: ScoresPreview;
  /** Who meets a workflow's beginning already; they are enrolled only when the plan is told so. */
  readonly enrolments: EnrolmentsPreview & { readonly isTold: boolean };
  /** What leaves today of what is under way already; nothing is looked for when nothing changes. */
  readonly waiting: CountedMails;
}

export interface PlannedRuns extends Moves {
  readonly change: 'changed' | 'gone' | 'unchanged';
  /** What the workflow says: with keep nobody moves. */
  readonly on_publish: 'keep' | 'migrate';
}

export interface AppliedPlan {
  readonly version: string;
  readonly isNew: boolean;
  /** Of workflows with `on_publish: migrate`. */
  readonly runs: readonly PublishedRuns[];
}

@Injectable()
export class PlanService {
  constructor(
    private readonly pool: Pool,
    private readonly clock: ClockService,
    private readonly workspaces: WorkspacesService,
    private readonly settings: SettingsService,
  ) {}

  /** @throws UnprocessableEntityException with every problem */
  compiled(files: readonly SourceFile[]): Workspace {
    const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
    if (workspace !== null) return workspace;
    const text = formatProblems(problems, files, 'human');
    throw new UnprocessableEntityException({ message: `the workspace has errors:\n\n${text}`, problems });
  }

  /** @param workspace compiled from the files */
  async plan(
    workspace: Workspace,
    { files, enrol_existing: enrolExisting = false }: PlanBody,
    onProgress?: PreviewOptions['onProgress'],
  ): Promise<Plan> {
    const standing = await loadVersionRow(this.pool, null);
    const before = await this.workspaceOf(standing);
    await this.clock.refresh();
    const pass = await this.workspaces.passFrom(standing?.id ?? null, workspace);
    const isEmpty = standing?.hash === workspace.hash;
    const context = await this.contextOf(workspace);
    return {
      hash: planHash(standing, workspace, enrolExisting),
      base: standing?.id ?? null,
      isEmpty,
      changes: diffFiles(withoutTests(standing?.files ?? []), withoutTests(files)),
      runs: await this.runs(before, workspace),
      times: newTimes(before, workspace, this.clock.now()),
      scores: await previewScores(this.pool, workspace, this.clock.now()),
      waiting: isEmpty ? [] : await previewWaiting(this.pool, workspace, context),
      enrolments: {
        isTold: enrolExisting,
        ...(await previewEnrolments(this.pool, {
          pass,
          workspace,
          context,
          ...(onProgress === undefined ? {} : { onProgress }),
        })),
      },
    };
  }

  /** Of workflows that change or go; and of those that do not and whose runs in older versions would move now. */
  private async runs(before: Workspace | null, workspace: Workspace): Promise<readonly PlannedRuns[]> {
    const changes = new Map(changedWorkflows(before, workspace).map(({ workflow, change }) => [workflow, change]));
    const migrating = [...workspace.workflows.values()].filter(({ onPublish }) => onPublish === 'migrate').map(({ name }) => name);
    const names = [...new Set([...changes.keys(), ...migrating])];
    const moves = await movesTo(this.pool, workspace, names, (id) => this.workspaces.workflowIfCompiles(id));
    return moves
      .map((each) => ({
        ...each,
        change: changes.get(each.workflow) ?? ('unchanged' as const),
        on_publish: workspace.workflows.get(each.workflow)?.onPublish ?? ('keep' as const),
      }))
      .filter(({ change, moves: count }) => change !== 'unchanged' || count > 0);
  }

  /**
   * @param hash of the plan that was looked at
   * @param by name of the key
   * @throws ConflictException when the server runs another version since, or the files are not those of the plan
   */
  async apply(
    { files, plan: hash, git_commit: commit, enrol_existing: enrolExisting = false }: ApplyBody,
    by: string,
  ): Promise<AppliedPlan> {
    const workspace = this.compiled(files);
    const gitCommit = commit ?? null;
    const standing = await loadVersionRow(this.pool, null);
    if (planHash(standing, workspace, enrolExisting) !== hash)
      throw new ConflictException(
        `the plan does not fit: it was made against another version than ${standing?.id ?? 'none'}, or of other files; plan again`,
      );
    await this.clock.refresh();
    const now = this.clock.now();
    const pass = await this.workspaces.passFrom(standing?.id ?? null, workspace);
    try {
      const { id, isNew, runs } = await this.workspaces.apply(
        { workspace, files, now, by, gitCommit, after: standing?.id ?? null },
        async (client, made) => {
          if (!made.isNew) return;
          const { rows } = await client.query<{ id: string }>(`select nextval('row_id') as id`);
          const details = { ...(gitCommit === null ? {} : { git_commit: gitCommit }), ...(enrolExisting ? { enrol_existing: true } : {}) };
          const because = { by: 'api', name: by, ...(Object.keys(details).length === 0 ? {} : { details }) } as const;
          await addPass(client, made.id, enrolExisting ? pass : { ...pass, enrols: [] }, now);
          const change = { field: 'workspace', from: standing?.hash ?? null, to: workspace.hash, at: now, because };
          await saveChanges(client, [{ subject: { kind: 'setting', id: made.id }, ...change }], () => rows[0]!.id);
        },
      );
      return { version: id, isNew, runs };
    } catch (error) {
      if (error instanceof StalePlan) throw new ConflictException(error.message);
      throw error;
    }
  }

  private async workspaceOf(standing: VersionRow | null): Promise<Workspace | null> {
    if (standing === null) return null;
    return this.workspaces.version(standing.id).catch((error: unknown) => {
      // An earlier release kept it: everything of it is shown as new.
      if (error instanceof InvalidWorkspace) return null;
      throw error;
    });
  }

  /** As the loops would work with it after an apply. */
  private async contextOf(workspace: Workspace): Promise<BatchContext<Buffer>> {
    const { pool, workspaces, clock } = this;
    const context = await makeBatchContext(pool, { workspaces, clock, settings: this.settings.values });
    const versionIds = new Map([...workspace.workflows.keys()].map((name) => [name, `planned ${name}`]));
    return {
      ...context,
      cache: new PeopleCache(0),
      workspaces: {
        current: () => Promise.resolve({ workspace, versionIds }),
        workflow: (versionId, client) => workspaces.workflow(versionId, client),
      },
    };
  }
}

/** A test changes nothing that runs: it makes no version. */
function withoutTests(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => !isTestFile(file));
}

function changedWorkflows(before: Workspace | null, after: Workspace): { workflow: string; change: 'changed' | 'gone' }[] {
  if (before === null) return [];
  return [...before.workflows.values()]
    .filter(({ name, hash }) => after.workflows.get(name)?.hash !== hash)
    .map(({ name }) => ({ workflow: name, change: after.workflows.has(name) ? 'changed' : 'gone' }));
}

function planHash(standing: VersionRow | null, workspace: Workspace, enrolExisting: boolean): string {
  return createHash('sha256')
    .update(`${standing?.id ?? ''} ${standing?.hash ?? ''} ${workspace.hash}${enrolExisting ? ' enrol' : ''}`)
    .digest('hex');
}
