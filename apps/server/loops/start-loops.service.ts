// Starts the loops: ingest, advance, deliver. Each round is one transaction; a process that is killed in one leaves nothing half-done.

import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { sourceOf } from '#libs/connectors/registry.js';
import { openPool } from '#libs/database/connection.store.js';
import { isRepeatable } from '#libs/database/transaction.store.js';
import { Wake } from '#libs/database/wake.store.js';
import { advanceBatch } from '#libs/ingest/advance-batch.service.js';
import type { BatchContext } from '#libs/ingest/batch-context.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { ingestBatch } from '#libs/ingest/ingest-batch.service.js';
import { samenessKey } from '#libs/intake/sameness-key.service.js';
import { shardCount } from '#libs/intake/shard-of.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import type { Settings } from '#libs/settings/settings.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { makeDeliverRound } from './deliver-round.service.js';
import { LoopsModule } from './loops.module.js';
import { RepeatLoop } from './repeat.loop.js';
import { publicUrlOf } from './sender-of.js';

export interface LoopsOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  onRound(loop: string, seconds: number): void;
  onError(loop: string, error: unknown): void;
}

/** Runs that were due at once; a batch holds its subjects' rows no longer than it must. */
const runsAtOnce = 500;

/** @returns ends the loops when their rounds under way have ended */
export async function startLoops({ settings, databaseUrl, onRound, onError }: LoopsOptions): Promise<() => Promise<void>> {
  const app = await NestFactory.createApplicationContext(LoopsModule.with(settings, databaseUrl), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
  const pool = app.get(Pool);
  const wake = app.get(Wake);
  const clock = app.get(ClockService);
  const workspaces = app.get(WorkspacesService);
  const context: BatchContext<Buffer> = {
    workspaces,
    understand: (row) => sourceOf(row.source).understand(row),
    samenessKey,
    steps: stepsByKind,
    cache: new PeopleCache(),
    secret: await instanceSecret(pool),
    publicUrl: publicUrlOf(settings),
    now: () => clock.now(),
  };
  // Deliveries that are under way at once look again each on its own connection, and never wait for a batch of ingest.
  const deliverPool = openPool(databaseUrl, 10);
  const deliver = makeDeliverRound({
    pool: deliverPool,
    settings,
    now: () => clock.now(),
    workspace: async () => (await workspaces.current()).workspace,
    processUuid: randomUUID(),
  });
  const told = {
    wake,
    onRound,
    onError: (loop: string, error: unknown) => {
      // Another worker was in the way five times: the next round tries again, and nobody need hear of it.
      if (!isRepeatable(error)) onError(loop, error);
    },
  };
  // Each lane leaves the others their share.
  const shardsEach = Math.ceil(shardCount / settings.ingestLanes);
  const laneIds = Array.from({ length: settings.ingestLanes }, () => new IdBlocks());
  const loops = [
    ...laneIds.map(
      (ids) =>
        new RepeatLoop({
          ...told,
          name: 'ingest',
          channels: ['inbox'],
          poll: 1000,
          lanes: 1,
          round: async () => {
            await clock.refresh();
            return ingestBatch({ pool, ids, context, shards: shardsEach, limit: settings.ingestBatch });
          },
        }),
    ),
    advanceLoop(),
    deliverLoop(),
  ];

  function advanceLoop(): RepeatLoop {
    const ids = new IdBlocks();
    return new RepeatLoop({
      ...told,
      name: 'advance',
      channels: ['clock'],
      poll: 1000,
      lanes: 1,
      round: async () => {
        await clock.refresh();
        return advanceBatch({ pool, ids, context, limit: runsAtOnce });
      },
    });
  }

  function deliverLoop(): RepeatLoop {
    return new RepeatLoop({
      ...told,
      name: 'deliver',
      channels: ['delivery', 'clock'],
      poll: 1000,
      lanes: 1,
      round: async () => {
        await clock.refresh();
        return deliver.round();
      },
    });
  }

  for (const loop of loops) loop.start();
  await wake.ready();
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await deliver.close();
    await deliverPool.end();
    await app.close();
  };
}
