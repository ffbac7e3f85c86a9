// Workflows with what became of their runs: all of them as a list, and one version as a picture beside its file.

import { Injectable, NotFoundException } from '@nestjs/common';
import { Pool } from 'pg';
import type { Workflow } from '#libs/language/workflow.js';
import { WorkflowCountsStore } from '#libs/reporting/workflow-counts.store.js';
import { InvalidWorkspace, WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { loadVersionFiles } from '#libs/workspaces/workspace-version.store.js';
import { ClockService } from '../clock/clock.service.js';
import { PausesService } from './pauses.service.js';
import { tellSteps, tellTriggers } from './tell-steps.js';

const day = 86_400_000;
const trendDays = 28;
const none = { enrolled: 0, active: 0, done: 0, stopped: 0, failed: 0, goal: 0, holdout: 0 };

@Injectable()
export class WorkflowsService {
  constructor(
    private readonly counts: WorkflowCountsStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
    private readonly pool: Pool,
    private readonly pauses: PausesService,
  ) {}

  /** Those of the workspace by name, then those that only have runs any more. */
  async all() {
    const { workspace } = await this.workspaces.current();
    await this.clock.refresh();
    const now = this.clock.now();
    const counted = new Map((await this.counts.all()).map(({ workflow, ...rest }) => [workflow, rest]));
    const paused = await this.pauses.all();
    const begun = await this.counts.begun(workspace.timeZone, now - trendDays * day);
    const names = [...workspace.workflows.keys()].toSorted();
    const gone = [...counted.keys()].filter((name) => !workspace.workflows.has(name)).toSorted();
    const data = [...names, ...gone].map((name) => {
      const workflow = workspace.workflows.get(name);
      return {
        name,
        about: workflow?.about ?? null,
        of: workflow?.of ?? null,
        file: workflow?.place.file ?? null,
        has_goal: workflow?.goal !== undefined,
        paused: paused.get(name) ?? null,
        ...(counted.get(name) ?? none),
        begun: begun.filter((one) => one.workflow === name).map(({ day: when, count }) => ({ day: when, count })),
      };
    });
    return { now, time_zone: workspace.timeZone, data };
  }

  /**
   * @param version id of one of its versions; left out: the one a new run begins with, else the newest
   * @param days of the runs that are counted
   */
  async one(name: string, version: string | undefined, days: number) {
    const { versionIds } = await this.workspaces.current();
    const versions = await this.counts.versions(name);
    const current = versionIds.get(name) ?? null;
    const id = version ?? current ?? versions[0]?.id;
    const row = versions.find((one) => one.id === id);
    if (row === undefined)
      throw new NotFoundException(
        versions.length === 0
          ? `there is no workflow "${name}"; GET /api/workflows lists those there are`
          : `"${name}" has no version ${version ?? ''}; its versions are ${versions.map((one) => one.id).join(', ')}`,
      );
    await this.clock.refresh();
    const now = this.clock.now();
    const [files, compiled, counted] = await Promise.all([
      loadVersionFiles(this.pool, row.workspace_version_id),
      this.compiled(row.id),
      this.counts.steps(row.id, now - days * day),
    ]);
    const { workflow, problem } = compiled;
    const source = files.find(({ path }) => path === (workflow?.place.file ?? `workflows/${name}.yaml`))?.text ?? '';
    const steps = workflow === null ? [] : tellSteps(workflow, source);
    return {
      now,
      name,
      about: workflow?.about ?? null,
      of: workflow?.of ?? null,
      file: workflow?.place.file ?? null,
      paused: (await this.pauses.all()).get(name) ?? null,
      problem,
      version: row.id,
      current,
      versions,
      when: workflow === null ? [] : tellTriggers(workflow, source),
      start: workflow?.start ?? null,
      steps: steps.map((step) => {
        const { entered = 0, waiting = 0, stopped = 0, failed = 0, ports = {} } = counted.find((one) => one.step === step.id) ?? {};
        // A step without a port of that name goes on through `next`.
        const own = step.ports.map(({ port }) => port);
        const passed = (port: string) =>
          (ports[port] ?? 0) +
          (port === 'next'
            ? Object.entries(ports).reduce((sum, [other, n]) => sum + (own.includes(other) || other === 'finish' ? 0 : n), 0)
            : 0);
        return {
          ...step,
          entered,
          waiting,
          stopped,
          failed,
          ended: ports['finish'] ?? 0,
          ports: step.ports.map((port) => ({ ...port, passed: passed(port.port) })),
        };
      }),
      source,
    };
  }

  /** A version that the language of today does not compile any more has a file, and no picture. */
  private async compiled(versionId: string): Promise<{ readonly workflow: Workflow | null; readonly problem: string | null }> {
    try {
      return { workflow: await this.workspaces.workflow(versionId), problem: null };
    } catch (error) {
      if (error instanceof InvalidWorkspace) return { workflow: null, problem: 'This version does not compile with today’s language.' };
      throw error;
    }
  }
}
