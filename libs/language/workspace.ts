// A compiled workspace: what config/ means, typed and checked. Made by `compileWorkspace`, immutable, shared by all decisions.

import type { Condition, Expression } from './expression.js';
import type { Place } from './place.js';
import type { Type } from './value.js';

export type SubjectKind = 'person' | 'account' | 'deal';

export interface Workspace {
  /** sha256 (hex) over the sorted files: two workspaces with one hash are the same. */
  readonly hash: string;
  readonly name: string;
  readonly timeZone: string;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly sender: Sender;
  readonly plan: TrackingPlan;
  /** Computed traits, in the order in which formulas can be evaluated. */
  readonly traits: readonly TraitDefinition[];
  readonly scores: readonly ScoreDefinition[];
  readonly team: Team;
  readonly routings: ReadonlyMap<string, Routing>;
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly emails: ReadonlyMap<string, EmailDefinition>;
  /** `emails/partials/NAME.hbs` by NAME. */
  readonly partials: ReadonlyMap<string, string>;
}

export interface Sender {
  readonly name: string;
  readonly email: string;
  readonly replyTo?: string;
  /** Postal address for the footer (CAN-SPAM). */
  readonly address?: string;
}

// ---- tracking plan ----

export interface TrackingPlan {
  /** By canonical name. */
  readonly events: ReadonlyMap<string, EventPlan>;
  /** Folded name or alias (see foldName) → canonical name. */
  readonly canonical: ReadonlyMap<string, string>;
  /** Planned raw traits set by identify and group. */
  readonly person: ReadonlyMap<string, PropertyPlan>;
  readonly account: ReadonlyMap<string, PropertyPlan>;
}

export interface EventPlan {
  readonly name: string;
  readonly about?: string;
  readonly owner?: string;
  readonly properties: ReadonlyMap<string, PropertyPlan>;
  readonly unplanned: 'keep' | 'drop';
  readonly onViolation: 'flag' | 'block';
  readonly place: Place;
}

export interface PropertyPlan {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  readonly oneOf?: readonly (string | number)[];
  readonly min?: number;
  readonly max?: number;
  readonly about?: string;
  readonly place: Place;
}

// ---- traits and scores ----

export interface TraitDefinition {
  readonly of: 'person' | 'account';
  readonly name: string;
  readonly type: Type;
  readonly rule: TraitRule;
  readonly place: Place;
}

/** `events` are canonical names. An `if` narrows which events count. */
export type TraitRule =
  | { readonly kind: 'count'; readonly events: readonly string[]; readonly if?: Condition }
  | {
      readonly kind: 'latest' | 'first' | 'unique';
      readonly value: Expression;
      readonly events: readonly string[];
      readonly if?: Condition;
    }
  | { readonly kind: 'formula'; readonly value: Expression };

export interface ScoreDefinition {
  readonly name: string;
  readonly of: 'person' | 'account';
  readonly points: readonly ScoreLine[];
  /** Dotted names that must be known, else the score is held as incomplete. */
  readonly requires: readonly string[];
  readonly tiers: readonly { readonly tier: string; readonly if?: Condition; readonly place: Place }[];
  readonly place: Place;
}

export interface ScoreLine {
  readonly give: number;
  readonly if?: Condition;
  /** `give` for each, at most `upTo` times. */
  readonly each?: Expression;
  readonly upTo?: number;
  readonly because?: string;
  readonly place: Place;
}

// ---- team and routing ----

export interface Team {
  readonly reps: ReadonlyMap<string, Rep>;
  /** Team name → keys of its reps, in the order of the file. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
}

export interface Rep {
  /** The key in team.yaml: `nina`. It is what `deal.owner` and `account.owner` hold. */
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly team: string;
  readonly calendarUrl?: string;
  /** Share in a round robin; 1 is the normal one. */
  readonly weight: number;
  readonly active: boolean;
  /** Absences in epoch ms, half open. */
  readonly away: readonly { readonly from: number; readonly to: number }[];
  readonly place: Place;
}

export interface Routing {
  readonly name: string;
  /** What is looked up in `to`: `account.tier`. */
  readonly by: Expression;
  readonly to: ReadonlyMap<string, RouteTarget>;
  readonly keepOwner: boolean;
  readonly matchAccounts: readonly ('domain' | 'name')[];
  readonly skip: readonly ('inactive' | 'away')[];
  /** Key of the rep when nobody else is left. */
  readonly fallback: string;
  readonly place: Place;
}

export type RouteTarget =
  | { readonly kind: 'nobody'; readonly place: Place }
  | { readonly kind: 'rep'; readonly rep: string; readonly place: Place }
  | { readonly kind: 'team'; readonly team: string; readonly pick: 'round_robin'; readonly answerWithin?: number; readonly place: Place };

// ---- pipelines ----

export interface Pipeline {
  readonly name: string;
  readonly of: 'account';
  /** How a fact finds its deal, in this order. */
  readonly match: readonly string[];
  readonly stages: readonly Stage[];
  readonly neverBack: boolean;
  /** How long a rep's own edit wins, in ms. */
  readonly repEditsHold: number;
  readonly place: Place;
}

export interface Stage {
  readonly name: string;
  /** Position in the file; a higher one is further. */
  readonly rank: number;
  /** `won` and `lost` close a deal. */
  readonly closes?: 'won' | 'lost';
  /** Canonical names of the events that move a deal here. */
  readonly when: readonly string[];
  readonly if?: Condition;
  /** Field of the deal → value; `amount` wants money, `closed_at` a timestamp. */
  readonly set: ReadonlyMap<string, Expression>;
  readonly backTo?: string;
  readonly backWhen: readonly string[];
  readonly place: Place;
}

// ---- workflows ----

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
  /** Every step by its id, branches included. */
  readonly nodes: ReadonlyMap<string, StepNode>;
  /** Id of the first step; null: nothing to do. */
  readonly start: string | null;
  /** sha256 over the normalised definition: a version is one hash. */
  readonly hash: string;
  readonly place: Place;
}

export type Trigger =
  | { readonly kind: 'event'; readonly event: string; readonly if?: Condition; readonly place: Place }
  | {
      readonly kind: 'trait';
      readonly of: 'person' | 'account';
      readonly trait: string;
      readonly becomes: readonly (string | number | boolean)[];
      readonly place: Place;
    }
  | { readonly kind: 'stage'; readonly stage: string; readonly place: Place };

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

// ---- emails ----

export interface EmailDefinition {
  readonly name: string;
  /** Handlebars. */
  readonly subject: string;
  readonly preheader?: string;
  /** `marketing` carries an unsubscribe link and honours it; `transactional` answers what was asked for. */
  readonly kind: 'marketing' | 'transactional';
  /** Handlebars source of the html body, without layout. */
  readonly html: string;
  /** Handlebars source of the text part; made from the html when absent. */
  readonly text?: string;
  readonly layout: string;
  readonly sample: Readonly<Record<string, unknown>>;
  readonly place: Place;
}
