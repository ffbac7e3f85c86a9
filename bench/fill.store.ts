// Puts events into the inbox as the intake does, without HTTP: what ingest then finds.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { segmentSource } from '#libs/connectors/segment/segment.source.js';
import { appendRows } from '#libs/intake/append.store.js';
import { benchKey } from './bench-workspace.js';

const eventsARequest = 500;

export async function fill(pool: Pool, events: Iterable<Record<string, unknown>>): Promise<void> {
  const process = randomUUID();
  let batch: Record<string, unknown>[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const received = segmentSource.receive(
      {
        method: 'POST',
        url: '/v1/batch',
        headers: { 'content-type': ['application/json'] },
        params: {},
        body: Buffer.from(JSON.stringify({ writeKey: benchKey, batch })),
      },
      { now: Date.now(), secrets: [{ name: 'bench', value: benchKey }] },
    );
    if (received.kind !== 'accepted' || received.items.length !== batch.length)
      throw new Error(`the benchmark's events were refused: ${JSON.stringify(received).slice(0, 500)}`);
    const receivedAt = Date.now();
    await appendRows(
      pool,
      process,
      received.items.map((row) => ({ row, receivedAt })),
    );
    batch = [];
  };
  for (const event of events) {
    batch.push(event);
    if (batch.length === eventsARequest) await flush();
  }
  await flush();
}

/** How many events have been taken, whatever became of them. */
export async function taken(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ done: string }>('select sum(done + set_aside) as done from shard');
  return Number(rows[0]?.done ?? 0);
}

/** Resolves when the inbox is empty. */
export async function drained(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ some: boolean }>('select exists (select 1 from inbox) as some');
    if (rows[0]?.some !== true) return;
    await pause(20);
  }
}

/** Events a second from now until the inbox is empty; what was taken before the call does not count. */
export async function rateUntilDrained(pool: Pool): Promise<number> {
  const before = await taken(pool);
  const started = performance.now();
  await drained(pool);
  return ((await taken(pool)) - before) / ((performance.now() - started) / 1000);
}

/** What was set aside spoils a measurement: it tells of a mistake. */
export async function expectNoneSetAside(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ error: string }>('select error from dead_letter limit 1');
  if (rows[0] !== undefined) throw new Error(`an event of the benchmark was set aside: ${rows[0].error}`);
}
