// Runs of a simulation whose time comes, in its order.

import type { Run } from '#libs/engine/run.js';
import type { RunSlice } from '#libs/runs/run-slice.js';
import { DueQueue } from './due-queue.js';

export class RunsDue {
  /** Ids. One that has moved since stands in it with a time that is no longer its own, and is passed over. */
  private readonly queue = new DueQueue<string>();

  constructor(private readonly runs: ReadonlyMap<string, Run>) {}

  /** After runs have moved; the slice's list of those is empty then. */
  note({ runs, dirty }: RunSlice): void {
    for (const id of dirty) {
      const { dueAt, endedAt } = runs.get(id)!;
      if (dueAt !== null && endedAt === null) this.queue.push(dueAt, Number(id), id);
    }
    dirty.clear();
  }

  /** Infinity: none is due. */
  next(): number {
    for (let next = this.queue.first(); next !== undefined; next = this.queue.first()) {
      const run = this.runs.get(next.item);
      if (run?.endedAt === null && run.dueAt === next.at) return next.at;
      this.queue.take();
    }
    return Infinity;
  }

  /** Each once, though it may stand in the queue twice. */
  takeUntil(now: number): ReadonlySet<string> {
    const ids = new Set<string>();
    while (this.next() <= now) ids.add(this.queue.take()!);
    return ids;
  }
}
