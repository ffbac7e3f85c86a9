// What comes of a simulation's moment, for whoever asks.

import type { Change } from '#libs/audit/because.js';
import type { RunStep } from '#libs/engine/run.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import type { RunOutcome } from '#libs/runs/outcomes-of.js';
import type { NewTask } from '#libs/tasks/task.js';

/** An act that would have gone out. */
export interface Performed {
  readonly at: number;
  /** `email.send`, `notify.rep`, `slack.post_message`. */
  readonly action: string;
  readonly to: string;
  readonly payload: NewDelivery['payload'];
  readonly workflow: string | null;
  /** `run:step:visit:n`. */
  readonly key: string;
  readonly runId: string | null;
  /** Why it did not leave; null: it did. */
  readonly refused: string | null;
}

/** What has come of something, since it was asked last. */
export interface Outcomes {
  readonly performed: readonly Performed[];
  readonly tasks: readonly NewTask[];
  readonly changes: readonly Change[];
  readonly steps: readonly RunStep[];
  /** Goals met, guards hit. */
  readonly outcomes: readonly RunOutcome[];
  /** Of events: what did not fit the plan, which workflows did not begin and why. */
  readonly notes: readonly string[];
}
