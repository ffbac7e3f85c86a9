// How a step is written. The language knows no step by name: each brings its own reading, handed to compileWorkspace.

import type { Keys, Schema } from './keys/key.js';
import type { Condition, Expression } from './expression.js';
import type { Place } from './place.js';
import type { SubjectKind } from './subject-kind.js';
import type { Type } from './value.js';

/** A YAML node with its place; `value` is plain data (maps keep the order of the file). */
export interface Written {
  readonly value: unknown;
  readonly place: Place;
  /** The child under a key or an index; its place is its own, or this one when it is absent. */
  at(key: string | number): Written;
  /** Place of the key itself, for "unknown key" errors. */
  keyPlace(key: string): Place;
  /** Keys of a map, empty otherwise. */
  keys(): readonly string[];
}

/** What a step's parse may ask of the compiler. Every helper reports its own problem and answers undefined when something is wrong. */
export interface StepReader {
  readonly subject: SubjectKind;
  /** @param event canonical name of the fact that `event` means in it; otherwise those that start the workflow */
  condition(written: Written, event?: string): Condition | undefined;
  /** A condition about one of the account's people: `person` in it is that one. */
  personCondition(written: Written): Condition | undefined;
  /** A CEL expression; plain YAML numbers and booleans are themselves. */
  expression(written: Written, expected?: Type): Expression | undefined;
  /** `4d`, `30m`, `1h30m` → ms. @param what names it in a problem: `"up_to"` */
  duration(written: Written, what?: string): number | undefined;
  text(written: Written, what?: string): string | undefined;
  /** Canonical name of a planned or well-known event. */
  event(written: Written): string | undefined;
  /** A name that must exist: an email, a routing, a pipeline, a rep or a workflow. */
  reference(written: Written, kind: 'email' | 'routing' | 'pipeline' | 'rep' | 'workflow'): string | undefined;
  /** Who enriches this subject: the one that is named, else the only one there is. @param written the step's setting */
  provider(written: Written, of: 'account' | 'person', named?: Written): string | undefined;
  /** A stage of a pipeline (of the only one when the workspace has one). */
  stage(written: Written, pipeline?: string): string | undefined;
  /** `person.lifecycle`: a planned raw trait or a deal's field that may be written, with its type. */
  field(written: Written): { readonly of: SubjectKind; readonly name: string; readonly type: Type } | undefined;
  /** Reports every key that is not in the table, with a suggestion. */
  onlyKeys(written: Written, keys: Keys, what?: string): void;
  problem(code: string, message: string, place: Place, hint?: string): void;
}

export interface StepSyntax<Config = unknown> {
  /** The key that makes a YAML map this step: `wait`. */
  readonly kind: string;
  readonly about: string;
  /** One step as YAML, used in docs, schema and the conformance suite. */
  readonly example: string;
  /** What may stand behind `kind`, as JSON Schema: with the fragments of `keys/fragments.ts`, a map with `mapOf(keys)`. */
  readonly schema: Schema;
  /** Other keys the step's map may have beside `kind` and `id`: `then`, `else`, `with`. */
  readonly keys: Keys;
  /** Keys that this one step names itself, each with a list of steps: the arms of a split. */
  moreKeys?(written: Written): readonly string[];
  /** The whole map of the step → its config; undefined when a problem was reported. */
  parse(written: Written, read: StepReader): Config | undefined;
  /** The step's own lists of steps, in the order of the file: port → where they are written. `next` needs no entry. */
  branches?(written: Written): readonly { readonly port: string; readonly steps: Written }[];
  /** Ports besides the branches; default ['next']. */
  readonly ports?: readonly string[];
  /** Fields it writes, for "two writers of one field": `person.lifecycle`. */
  writes?(config: Config): readonly string[];
  /** Workflows it starts, for "workflows start each other in a circle". */
  starts?(config: Config): readonly string[];
  /**
   * What follows from it by itself and can start workflows: `stage won`, `event email.sent`, `opens PIPELINE` (in its first stage),
   * `field account.owner`, `enriches PROVIDER`.
   */
  causes?(config: Config): readonly string[];
  /** Events that are noted from the run's start on, so that it can ask for them when it is entered. */
  hears?(config: Config): readonly string[];
  /** True when time can pass in it, so that a cycle through it is no spin. */
  readonly waits?: boolean;
}
