// The ledger's rows of a simulation by lead: a meeting that is called off, or a lead that is handed on, finds the turn it was.

import { moveCredits } from '#libs/ingest/credit-moves.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Turn } from '#libs/routing/pool-slice.js';

export class TurnsInMemory {
  private readonly byLead = new Map<string, Turn[]>();

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
