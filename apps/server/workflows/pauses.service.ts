// Pauses a workflow and lets it go on: the row and the audit, with who and why, are one commit.

import { ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import type { Pause } from '#libs/runs/pause.js';
import { loadPaused, pauseWorkflow, resumeWorkflow } from '#libs/runs/pause.store.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

export interface ToldPause {
  readonly since: string;
  readonly by: string;
  readonly reason: string;
}

@Injectable()
export class PausesService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  async all(): Promise<ReadonlyMap<string, ToldPause>> {
    return new Map([...(await loadPaused(this.pool))].map(([name, pause]) => [name, told(pause)]));
  }

  async pause(name: string, reason: string, key: ApiKey) {
    await this.clock.refresh();
    const pause = { since: this.clock.now(), by: key.name, reason };
    await this.change(name, { from: 'running', to: 'paused', reason }, key, async (client) => {
      if (!(await pauseWorkflow(client, name, pause))) throw new ConflictException(`"${name}" is paused already`);
    });
    return { name, paused: told(pause) };
  }

  async resume(name: string, reason: string | null, key: ApiKey) {
    await this.clock.refresh();
    await this.change(name, { from: 'paused', to: 'running', reason }, key, async (client) => {
      if ((await resumeWorkflow(client, name)) === null) throw new ConflictException(`"${name}" is not paused`);
      await notify(client, 'delivery');
    });
    return { name, paused: null };
  }

  private change(
    name: string,
    { from, to, reason }: { readonly from: string; readonly to: string; readonly reason: string | null },
    key: ApiKey,
    act: (client: PoolClient) => Promise<void>,
  ): Promise<void> {
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      // Also one that is gone from the workspace: its runs go on with their version.
      const { rows } = await client.query<{ id: string | null }>('select max(id) as id from workflow_version where workflow = $1', [name]);
      const id = rows[0]?.id ?? null;
      if (id === null) throw new NotFoundException(`there is no workflow "${name}"; GET /api/workflows lists those there are`);
      await act(client);
      await ids.prepare(client, 1);
      const because = { by: 'api', name: key.name, details: { workflow: name, ...(reason === null ? {} : { reason }) } } as const;
      const subject = { kind: 'setting', id } as const;
      await saveChanges(client, [{ subject, field: `workflow.${name}`, from, to, at: this.clock.now(), because }], ids.take);
    });
  }
}

function told({ since, by, reason }: Pause): ToldPause {
  return { since: new Date(since).toISOString(), by, reason };
}
