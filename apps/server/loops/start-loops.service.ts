// Starts the loops: ingest, advance, timers, the calendar, deliver. Each round is one transaction; a process that is killed in one leaves nothing half-done.

import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { openPool } from '#libs/database/connection.store.js';
import { isRepeatable } from '#libs/database/transaction.store.js';
import { Wake } from '#libs/database/wake.store.js';
import { advanceBatch } from '#libs/ingest/advance-batch.service.js';
import { answerBatch } from '#libs/ingest/answer-batch.service.js';
import { everyBatch } from '#libs/ingest/every-batch.service.js';
import { findStops } from '#libs/ingest/find-stops.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { ReadAhead } from '#libs/ingest/read-ahead.store.js';
import { ingestBatch } from '#libs/ingest/ingest-batch.service.js';
import { quietBatch } from '#libs/ingest/quiet-batch.service.js';
import { passTimeBatch } from '#libs/ingest/pass-time-batch.service.js';
import { renewBatch } from '#libs/ingest/renew-batch.service.js';
import { shardCount } from '#libs/intake/shard-of.js';
import type { Settings } from '#libs/settings/settings.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { makeDeliverRound } from './deliver-round.service.js';
import { LoopsModule } from './loops.module.js';
import { makeBatchContext } from './make-batch-context.service.js';
import { RepeatLoop } from './repeat.loop.js';

/** Which loops a thread runs: letters that are made and sent take no time from what comes in. */
export type LoopsPart = 'ingest' | 'acts' | 'all';

export interface LoopsOptions {
  /** `acts`: advance and deliver, and what runs by the calendar. */
  readonly part: LoopsPart;
  readonly settings: Settings;
  readonly databaseUrl: string;
  onRound(loop: string, seconds: number): void;
  onError(loop: string, error: unknown): void;
}

/** Runs that were due at once; a batch holds its subjects' rows no longer than it must. */
const runsAtOnce = 500;

/** @returns ends the loops when their rounds under way have ended */
export async function startLoops({ settings, databaseUrl, part, onRound, onError }: LoopsOptions): Promise<() => Promise<void>> {
  const app = await NestFactory.createApplicationContext(LoopsModule.with(settings, databaseUrl, part !== 'ingest'), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
  const pool = app.get(Pool);
  const wake = app.get(Wake);
  const clock = app.get(ClockService);
  const workspaces = app.get(WorkspacesService);
  const context = await makeBatchContext(pool, { workspaces, clock, settings });
  const told = {
    wake,
    onRound,
    onError: (loop: string, error: unknown) => {
      // Another worker was in the way five times: the next round tries again, and nobody need hear of it.
      if (!isRepeatable(error)) onError(loop, error);
    },
  };
  /** @param channels whose notifications end its sleep */
  const loop = (name: string, channels: readonly string[], round: () => Promise<number>): RepeatLoop =>
    new RepeatLoop({
      ...told,
      name,
      channels,
      poll: 1000,
      lanes: 1,
      round: async () => {
        await clock.refresh();
        return round();
      },
    });

  const loops: RepeatLoop[] = [];
  const closes: (() => Promise<void>)[] = [() => app.close()];
  if (part !== 'acts') {
    // Each lane leaves the others their share.
    const shards = Math.ceil(shardCount / settings.ingestLanes);
    for (let lane = 0; lane < settings.ingestLanes; lane += 1) {
      const ids = new IdBlocks();
      const ahead = new ReadAhead(pool);
      loops.push(loop('ingest', ['inbox'], () => ingestBatch({ pool, ids, ahead, context, shards, limit: settings.ingestBatch })));
    }
  }
  if (part !== 'ingest') {
    const ids = new IdBlocks();
    const quietIds = new IdBlocks();
    const answerIds = new IdBlocks();
    const timerIds = new IdBlocks();
    const everyIds = new IdBlocks();
    const renewIds = new IdBlocks();
    // Deliveries that are under way at once look again each on its own connection, and never wait for a batch.
    const deliverPool = openPool(databaseUrl, 10);
    const workspace = async () => (await workspaces.current()).workspace;
    const deliver = makeDeliverRound({
      pool: deliverPool,
      settings,
      now: () => clock.now(),
      workspace,
      processUuid: randomUUID(),
      stops: (client, runIds) => findStops(client, context, runIds, clock.now()),
    });
    loops.push(
      loop('advance', ['clock'], () => advanceBatch({ pool, ids, context, limit: runsAtOnce })),
      loop('answers', ['clock'], () => answerBatch({ pool, ids: answerIds, context, limit: runsAtOnce })),
      loop('quiet deals', ['clock'], () => quietBatch({ pool, ids: quietIds, context, limit: runsAtOnce })),
      loop('timers', ['clock'], () => passTimeBatch({ pool, ids: timerIds, context, limit: runsAtOnce })),
      loop('every', ['clock'], () => everyBatch({ pool, ids: everyIds, context, limit: runsAtOnce })),
      loop('new version', ['clock'], () => renewBatch({ pool, ids: renewIds, context, limit: runsAtOnce })),
      loop('deliver', ['delivery', 'clock'], () => deliver.round()),
    );
    closes.unshift(
      () => deliver.close(),
      () => deliverPool.end(),
    );
  }

  for (const one of loops) one.start();
  await wake.ready();
  return async () => {
    await Promise.all(loops.map((one) => one.stop()));
    for (const close of closes) await close();
  };
}
