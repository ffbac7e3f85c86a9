// Merges by hand over the API: who did it is told with it.

import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { Pool } from 'pg';
import type { Merge } from '#libs/ingest/merge-by-hand.js';
import { type MergeAnswer, SubjectMerger } from '#libs/ingest/merge-subjects.service.js';
import { DetailStore } from '#libs/reporting/detail.store.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';
import { makeBatchContext } from '../loops/make-batch-context.service.js';

@Injectable()
export class MergesService {
  private merger: Promise<SubjectMerger> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
    private readonly settings: SettingsService,
    private readonly details: DetailStore,
  ) {}

  async preview(wanted: Merge) {
    const { merge, result } = done(wanted, await (await this.merging()).preview(wanted));
    const gone = await this.details[merge.kind](merge.goes);
    return { stays: merge.stays, goes: merge.goes, ...result, keys: gone?.['keys'] ?? [] };
  }

  async merge(wanted: Merge, reason: string, { name }: ApiKey) {
    const { merge, result } = done(wanted, await (await this.merging()).merge(wanted, reason, { by: 'api', name }));
    return { stays: merge.stays, goes: merge.goes, clashes: result };
  }

  private async merging(): Promise<SubjectMerger> {
    await this.clock.refresh();
    this.merger ??= makeBatchContext(this.pool, { workspaces: this.workspaces, clock: this.clock, settings: this.settings.values }).then(
      (context) => new SubjectMerger(this.pool, context),
    );
    // A database that was away for a moment is asked again.
    this.merger.catch(() => (this.merger = undefined));
    return this.merger;
  }
}

function done<Result>({ kind }: Merge, answer: MergeAnswer<Result>): Extract<MergeAnswer<Result>, { kind: 'done' }> {
  if (answer.kind === 'not found') throw new NotFoundException(`there is no ${kind} ${answer.id}`);
  if (answer.kind === 'one already') throw new ConflictException(`they are one ${kind} already`);
  return answer;
}
