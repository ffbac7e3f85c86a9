// A run as the pure core sees it: one subject's way through one workflow version.

import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Value } from '#libs/language/value.js';
import type { Match } from './outcome.js';

export type RunState = 'ready' | 'sleeping' | 'listening' | 'done' | 'stopped' | 'failed';

export interface Run {
  readonly id: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  /** The person, account and deal it is about (its subject is one of them). */
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly workflow: string;
  /** Row of workflow_version; a run keeps it unless it is moved to another (`migrate`). */
  readonly versionId: string;
  /** Value of the workflow's `key`, '' without one. */
  readonly key: string;
  readonly state: RunState;
  /** Id of the step it stands at; null when it has ended. */
  readonly step: string | null;
  /** When it is due by time (epoch ms); null: never by time. */
  readonly dueAt: number | null;
  /** The port taken when it is due. */
  readonly duePort: string | null;
  readonly listens: readonly Match[];
  /** Facts of the run's time that one of its steps may ask for later (`since: start`), in the order in which they came. */
  readonly heard: readonly RunTrigger[];
  /** How often each step was entered. */
  readonly visits: Readonly<Record<string, number>>;
  readonly stepsTaken: number;
  /** Depth of the chain of causes: a run started by a fact that a run of depth n caused has n + 1. */
  readonly depth: number;
  /** The fact that started it, as conditions see it later (`event.` in its steps). */
  readonly trigger: RunTrigger;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  /** Of the workflow's experiment; held out: it ends when it begins, and is counted. */
  readonly arm?: 'treated' | 'holdout';
  /** Until when facts count for its goal and its experiment, also after it has ended (epoch ms). */
  readonly watchUntil?: number;
}

export interface RunTrigger {
  readonly eventId: string | null;
  readonly name: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly properties: Readonly<Record<string, Value>>;
  /** The deal that the fact itself was about. */
  readonly dealId?: string;
}

/** Why a run moves now. */
export type RunInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'due' }
  | { readonly kind: 'event'; readonly name: string; readonly delivery: string | null; readonly eventId: string; readonly at: number }
  | { readonly kind: 'stop'; readonly reason: string }
  | HandInput;

/** What is done to a run beside its workflow: a failed one goes on where it failed; it moves to another version (rows of workflow_version). */
export type HandInput =
  | { readonly kind: 'retry'; readonly by: string }
  | { readonly kind: 'migrate'; readonly from: string; readonly to: string; readonly by: string };

/** One line of the journal: facts in, outcome out. Replaying it with the same version gives the same decision. */
export interface RunStep {
  readonly runId: string;
  readonly subjectId: string;
  /** 1, 2, 3 … within the run. */
  readonly seq: number;
  readonly at: number;
  readonly step: string;
  readonly kind: string;
  readonly visit: number;
  readonly input: RunInput;
  /** The values the decision read: dotted name → value (null: unknown). */
  readonly facts: Readonly<Record<string, Value>>;
  /** Outcome, effects and traces, as data. */
  readonly outcome: { readonly [name: string]: Value };
}

export const stepLimit = 1000;
export const depthLimit = 10;
