// What is left to do after something has happened: a queue, because one thing leads to the next.

import type { RunInput, RunTrigger } from '#libs/engine/run.js';
import type { Facts } from '#libs/language/scope.js';
import type { Transition } from '#libs/runs/index-triggers.js';

export interface About {
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
}

/** Something went from one state to another: it wakes and stops runs, and then begins new ones. */
export interface Happening {
  readonly kind: 'happening';
  readonly transition: Transition;
  readonly about: About;
  /** The fact behind it: what a run that begins by it keeps as its trigger. */
  readonly fact: RunTrigger;
  /** The delivery whose answer the fact is. */
  readonly delivery: string | null;
  /** The run that waits for that answer. */
  readonly runId: string | null;
  /** Depth of the run that caused it; null when it came from outside. */
  readonly causeDepth: number | null;
}

/** A run moves on. */
export interface Drive {
  readonly kind: 'drive';
  readonly runId: string;
  readonly input: RunInput;
  /** The fact of an input of kind `event`. */
  readonly arrived?: Facts;
}

export type Todo = Happening | Drive;
