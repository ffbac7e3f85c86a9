// The append: everything that waits at a moment is one statement, and who sent it is answered after the commit.
// The queue is bounded in requests and in bytes: what does not fit is refused before anything is promised.

import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { appendRows } from './append.store.js';
import type { NewInboxRow } from './inbox-row.js';
import { InboxNotice } from './inbox-notice.store.js';

export interface IntakeOptions {
  /** Requests that may wait for their commit. */
  readonly queueLimit: number;
  /** Bytes of their bodies, all together. */
  readonly queueBytes?: number;
}

/** Nothing was promised: answer 503 and let the sender come again. */
export class IntakeUnavailable extends Error {
  constructor(
    reason: string,
    /** Seconds, for Retry-After. */
    readonly retryAfter: number,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'IntakeUnavailable';
  }
}

/** Called once: null after the commit, else why nothing was promised. */
export type Done = (failure: Error | null) => void;

interface Waiting {
  readonly items: readonly NewInboxRow[];
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly bytes: number;
  readonly done: Done;
}

/** Rows and bytes of one statement; nothing was gained above a thousand rows. */
const rowsAtOnce = 1000;
const bytesAtOnce = 8 * 1024 * 1024;

export class IntakeService {
  /** One statement in flight a lane. Each lane counts in a row of its own: they must not wait for each other's commit. */
  private readonly freeLanes = [randomUUID(), randomUUID()];
  private readonly laneCount = this.freeLanes.length;
  private readonly queue: Waiting[] = [];
  private bytes = 0;
  private unanswered = 0;
  private isPlanned = false;
  private isClosing = false;
  private onIdle: (() => void) | undefined;
  private readonly notice: InboxNotice;

  constructor(
    private readonly pool: Pool,
    private readonly options: IntakeOptions,
  ) {
    this.notice = new InboxNotice(pool);
  }

  /** Requests that wait for their commit at this moment. */
  get depth(): number {
    return this.unanswered;
  }

  /** Resolves when the rows are committed, all or none; rejects with IntakeUnavailable. @param receivedAt epoch ms */
  append(items: readonly NewInboxRow[], receivedAt: number): Promise<void> {
    return new Promise((resolve, reject) => this.take(items, receivedAt, (failure) => (failure === null ? resolve() : reject(failure))));
  }

  /**
   * The same by a callback, for the hot path. It fails when the queue is full or Postgres away;
   * after a lost connection the rows may be there all the same, and the sender's repetition is then a duplicate.
   */
  take(items: readonly NewInboxRow[], receivedAt: number, done: Done): void {
    if (items.length === 0) {
      done(null);
      return;
    }
    if (this.isClosing) {
      done(new IntakeUnavailable('The server is stopping.', 1));
      return;
    }
    let bytes = 0;
    for (const { body } of items) bytes += body.length + 200;
    const byteLimit = this.options.queueBytes ?? 64 * 1024 * 1024;
    if (this.unanswered >= this.options.queueLimit || (this.bytes > 0 && this.bytes + bytes > byteLimit)) {
      done(new IntakeUnavailable('Too many requests wait for their commit.', 1));
      return;
    }
    this.bytes += bytes;
    this.unanswered += 1;
    this.queue.push({ items, receivedAt, bytes, done });
    this.plan();
  }

  /** Takes nothing new, writes what waits, and resolves when all of it is answered. */
  async close(): Promise<void> {
    this.isClosing = true;
    if (this.unanswered > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    await this.notice.close();
  }

  /** After the requests that were read from their sockets in the same turn, so that they go together. */
  private plan(): void {
    if (this.isPlanned || this.queue.length === 0 || this.freeLanes.length === 0) return;
    this.isPlanned = true;
    setImmediate(() => {
      this.isPlanned = false;
      const lane = this.freeLanes.pop();
      if (lane === undefined) return;
      void this.write(lane, this.cut()).finally(() => {
        this.freeLanes.push(lane);
        this.plan();
        if (this.unanswered === 0 && this.freeLanes.length === this.laneCount) this.onIdle?.();
      });
      this.plan();
    });
  }

  /** A request is never cut in two. */
  private cut(): Waiting[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const waiting of this.queue) {
      if (count > 0 && (rows + waiting.items.length > rowsAtOnce || bytes + waiting.bytes > bytesAtOnce)) break;
      rows += waiting.items.length;
      bytes += waiting.bytes;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async write(lane: string, taken: readonly Waiting[]): Promise<void> {
    let failure: IntakeUnavailable | null = null;
    try {
      await appendRows(
        this.pool,
        lane,
        taken.flatMap(({ items, receivedAt }) => items.map((row) => ({ row, receivedAt }))),
      );
    } catch (error) {
      failure = new IntakeUnavailable('The events could not be written.', 2, { cause: error });
    }
    for (const { bytes, done } of taken) {
      this.bytes -= bytes;
      this.unanswered -= 1;
      done(failure);
    }
    if (failure === null) this.notice.give();
  }
}
