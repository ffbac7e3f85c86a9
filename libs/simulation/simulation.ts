// An installation in memory, on a clock of its own: the same decisions as in production, nothing sent and nothing stored.
// Tests of a workspace run on it, in milliseconds.

import type { StepDefinition } from '#libs/engine/step.js';
import type { Because } from '#libs/audit/because.js';
import type { Edited } from '#libs/deals/edit-deal.js';
import { absorbEvent } from '#libs/ingest/absorb-event.js';
import { BatchWorld } from '#libs/ingest/batch-world.js';
import { renewAudiences } from '#libs/ingest/deal-audiences.js';
import { editDeal } from '#libs/ingest/edit-deal.js';
import { passTime } from '#libs/ingest/pass-time.js';
import { settle } from '#libs/ingest/settle.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Touch } from '#libs/routing/awaited-answer.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import { AnswersInMemory } from './answers-in-memory.js';
import type { Arrival } from './arrival.js';
import { mapAnswer } from '#libs/traits/map-answer.js';
import { answerTo } from './answer-to.js';
import { DueQueue } from './due-queue.js';
import { EveryInMemory } from './every-in-memory.js';
import type { Outcomes, Performed } from './outcomes.js';
import { publishInMemory } from './publish-in-memory.js';
import { QuietDeals } from './quiet-deals.js';
import { RunsDue } from './runs-due.js';
import type { SimulationOptions } from './simulation-options.js';
import { SentMail } from './sent-mail.js';
import { setInMemory } from './set-in-memory.js';
import { simulatedIds } from './subject-ids.js';
import { SubjectsInMemory } from './subjects-in-memory.js';
import { TraitsDue } from './traits-due.js';
import { suppress } from './suppression-of.js';
import { TurnsInMemory } from './turns-in-memory.js';
import { VersionsInMemory } from './versions-in-memory.js';
import { whyKept } from './why-kept.js';

/** In a long history: so many subjects are in sight at once. */
const toldAtOnce = 100;

export class Simulation {
  readonly subjects = new SubjectsInMemory();
  readonly set: WorkingSet;
  private readonly versions = new VersionsInMemory();
  private readonly sent = new SentMail();
  private readonly waiting = new DueQueue<NewDelivery>();
  private readonly runsDue: RunsDue;
  private readonly quietDeals = new QuietDeals();
  private readonly answers = new AnswersInMemory();
  private readonly turns = new TurnsInMemory();
  private readonly traitsDue = new TraitsDue();
  private readonly every = new EveryInMemory();
  /** Run → how many of its deliveries are still to leave. */
  private readonly leaving = new Map<string, number>();
  private performed: Performed[] = [];
  private notes: string[] = [];
  /** Its history is long: what is not asked for is put away, also between two whom a time has come for. */
  private isLong = false;

  /** @param now where its clock stands at the start (epoch ms) */
  constructor(
    workspace: Workspace,
    private readonly steps: ReadonlyMap<string, StepDefinition>,
    private now: number,
    private readonly options: SimulationOptions = {},
  ) {
    this.set = options.on ?? setInMemory(workspace, this.versions, this.subjects, options, simulatedIds(options.idOfSubject));
    this.runsDue = new RunsDue(this.set.runs.runs);
    for (const pipeline of workspace.pipelines.values()) this.subjects.foldedBy.add(pipeline);
    // Whom a calendar tells is not known where the subjects are somebody else's.
    if (options.on === undefined) this.every.apply(workspace, now);
  }

  /** From now on a new version decides; runs stay with the one they began with, or move to it as their workflow says. */
  apply(workspace: Workspace): void {
    Object.assign(this.set, this.versions.decidingBy(workspace));
    publishInMemory(this.set, this.subjects, this.now);
    this.every.apply(workspace, this.now);
    // A deal is folded by the new pipelines when its next fact comes.
    this.subjects.foldedBy.clear();
    this.quietDeals.renew(this.set, this.subjects.allIds('deal'));
    const { audiences } = this.set.deals;
    for (const id of workspace.dealAudiences.length === 0 ? [] : this.subjects.allIds('deal')) {
      if (!audiences.has(id)) audiences.set(id, { isIn: {} });
      renewAudiences(this.set, id, this.now);
    }
    this.traitsDue.take(this.set.dues.splice(0));
  }

  /** What is so from the start: it is known, and nothing follows from it, as for subjects that were there before a workflow was. */
  give(fact: Fact, source: string): void {
    suppress(this.set.people, fact);
    const id = this.set.newId();
    absorbEvent(this.set, { fact, id, source, receivedAt: this.now }, `given:${id}`, this.now);
    this.forgetEffects();
  }

  /** After traits were given by their values: what follows from them is so from the start, too. */
  given(): void {
    for (const id of this.set.people.persons.keys()) passTime(this.set, 'person', id, this.now);
    for (const id of this.set.people.accounts.keys()) passTime(this.set, 'account', id, this.now);
    this.forgetEffects();
  }

  private forgetEffects(): void {
    this.every.note(this.set, this.now);
    this.traitsDue.take(this.set.dues.splice(0));
    this.set.todo.length = 0;
    for (const list of [this.set.creditWishes, this.set.answers, this.set.touches, this.set.audienceAsks]) list.length = 0;
    this.takeOutcomes();
  }

  /** A fact arrives now; its whole effect is taken, and what is due to leave leaves. */
  say(fact: Fact, source: string, arrival?: Arrival): void {
    suppress(this.set.people, fact);
    this.absorb(fact, source, arrival);
    this.deliver();
  }

  /** A rep edits a deal now, or accepts a move that is proposed: as over the API. */
  edit(dealId: string, body: Edited['body'], because: Because): void {
    const key = `edit:${this.set.newId()}`;
    editDeal(this.set, { dealId, body, at: this.now, key, because });
    this.settle();
    this.deliver();
  }

  /** A rep does something about a lead now that no fact tells. */
  touch(touch: Touch): void {
    this.set.touches.push(touch);
    this.settle();
    this.deliver();
  }

  /** What is on the set's list already is done, as far as it goes now. */
  takeUp(): void {
    this.settle();
    this.deliver();
  }

  /** Between two facts of a long history: whoever they were about is put away, and what has ended is forgotten. */
  putAway(): void {
    this.isLong = true;
    this.outOfSight(new Set());
    this.set.tasks.length = 0;
  }

  /** @param asked runs of which what has come of them has not been taken yet */
  private outOfSight(asked: ReadonlySet<string>): void {
    this.subjects.putAway((runId) => this.leaving.has(runId) || asked.has(runId));
    this.turns.keep(this.set);
    this.set.pools.loads.clear();
    this.set.pools.namesakes.clear();
  }

  /** Time passes: waits end and acts leave, each in its own moment. @param to epoch ms; never back */
  advanceTo(to: number): void {
    for (let due = this.nextDue(); due <= to; due = this.nextDue()) {
      this.now = Math.max(this.now, due);
      // What time has made of somebody is known before a wait that ends in the same moment goes on.
      for (const { kind, id } of this.traitsDue.takeUntil(this.now)) passTime(this.set, kind, id, this.now);
      this.settle();
      for (const runId of this.runsDue.takeUntil(this.now)) {
        const isReady = this.set.runs.runs.get(runId)!.state === 'ready';
        this.set.todo.push({ kind: 'drive', runId, input: { kind: isReady ? 'start' : 'due' } });
      }
      this.quietDeals.tell(this.set, this.now);
      this.answers.tell(this.set, new BatchWorld(this.set), this.now, (routing) => this.turns.open(this.set, this.subjects, [routing]));
      this.settle();
      this.tellEvery();
      this.deliver();
    }
    this.now = Math.max(this.now, to);
  }

  private tellEvery(): void {
    if (this.every.next() > this.now) return;
    const isRound = this.isLong;
    let told = 0;
    if (isRound) this.subjects.beginRound();
    this.every.tell(
      this.set,
      this.now,
      (kind) => this.subjects.allIds(kind),
      isRound ? (kind, id) => this.subjects.look(kind, id) : null,
      () => {
        this.settle();
        const refusals = this.set.refusals.splice(0);
        if (!isRound) this.notes.push(...refusals);
        told += 1;
        if (isRound && told % toldAtOnce === 0) this.packRound();
      },
    );
    if (isRound && told >= toldAtOnce) this.packRound();
    this.subjects.endRound();
  }

  private packRound(): void {
    this.outOfSight(new Set(this.set.runs.steps.map(({ runId }) => runId)));
    this.subjects.packRound();
  }

  /** What has left since outcomes were taken last; they are not taken by this. */
  performedSoFar(): readonly Performed[] {
    return this.performed;
  }

  /** What has come since the last call. */
  takeOutcomes(): Outcomes {
    const outcomes: Outcomes = {
      performed: this.performed,
      tasks: this.set.tasks.splice(0),
      changes: this.set.changes.splice(0),
      steps: this.set.runs.steps.splice(0),
      outcomes: this.set.runs.outcomes.splice(0),
      notes: this.notes,
    };
    this.performed = [];
    this.notes = [];
    return outcomes;
  }

  private absorb(fact: Fact, source: string, arrival?: Arrival): void {
    const { id, receivedAt, key } = arrival ?? this.arrivalNow();
    const absorbed = absorbEvent(this.set, { fact, id, source, receivedAt }, key, this.now);
    this.settle();
    this.notes.push(...absorbed.notes.map((note) => `${absorbed.name}: ${note}`), ...this.set.refusals.splice(0));
  }

  private arrivalNow(): Arrival {
    const id = this.set.newId();
    return { id, key: `simulated:${id}`, receivedAt: this.now };
  }

  private settle(): void {
    const context = { world: new BatchWorld(this.set), steps: this.steps, now: this.now };
    for (let wanting = settle(this.set, context); wanting !== null; wanting = settle(this.set, context)) {
      this.turns.open(this.set, this.subjects, wanting.routings);
      this.subjects.openRosters(this.set.rosters, wanting.accountIds);
    }
    this.set.rosters.clear();
    this.turns.moveCredits(this.set);
    this.quietDeals.note(this.set);
    this.answers.note(this.set);
    this.every.note(this.set, this.now);
    this.traitsDue.take(this.set.dues.splice(0));
    for (const delivery of this.set.deliveries.splice(0)) {
      this.waiting.push(delivery.dueAt, Number(delivery.id), delivery);
      if (delivery.runId !== null) this.leaving.set(delivery.runId, (this.leaving.get(delivery.runId) ?? 0) + 1);
    }
    this.runsDue.note(this.set.runs);
    // Whoever was new is known from now on.
    for (const fresh of [this.set.people.newPersons, this.set.people.newAccounts]) fresh.clear();
  }

  /** Answers are facts: what they lead to may leave in the same moment. */
  private deliver(): void {
    while ((this.waiting.first()?.at ?? Infinity) <= this.now) this.perform(this.waiting.take()!);
  }

  private perform(delivery: NewDelivery): void {
    const { key, action, recipient, payload, runId, workflow } = delivery;
    const refused = this.options.failing?.includes(action) === true ? 'it fails, as the test says' : whyKept(this.set, delivery, this.now);
    const until = refused === null ? this.sent.holdUntil(delivery, this.now) : null;
    if (until !== null) return this.waiting.push(until, Number(delivery.id), delivery);
    if (refused === null && action === 'email.send') this.sent.note(recipient, this.now);
    this.performed.push({ at: this.now, action, to: recipient, payload, workflow, key, runId, refused });
    this.left(runId);
    if (this.options.answers === 'given') return;
    const answer = answerTo(delivery, refused, (name) => this.answerOf(name), this.now);
    if (answer !== null) this.absorb(answer, 'millrace');
  }

  /** What a provider answers in this test, by the same map as in production. */
  private answerOf(name: string): Value {
    const provider = this.set.workspace.providers.get(name);
    return provider === undefined ? {} : mapAnswer(provider, this.options.providers?.[name] ?? {}, this.now).traits;
  }

  private left(runId: string | null): void {
    if (runId === null) return;
    const more = (this.leaving.get(runId) ?? 1) - 1;
    if (more === 0) this.leaving.delete(runId);
    else this.leaving.set(runId, more);
  }

  /** Infinity: nothing is. */
  private nextDue(): number {
    const others = [
      this.quietDeals.next(),
      this.answers.next(),
      this.traitsDue.next(),
      this.every.next(),
      this.waiting.first()?.at ?? Infinity,
    ];
    return Math.min(this.runsDue.next(), ...others);
  }
}
