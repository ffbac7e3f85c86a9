// Everything a batch decides on, in memory: loaded and locked before, saved after. Pure code changes it; nothing is looked up on the way.

import type { Change } from '#libs/audit/because.js';
import type { DealSlice } from '#libs/deals/deal-slice.js';
import type { Facts } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import type { NewId } from '#libs/people/new-id.js';
import type { Person } from '#libs/people/person.js';
import type { PeopleSlice } from '#libs/people/people-slice.js';
import type { AwaitedAnswer, Touch } from '#libs/routing/awaited-answer.js';
import type { PoolSlice } from '#libs/routing/pool-slice.js';
import type { Paused } from '#libs/runs/pause.js';
import type { RunSlice } from '#libs/runs/run-slice.js';
import type { NewTask } from '#libs/tasks/task.js';
import type { TriggerIndex } from '#libs/runs/index-triggers.js';
import type { CreditWish } from './credit-moves.js';
import type { TraitDue } from '#libs/traits/trait-input.js';
import type { AudienceAsk } from './deal-audiences.js';
import type { Todo } from './todo.js';

export interface WorkingSet {
  /** The newest version: plan, traits, pipelines and new runs go by it. */
  readonly workspace: Workspace;
  /** What conditions see as `workspace`. */
  readonly workspaceFacts: Facts;
  readonly triggers: TriggerIndex;
  /** Workflow name → row of workflow_version, for new runs. */
  readonly versionIds: ReadonlyMap<string, string>;
  /** Workflows that stand still: nobody comes in, and their runs take no further step. */
  readonly paused?: Paused;
  /** A run goes by the version it began with. */
  workflowOf(versionId: string): Workflow;
  readonly people: PeopleSlice;
  readonly deals: DealSlice;
  readonly runs: RunSlice;
  /** Empty until a step asks for a turn: the ledger's rows are locked as late and as short as can be. */
  readonly pools: PoolSlice;
  /** Account → its people who are not in the batch, for runs that write to several of them. Empty until one asks. */
  readonly rosters: Map<string, readonly Person[]>;
  readonly deliveries: NewDelivery[];
  readonly tasks: NewTask[];
  /** Leads that wait for a rep's answer from now on. */
  readonly answers: AwaitedAnswer[];
  /** What reps did about leads. */
  readonly touches: Touch[];
  readonly changes: Change[];
  /** Whose traits time alone may change next at another moment than before. */
  readonly dues: TraitDue[];
  /** Whose deals are to be asked again which audiences they are in; empty where the workspace has none of deals. */
  readonly audienceAsks: AudienceAsk[];
  /** What is still to be done of what has happened, in order. */
  readonly todo: Todo[];
  /** Turns of the ledger that are to change hands; done when the batch's happenings are settled. */
  readonly creditWishes: CreditWish[];
  /** Why runs did not begin: workflow and reason, for the event that could have begun them. */
  readonly refusals: string[];
  /** In a test: the arm that everybody is in; undefined: the hash decides. */
  armOf?(workflow: string): 'treated' | 'holdout' | undefined;
  readonly newId: NewId;
}
