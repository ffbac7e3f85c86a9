// The ledger's rows of a simulation by lead: a meeting that is called off, or a lead that is handed on, finds the turn it was.

import { moveCredits } from '#libs/ingest/credit-moves.js';
import { routingNeeds } from '#libs/ingest/routing-needs.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Turn } from '#libs/routing/pool-slice.js';
import type { SubjectsInMemory } from './subjects-in-memory.js';

export class TurnsInMemory {
  private readonly byLead = new Map<string, Turn[]>();

  /** What these routings look at, out of memory. */
  open(set: WorkingSet, subjects: SubjectsInMemory, routings: readonly string[]): void {
    const { pools, loads, names } = routingNeeds(set, routings);
    for (const pool of pools) set.pools.pools.set(pool, []);
    for (const rep of loads) set.pools.loads.set(rep, subjects.loadBeside(rep));
    for (const name of names) set.pools.namesakes.set(name, subjects.ownerBeside(name));
  }

  /** Takes the rows of the batch over: what was settled has been written, as it were. */
  keep({ pools }: WorkingSet): void {
    for (const turn of pools.turns.splice(0)) {
      const lead = turn.accountId ?? turn.personId;
      const known = lead === null ? undefined : this.byLead.get(lead);
      if (known !== undefined) known.push(turn);
      else if (lead !== null) this.byLead.set(lead, [turn]);
    }
  }

  /** Every pool that a turn was taken in is in memory. */
  moveCredits(set: WorkingSet): void {
    if (set.creditWishes.length === 0) return;
    this.keep(set);
    const leads = new Set(set.creditWishes.map(({ lead }) => lead.accountId ?? lead.personId ?? ''));
    moveCredits(
      set,
      [...leads].flatMap((lead) => this.byLead.get(lead) ?? []),
    );
  }
}
