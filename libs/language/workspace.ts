// A compiled workspace: what config/ means, typed and checked. Made by `compileWorkspace`, immutable, shared by all decisions.

import type { Connection } from './connection.js';
import type { EmailDefinition } from './email-definition.js';
import type { Pipeline } from './pipeline.js';
import type { Provider } from './provider.js';
import type { Report } from './report.js';
import type { Routing, Team } from './team.js';
import type { TrackingPlan } from './tracking-plan.js';
import type { DealAudience, ScoreDefinition, TraitDefinition } from './trait-definition.js';
import type { WorkingHours } from './working-hours.js';
import type { Workflow } from './workflow.js';

export interface Workspace {
  /** sha256 (hex) over the sorted files: two workspaces with one hash are the same. */
  readonly hash: string;
  readonly name: string;
  readonly timeZone: string;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly sender: Sender;
  /** What a signed-in rep is shown. */
  readonly repsSee: RepsSee;
  /** When the company works; reps may have hours of their own. */
  readonly businessHours?: WorkingHours;
  readonly plan: TrackingPlan;
  /** Computed traits, in the order in which formulas can be evaluated. */
  readonly traits: readonly TraitDefinition[];
  /** In the order of their names. */
  readonly dealAudiences: readonly DealAudience[];
  readonly scores: readonly ScoreDefinition[];
  readonly team: Team;
  readonly routings: ReadonlyMap<string, Routing>;
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly emails: ReadonlyMap<string, EmailDefinition>;
  readonly reports: ReadonlyMap<string, Report>;
  /** Vendor → how it is reached. */
  readonly connections: ReadonlyMap<string, Connection>;
  /** Who enriches accounts and people, by name. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** `emails/partials/NAME.hbs` by NAME. */
  readonly partials: ReadonlyMap<string, string>;
}

/** Everything; what reps of the own team own; what the rep owns. What nobody owns is seen by all. */
export type RepsSee = 'everything' | 'team' | 'own';

export interface Sender {
  readonly name: string;
  readonly email: string;
  readonly replyTo?: string;
  /** Postal address for the footer (CAN-SPAM). */
  readonly address?: string;
}
