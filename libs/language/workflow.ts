// Workflows as compiled: what starts and ends them, and their steps.

import type { Condition, Expression } from './expression.js';
import type { Place } from './place.js';
import type { SubjectKind } from './subject-kind.js';
import type { EveryTime } from './every.js';
import type { Zone } from './zone-of.js';

export interface Workflow {
  readonly name: string;
  readonly about?: string;
  readonly of: SubjectKind;
  readonly when: readonly Trigger[];
  readonly if?: Condition;
  readonly again: { readonly kind: 'never' } | { readonly kind: 'after_exit' } | { readonly kind: 'after'; readonly ms: number };
  /** Once at a time for each value of it. */
  readonly key?: Expression;
  readonly unlessIn: readonly string[];
  readonly stopWhen: readonly StopTrigger[];
  readonly stopIf?: Condition;
  /** What it is for: who meets it leaves, and it is counted until its time is over. */
  readonly goal?: Goal;
  /** Some get nothing, so that a difference can be seen. */
  readonly experiment?: Experiment;
  /** When its messages may leave. */
  readonly send?: SendRules;
  /** Runs under way move to the new version when it changes, at the step of the same id; absent: they stay with the version they began with. */
  readonly onPublish?: 'migrate';
  /** Every step by its id, branches included. */
  readonly nodes: ReadonlyMap<string, StepNode>;
  /** Id of the first step; null: nothing to do. */
  readonly start: string | null;
  /** Events that are noted from a run's start on, for its steps that ask for them later. */
  readonly hears?: ReadonlySet<string>;
  /** sha256 over the normalised definition: a version is one hash. */
  readonly hash: string;
  readonly place: Place;
}

export type Trigger =
  | { readonly kind: 'event'; readonly event: string; readonly if?: Condition; readonly place: Place }
  | {
      readonly kind: 'trait';
      /** Of a deal only the audiences. */
      readonly of: SubjectKind;
      readonly trait: string;
      readonly becomes: readonly (string | number | boolean)[];
      readonly place: Place;
    }
  | { readonly kind: 'stage'; readonly stage: string; readonly place: Place }
  | EveryTrigger;

/** The calendar starts it: one after the other, for each subject there is. */
export interface EveryTrigger extends EveryTime {
  readonly kind: 'every';
  /** `mon 09:00 owner`: in one way, however it was written. */
  readonly name: string;
  readonly place: Place;
}

export interface Goal {
  /** Canonical event name. */
  readonly event: string;
  /** `event` in it is the goal's own. */
  readonly if?: Condition;
  /** Counted from the start of the run (ms). */
  readonly within: number;
  readonly place: Place;
}

/** Outside of them a message waits; the run waits with it, because it goes on when the message has left. */
export interface SendRules {
  /** Minutes since midnight, half open. */
  readonly hours: { readonly from: number; readonly to: number };
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  readonly zone: Zone;
  /** Of all messages to one address, whatever sent them. */
  readonly atMost?: { readonly count: number; readonly within: number };
}

export interface Experiment {
  /** Share that gets nothing, more than 0 and less than 1. */
  readonly holdout: number;
  /** Whose hash decides: colleagues stay together, or not. */
  readonly by: 'account' | 'person';
  /** Canonical event name, counted in both arms. */
  readonly goal: string;
  readonly within: number;
  /** Events that should not become more, counted as well. */
  readonly guard: readonly string[];
  readonly place: Place;
}

/** `deal.won` is a stage reached, anything else an event. */
export type StopTrigger =
  | { readonly kind: 'event'; readonly event: string; readonly place: Place }
  | { readonly kind: 'stage'; readonly stage: string; readonly place: Place };

export interface StepNode {
  /** Given in the file, else by place and kind: `2-wait`, inside a branch `3-if.then.1-email`. */
  readonly id: string;
  readonly kind: string;
  /** What the step's own `parse` made of the YAML. */
  readonly config: unknown;
  /** Port → id of the next step; null ends the run. `next` is the port of a step that has only one way on. */
  readonly ports: Readonly<Record<string, string | null>>;
  readonly place: Place;
}
