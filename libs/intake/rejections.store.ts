// What was refused, counted by source, reason and minute: no body, no sender's text, and a flood is a few rows.

import type { Pool } from 'pg';
import { int8s, texts, timestamps } from '#libs/database/columns.js';

export interface Rejection {
  readonly source: string;
  readonly reason: string;
  /** Epoch ms of the minute's beginning. */
  readonly minute: number;
  readonly count: number;
  /** Epoch ms. */
  readonly lastAt: number;
}

interface Counted {
  readonly source: string;
  readonly reason: string;
  readonly minute: number;
  count: number;
  lastAt: number;
}

/** Reasons are few and ours; should one ever carry a sender's text, memory stays bounded. */
const mostAtOnce = 10_000;

export class RejectionsStore {
  private counts = new Map<string, Counted>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  /** Written within a second, together with the others. */
  count(source: string, reason: string, now: number): void {
    const minute = now - (now % 60_000);
    const known = this.counts.get(`${minute} ${source} ${reason}`);
    if (known === undefined && this.counts.size >= mostAtOnce) return;
    if (known === undefined) this.counts.set(`${minute} ${source} ${reason}`, { source, reason, minute, count: 1, lastAt: now });
    else {
      known.count += 1;
      known.lastAt = Math.max(known.lastAt, now);
    }
    this.timer ??= setTimeout(() => void this.flush(), 1000).unref();
  }

  /** Writes what was counted; what cannot be written now is kept for the next time. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  close(): Promise<void> {
    return this.flush();
  }

  private async write(): Promise<void> {
    const written = this.counts;
    if (written.size === 0) return;
    this.counts = new Map();
    const rows = [...written.values()];
    try {
      await this.pool.query(
        `insert into rejection as r (source, reason, minute, count, last_at)
         select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int8[], $5::timestamptz[]) order by 3, 1, 2
         on conflict (minute, source, reason) do update set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at)`,
        [
          texts(rows.map(({ source }) => source)),
          texts(rows.map(({ reason }) => reason)),
          timestamps(rows.map(({ minute }) => minute)),
          int8s(rows.map(({ count }) => count)),
          timestamps(rows.map(({ lastAt }) => lastAt)),
        ],
      );
    } catch {
      for (const [name, row] of written) {
        const since = this.counts.get(name);
        if (since === undefined) this.counts.set(name, row);
        else since.count += row.count;
      }
      this.timer ??= setTimeout(() => void this.flush(), 1000).unref();
    }
  }

  /**
   * Newest first.
   * @param before the last of the page before
   */
  async list(limit: number, before?: Pick<Rejection, 'minute' | 'source' | 'reason'>): Promise<Rejection[]> {
    const { rows } = await this.pool.query<Rejection>(
      `select source, reason, (extract(epoch from minute) * 1000)::float8 as minute, count::float8 as count,
              (extract(epoch from last_at) * 1000)::float8 as "lastAt"
       from rejection
       where $2::float8 is null or (minute, source, reason) < (to_timestamp($2::float8 / 1000), $3, $4)
       order by rejection.minute desc, source desc, reason desc limit $1`,
      [limit, before?.minute ?? null, before?.source ?? null, before?.reason ?? null],
    );
    return rows;
  }
}
