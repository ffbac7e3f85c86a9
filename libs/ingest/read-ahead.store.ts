// While Postgres writes a full batch, the next one's rows are read and understood, and whom they name is brought into the cache. Nothing
// of it is locked or counts as true: whoever takes it over holds the shards, deletes each of its rows or repeats without it, and goes
// by a subject's version as the lock on it tells.

import type { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import type { InboxRow } from '#libs/intake/inbox-row.js';
import { takeRows } from '#libs/intake/inbox.store.js';
import { wantedBy } from '#libs/people/keys-of-fact.js';
import type { PeopleSlice } from '#libs/people/people-slice.js';
import { warmPeopleCache } from '#libs/people/warm-people-cache.store.js';
import type { BatchContext } from './batch-context.js';
import { type UnderstoodRows, understandRows } from './understood-rows.js';

/** Of one lane. */
export class ReadAhead {
  private reading: Promise<UnderstoodRows | null> | null = null;

  constructor(private readonly pool: Pool) {}

  /** @param taken what the batch under way has: its shards are read on from there. @param busy whom it holds */
  start(context: BatchContext<Buffer>, taken: readonly InboxRow[], busy: PeopleSlice): void {
    // A failure here is nobody's: the batch reads for itself then, and tells of what it meets.
    this.reading = this.read(context, taken, busy).catch(() => null);
  }

  /** What was read since it was started; null: nothing. */
  async take(): Promise<UnderstoodRows | null> {
    const { reading } = this;
    this.reading = null;
    return reading;
  }

  /** What was taken before it went back into the inbox, and comes first. */
  drop(): void {
    this.reading = null;
  }

  private async read(context: BatchContext<Buffer>, taken: readonly InboxRow[], busy: PeopleSlice): Promise<UnderstoodRows | null> {
    const last = new Map<number, string>();
    // In the order of their ids.
    for (const { shard, id } of taken) last.set(shard, id);
    const rows = await takeRows(this.pool, [...last.keys()], taken.length, last);
    if (rows.length === 0) return null;
    const read = understandRows(rows, context);
    await warmPeopleCache(this.pool, wantedBy(read.understood.flatMap(({ facts }) => facts)), context.cache, busy);
    return read;
  }
}

/**
 * Whether these rows are what the shards have next, so that order holds within each.
 * @param heads of the shards that this transaction has locked: number → id of the oldest row
 */
export function areNext(rows: readonly InboxRow[], heads: ReadonlyMap<number, string>): boolean {
  const seen = new Set<number>();
  for (const { shard, id } of rows) {
    if (seen.has(shard)) continue;
    if (heads.get(shard) !== id) return false;
    seen.add(shard);
  }
  return true;
}
