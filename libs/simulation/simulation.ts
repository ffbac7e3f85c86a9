// An installation in memory, on a clock of its own: the same decisions as in production, nothing sent and nothing stored.
// Tests of a workspace run on it, in milliseconds.

import type { Change } from '#libs/audit/because.js';
import { emptyDealSlice } from '#libs/deals/deal-slice.js';
import type { RunStep } from '#libs/engine/run.js';
import type { StepDefinition } from '#libs/engine/step.js';
import { absorbEvent } from '#libs/ingest/absorb-event.js';
import { BatchWorld } from '#libs/ingest/batch-world.js';
import { workspaceFacts } from '#libs/ingest/scope-of.js';
import { settle } from '#libs/ingest/settle.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import { emptyPeopleSlice } from '#libs/people/people-slice.js';
import { emptyPoolSlice } from '#libs/routing/pool-slice.js';
import { indexTriggers } from '#libs/runs/index-triggers.js';
import { emptyRunSlice } from '#libs/runs/run-slice.js';

/** An act that would have gone out. */
export interface Performed {
  readonly at: number;
  /** `email.send`, `notify.rep`, `slack.post_message`. */
  readonly action: string;
  readonly to: string;
  readonly payload: NewDelivery['payload'];
  readonly workflow: string | null;
  /** Why it did not leave; null: it did. */
  readonly refused: string | null;
}

/** What has come of something, since it was asked last. */
export interface Outcomes {
  readonly performed: readonly Performed[];
  readonly changes: readonly Change[];
  readonly steps: readonly RunStep[];
  /** Of events: what did not fit the plan, which workflows did not begin and why. */
  readonly notes: readonly string[];
}

export class Simulation {
  readonly set: WorkingSet;
  private lastId = 0;
  private readonly waiting: NewDelivery[] = [];
  private performed: Performed[] = [];
  private notes: string[] = [];

  /** @param now where its clock stands at the start (epoch ms) */
  constructor(
    workspace: Workspace,
    private readonly steps: ReadonlyMap<string, StepDefinition>,
    private now: number,
  ) {
    const names = [...workspace.workflows.keys()];
    this.set = {
      workspace,
      workspaceFacts: workspaceFacts(workspace, 'http://localhost'),
      triggers: indexTriggers(workspace.workflows.values()),
      // A version is named like its workflow: there is only one of each.
      versionIds: new Map(names.map((name) => [name, name])),
      workflowOf: (name) => workspace.workflows.get(name)!,
      people: emptyPeopleSlice(),
      deals: emptyDealSlice(),
      runs: emptyRunSlice(),
      pools: emptyPoolSlice(),
      deliveries: [],
      changes: [],
      todo: [],
      refusals: [],
      newId: () => String((this.lastId += 1)),
    };
  }

  /** A fact arrives now; its whole effect is taken, and what is due to leave leaves. */
  say(fact: Fact, source: string): void {
    this.absorb(fact, source);
    this.deliver();
  }

  /** Time passes: waits end and acts leave, each in its own moment. @param to epoch ms; never back */
  advanceTo(to: number): void {
    for (let due = this.nextDue(); due !== null && due <= to; due = this.nextDue()) {
      this.now = Math.max(this.now, due);
      for (const run of [...this.set.runs.runs.values()]) {
        if (run.endedAt !== null || run.dueAt === null || run.dueAt > this.now) continue;
        this.set.todo.push({ kind: 'drive', runId: run.id, input: { kind: run.state === 'ready' ? 'start' : 'due' } });
      }
      this.settle();
      this.deliver();
    }
    this.now = Math.max(this.now, to);
  }

  /** What has come since the last call. */
  takeOutcomes(): Outcomes {
    const outcomes: Outcomes = {
      performed: this.performed,
      changes: this.set.changes.splice(0),
      steps: this.set.runs.steps.splice(0),
      notes: this.notes,
    };
    this.performed = [];
    this.notes = [];
    return outcomes;
  }

  private absorb(fact: Fact, source: string): void {
    const id = this.set.newId();
    const absorbed = absorbEvent(this.set, { fact, id, source, receivedAt: this.now }, `simulated:${id}`, this.now);
    this.settle();
    this.notes.push(...absorbed.notes.map((note) => `${absorbed.name}: ${note}`), ...this.set.refusals.splice(0));
  }

  private settle(): void {
    const context = { world: new BatchWorld(this.set), steps: this.steps, now: this.now };
    for (let wanted = settle(this.set, context); wanted.length > 0; wanted = settle(this.set, context))
      for (const pool of wanted) this.set.pools.pools.set(pool, []);
    this.waiting.push(...this.set.deliveries.splice(0));
  }

  /** Answers are facts: what they lead to may leave in the same moment. */
  private deliver(): void {
    for (let due = this.takeDue(); due !== undefined; due = this.takeDue()) this.perform(due);
  }

  private takeDue(): NewDelivery | undefined {
    const place = this.waiting.findIndex(({ dueAt }) => dueAt <= this.now);
    return place < 0 ? undefined : this.waiting.splice(place, 1)[0];
  }

  private perform({ key, action, recipient, payload, runId, workflow, depth }: NewDelivery): void {
    const refused = action === 'email.send' ? (this.set.people.suppressed.get(recipient) ?? null) : null;
    this.performed.push({ at: this.now, action, to: recipient, payload, workflow, refused });
    if (action !== 'email.send') return;
    const said: Record<string, Value> = { template: payload['template'] ?? null, delivery: key, to: recipient, workflow };
    const answer: Fact = {
      kind: 'answer',
      name: refused === null ? 'email.sent' : 'email.failed',
      at: this.now,
      person: { email: recipient },
      account: {},
      properties: refused === null ? said : { ...said, reason: refused },
      personTraits: {},
      accountTraits: {},
      answers: { delivery: key, runId, depth },
    };
    this.absorb(answer, 'millrace');
  }

  private nextDue(): number | null {
    let next: number | null = null;
    const look = (dueAt: number | null): void => {
      if (dueAt !== null && (next === null || dueAt < next)) next = dueAt;
    };
    for (const run of this.set.runs.runs.values()) if (run.endedAt === null) look(run.dueAt);
    for (const { dueAt } of this.waiting) look(dueAt);
    return next;
  }
}
