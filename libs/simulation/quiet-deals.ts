// Deals of a simulation that time alone may move: what the timer of production finds in the table.

import { factsOf } from '#libs/deals/deal-slice.js';
import { idleDue } from '#libs/deals/idle-due.js';
import { notesActivity } from '#libs/deals/note-activity.js';
import { tellQuiet } from '#libs/ingest/tell-quiet.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import { DueQueue } from './due-queue.js';

export class QuietDeals {
  /** One that a fact has touched since stands in it with a time that is no longer its own, and is passed over. */
  private readonly due = new DueQueue<string>();
  private readonly standing = new Map<string, number>();

  /** After something has happened to deals. */
  note(set: WorkingSet): void {
    if (!notesActivity(set.workspace)) return;
    for (const id of set.deals.dirty) this.take(set, id);
  }

  /** Another version decides: its pipelines may have other times. */
  renew(set: WorkingSet, ids: Iterable<string>): void {
    this.standing.clear();
    if (notesActivity(set.workspace)) for (const id of ids) this.take(set, id);
  }

  /** Infinity: nothing is. Nothing is looked up for it: it is asked for with every fact. */
  next(): number {
    for (let next = this.due.first(); next !== undefined; next = this.due.first()) {
      if (this.standing.get(next.item) === next.at) return next.at;
      this.due.take();
    }
    return Infinity;
  }

  /** What it leads to is on the set's list. */
  tell(set: WorkingSet, now: number): void {
    while (this.next() <= now) {
      const id = this.due.take()!;
      this.standing.delete(id);
      tellQuiet(set, id, now);
      this.take(set, id);
    }
    this.note(set);
  }

  private take(set: WorkingSet, id: string): void {
    const at = quietAt(set, id);
    if (at === undefined) this.standing.delete(id);
    else if (this.standing.get(id) !== at) {
      this.standing.set(id, at);
      this.due.push(at, Number(id), id);
    }
  }
}

function quietAt({ workspace, deals }: WorkingSet, dealId: string): number | undefined {
  const deal = deals.deals.get(dealId);
  const pipeline = workspace.pipelines.get(deal?.pipeline ?? '');
  return deal === undefined || pipeline === undefined ? undefined : idleDue(pipeline, deal, factsOf(deals, dealId));
}
