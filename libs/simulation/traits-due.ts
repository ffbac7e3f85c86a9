// Subjects that time alone will change, in the order in which it does: what `trait_due` is to production.

import type { TraitDue } from '#libs/traits/trait-input.js';
import { DueQueue } from './due-queue.js';

export class TraitsDue {
  private readonly queue = new DueQueue<TraitDue>();
  /** Subject → its due time. What stands in the queue with another one is passed over. */
  private readonly standing = new Map<string, number>();

  take(dues: readonly TraitDue[]): void {
    for (const due of dues) {
      if (due.dueAt === null) this.standing.delete(due.id);
      else {
        this.standing.set(due.id, due.dueAt);
        this.queue.push(due.dueAt, Number(due.id), due);
      }
    }
  }

  /** Infinity: nobody is. */
  next(): number {
    for (let first = this.queue.first(); first !== undefined; first = this.queue.first()) {
      if (this.standing.get(first.item.id) === first.at) return first.at;
      this.queue.take();
    }
    return Infinity;
  }

  /** Each once; they are due no more. */
  takeUntil(now: number): readonly TraitDue[] {
    const due: TraitDue[] = [];
    while (this.next() <= now) {
      const first = this.queue.take()!;
      this.standing.delete(first.id);
      due.push(first);
    }
    return due;
  }
}
