// What a step is: how it is written (syntax) and how it decides. One folder each in libs/steps, one line in their registry.

import type { Condition } from '#libs/language/expression.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import type { StepSyntax } from '#libs/language/step-syntax.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Decision, Pick } from './outcome.js';
import type { Run, RunInput, RunTrigger } from './run.js';

/** Facts beyond the scope that a step can declare; the shell brings them before `decide` is asked. */
export type Need =
  | { readonly kind: 'pick'; readonly routing: string }
  /** People of the run's account: the first so many who meet it and can be written to. */
  | { readonly kind: 'people'; readonly if: Condition; readonly atMost: number };

/** People as they were chosen: those seen last first, of two who were seen at once the one that was known first. */
export interface ChosenPeople<Who = { readonly facts: Facts }> {
  readonly chosen: readonly (Who & { readonly id: string; readonly email: string })[];
  /** How many meet it, written to or not. */
  readonly met: number;
  /** How many were looked at. */
  readonly looked: number;
}

export interface StepFacts {
  /** Answers a declared `pick` need: who is next, by the locked ledger. */
  pick?(routing: string): Pick;
  /** Answers a declared `people` need; each with what conditions and templates see when `person` is that one. */
  people?(): ChosenPeople<{ readonly scope: Scope }>;
  /** Facts of this name that have come since the run began; only those that `hears` of its syntax names. */
  heard?(event: string): readonly RunTrigger[];
}

export interface StepContext<Config> {
  readonly config: Config;
  readonly scope: Scope;
  readonly input: RunInput;
  readonly run: Run;
  /** 1 at the first entry. */
  readonly visit: number;
  readonly now: number;
  readonly workspace: Workspace;
  readonly facts: StepFacts;
}

export interface StepDefinition<Config = unknown> {
  readonly syntax: StepSyntax<Config>;
  /** Facts to be brought before deciding. */
  needs?(config: Config, input: RunInput): readonly Need[];
  /** Pure: equal contexts give equal decisions. Asked at entry (`start`, or `go` from the step before) and again when what it waits for has come (`due`, `event`). */
  decide(context: StepContext<Config>): Decision;
}

/** Keeps the config's type between parse and decide. */
export function defineStep<Config>(definition: StepDefinition<Config>): StepDefinition<Config> {
  return definition;
}
