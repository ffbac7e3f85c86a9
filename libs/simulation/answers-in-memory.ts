// Leads of a simulation that wait for a rep's answer: what the timer of production finds in the table.

import { noAnswer } from '#libs/ingest/no-answer.js';
import type { BatchWorld } from '#libs/ingest/batch-world.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import { type AwaitedAnswer, takeTouch } from '#libs/routing/awaited-answer.js';
import { DueQueue } from './due-queue.js';

export class AnswersInMemory {
  private readonly due = new DueQueue<AwaitedAnswer>();
  /** Of accounts, else of people; those that were answered or ended are forgotten. */
  private readonly byLead = new Map<string, AwaitedAnswer[]>();

  /** After something has happened: new leads first, so that a touch of the same moment answers them. */
  note(set: WorkingSet): void {
    for (const row of set.answers.splice(0)) {
      this.due.push(row.dueAt!, Number(row.id), row);
      const lead = row.accountId ?? row.personId ?? '';
      this.byLead.set(lead, [...(this.byLead.get(lead) ?? []), row]);
    }
    for (const touch of set.touches.splice(0))
      for (const lead of [touch.accountId, touch.personId]) {
        const rows = lead === null ? undefined : this.byLead.get(lead);
        if (rows === undefined) continue;
        for (const row of rows) takeTouch(row, touch);
        this.keepOpen(lead!, rows);
      }
  }

  /** Infinity: none is. */
  next(): number {
    for (let next = this.due.first(); next !== undefined; next = this.due.first()) {
      if (next.item.dueAt === next.at) return next.at;
      this.due.take();
    }
    return Infinity;
  }

  /** @param prepare loads what the routing looks at */
  tell(set: WorkingSet, world: BatchWorld, now: number, prepare: (routing: string) => void): void {
    while (this.next() <= now) {
      const row = this.due.take()!;
      prepare(row.routing);
      noAnswer(set, world, row, now);
      const lead = row.accountId ?? row.personId ?? '';
      this.keepOpen(lead, this.byLead.get(lead) ?? []);
    }
  }

  private keepOpen(lead: string, rows: readonly AwaitedAnswer[]): void {
    const open = rows.filter(({ dueAt }) => dueAt !== null);
    if (open.length === 0) this.byLead.delete(lead);
    else this.byLead.set(lead, open);
  }
}
