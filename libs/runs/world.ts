// What a run's effects reach: the rest of the batch, in memory. Handed in by whoever drives runs, so that production, a
// test and a dry run differ in nothing else.

import type { Because } from '#libs/audit/because.js';
import type { DeliveryRequest, Pick, Write } from '#libs/engine/outcome.js';
import type { Run } from '#libs/engine/run.js';
import type { ChosenPeople, Need } from '#libs/engine/step.js';
import type { Scope } from '#libs/language/scope.js';

/** What came of `start`: the run that began, or why none did. */
export type StartedRun = { readonly run: string } | { readonly refused: string };

export interface World {
  /** What the run's conditions see now: its person, account, deal, owner and the workspace. `event` and `run` are put in by drive. */
  scopeFor(run: Run): Scope;
  /**
   * Changes the batch's rows, so that the next step sees it.
   * @param now epoch ms
   * @returns for create_deal the id of the deal that the run is about from then on, for start what came of it
   */
  apply(run: Run, write: Write, because: Because, now: number): string | StartedRun | void;
  /** Puts one act into the outbox, in the same transaction. */
  deliver(run: Run, key: string, request: DeliveryRequest, now: number): void;
  /** Who is next by the ledger, for the run's account; 'not loaded' when the ledger has not been locked yet. */
  pick(routing: string, run: Run): Pick | 'not loaded';
  /** Who of the run's account is chosen; 'not loaded' when its people have not been brought yet. @param scope what the run's conditions see */
  people(need: Need & { readonly kind: 'people' }, run: Run, scope: Scope): ChosenPeople | 'not loaded';
}
