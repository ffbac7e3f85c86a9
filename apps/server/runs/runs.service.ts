// What somebody decides about a run over the API: who did it is told with it.

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { Pool } from 'pg';
import { RunMover, type RunAnswer } from '#libs/ingest/move-run.service.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';
import { makeBatchContext } from '../loops/make-batch-context.service.js';

export interface MovedRun {
  readonly id: string;
  readonly state: string;
  readonly step: string | null;
  readonly version_id: string;
  /** Of it that are tried again. */
  readonly deliveries: number;
}

@Injectable()
export class RunsService {
  private mover: Promise<RunMover> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
    private readonly settings: SettingsService,
  ) {}

  async retry(id: string, { name }: ApiKey): Promise<MovedRun> {
    return moved(id, 'retried', await (await this.moving()).retry(id, { by: 'api', name }));
  }

  async cancel(id: string, reason: string, { name }: ApiKey): Promise<MovedRun> {
    return moved(id, 'canceled', await (await this.moving()).cancel(id, reason, { by: 'api', name }));
  }

  async migrate(id: string, { name }: ApiKey): Promise<MovedRun> {
    return moved(id, 'migrated', await (await this.moving()).migrate(id, { by: 'api', name }));
  }

  private async moving(): Promise<RunMover> {
    await this.clock.refresh();
    this.mover ??= makeBatchContext(this.pool, { workspaces: this.workspaces, clock: this.clock, settings: this.settings.values }).then(
      (context) => new RunMover(this.pool, context),
    );
    // A database that was away for a moment is asked again.
    this.mover.catch(() => (this.mover = undefined));
    return this.mover;
  }
}

function moved(id: string, what: string, answer: RunAnswer): MovedRun {
  if (answer.kind === 'not found') throw new NotFoundException(`there is no run ${id}; GET /api/runs lists those there are`);
  if (answer.kind === 'refused') throw new ConflictException(`run ${id} cannot be ${what}: ${answer.reason}`);
  const { state, step, versionId } = answer.run;
  return { id, state, step, version_id: versionId, deliveries: answer.deliveries };
}
