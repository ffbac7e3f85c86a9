// Deals of a simulation that time alone may move: what the timer of production finds in the table.

import { factsOf } from '#libs/deals/deal-slice.js';
import { idleDue } from '#libs/deals/idle-due.js';
import { notesActivity } from '#libs/deals/note-activity.js';
import { tellQuiet } from '#libs/ingest/tell-quiet.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import { DueQueue } from './due-queue.js';

export class QuietDeals {
  /** One that a fact has touched since stands in it with an earlier time than its own, and is put back when that comes. */
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
      const at = this.standing.get(next.item);
      if (at === next.at) return at;
      this.due.take();
      if (at !== undefined && at > next.at) this.due.push(at, Number(next.item), next.item);
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
    else {
      const known = this.standing.get(id);
      if (known === at) return;
      this.standing.set(id, at);
      if (known === undefined || at < known) this.due.push(at, Number(id), id);
    }
  }
}

function quietAt({ workspace, deals }: WorkingSet, dealId: string): number | undefined {
  const deal = deals.deals.get(dealId);
  const pipeline = workspace.pipelines.get(deal?.pipeline ?? '');
  return deal === undefined || pipeline === undefined ? undefined : idleDue(pipeline, deal, factsOf(deals, dealId));
}
