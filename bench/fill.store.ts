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

interface Counts {
  readonly accepted: number;
  /** Whatever became of them. */
  readonly taken: number;
}

/** From the bookkeeping: a look into the inbox itself, which is full of rows that have left, would be part of what is measured. */
async function counts(pool: Pool): Promise<Counts> {
  const { rows } = await pool.query<Counts>(
    `select (select sum(accepted) from intake_tally)::float8 as accepted, (select sum(done + set_aside) from shard)::float8 as taken`,
  );
  return rows[0]!;
}

/** How many events have been taken, whatever became of them. */
export async function taken(pool: Pool): Promise<number> {
  return (await counts(pool)).taken;
}

/** What waits is thrown away, as if it had never come. */
export async function emptyInbox(pool: Pool): Promise<void> {
  await pool.query('truncate inbox, intake_tally');
  await pool.query('insert into intake_tally (process, accepted) select gen_random_uuid(), sum(done + set_aside) from shard');
}

/** Resolves when the inbox is empty. */
export async function drained(pool: Pool): Promise<void> {
  for (;;) {
    const { accepted, taken: done } = await counts(pool);
    if (accepted === done) return;
    await pause(20);
  }
}

/**
 * Events a second until the inbox is empty.
 * @param warmUp how many are taken before the clock starts: a process that has just started is still loading its code
 */
export async function rateUntilDrained(pool: Pool, warmUp: number): Promise<number> {
  const first = await taken(pool);
  let before = first;
  while (before < first + warmUp) {
    await pause(5);
    before = await taken(pool);
  }
  const started = performance.now();
  await drained(pool);
  return ((await taken(pool)) - before) / ((performance.now() - started) / 1000);
}

/** What was set aside spoils a measurement: it tells of a mistake. */
export async function expectNoneSetAside(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ error: string }>('select error from dead_letter limit 1');
  if (rows[0] !== undefined) throw new Error(`an event of the benchmark was set aside: ${rows[0].error}`);
}
