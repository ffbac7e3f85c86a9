// Folds a deal's facts in the order of their own time into what the deal is and how it came there. Equal facts give an equal
// deal, whatever the order in which they arrived.

import type { Because } from '#libs/audit/because.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline, Stage } from '#libs/language/pipeline.js';
import { Billing, driftOf } from './billing.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';
import { type DealChange, noteChange } from './deal-history.js';
import { scopeOfFact } from './fact-scope.js';
import { type FoldedDeal, type Proposal, type Refusal, setField, type StageEntry } from './folded-deal.js';
import { type IdleMove, nextIdle } from './idle-due.js';
import { sortFacts } from './sort-facts.js';

export interface FoldContext {
  /** The workspace's hash, kept with every change that a rule made. */
  readonly version: string;
  /** What rules see as `workspace`. */
  readonly workspace?: Scope['workspace'];
}

type Event = NonNullable<DealFactBody['event']>;

/** @throws Error when none of the facts opens the deal */
export function foldFacts(pipeline: Pipeline, base: Deal, facts: readonly DealFact[], context: FoldContext): FoldedDeal {
  const [opening, ...others] = sortFacts(facts);
  if (opening?.kind !== 'open') throw new Error(`Deal ${base.id} has no fact that opens it.`);
  const fold = new Fold(pipeline, base, opening, context);
  for (const fact of others) fold.take(fact);
  fold.end();
  return fold;
}

class Fold implements FoldedDeal {
  readonly deal: Deal;
  readonly history: StageEntry[] = [];
  readonly changes: DealChange[] = [];
  readonly proposals: Proposal[] = [];
  readonly refusals: Refusal[] = [];
  readonly setBy = new Map<string, Because>();
  /** What a rep edited → until when that wins. */
  private readonly heldUntil = new Map<string, number>();
  private readonly billing = new Billing();
  /** Idle moves due `by` then were made or proposed, since the fact of that time. */
  private lastOwnFactAt: number;
  private idled = { since: -Infinity, by: -Infinity };

  constructor(
    private readonly pipeline: Pipeline,
    base: Deal,
    opening: DealFact,
    private readonly context: FoldContext,
  ) {
    const { id, accountId } = base;
    const { stage = pipeline.stages[0]?.name ?? '', contact = null, set = {} } = opening.body;
    this.deal = {
      id,
      pipeline: pipeline.name,
      accountId,
      // Once it is open the row knows better: its contact may have been merged into another person since.
      contactId: base.stage === '' ? contact : base.contactId,
      name: '',
      stage,
      amount: null,
      owner: null,
      fields: {},
      createdAt: opening.at,
      inStageSince: opening.at,
      lastFactAt: opening.at,
      closedAt: null,
      holds: {},
      billed: [],
      drift: [],
    };
    this.lastOwnFactAt = opening.at;
    this.enter(null, stage, opening, opening.because);
    this.refuse(this.setAll(set, opening, opening.because), opening);
    this.note(opening.at);
  }

  take(fact: DealFact): void {
    // What was due by time alone before this fact; a fact of the very instant comes in time, and only time itself does not.
    this.passTime(fact.kind === 'idle' ? fact.at : fact.at - 1, fact);
    if (fact.kind === 'idle') return;
    this.takeOwn(fact);
    this.note(fact.at);
  }

  private takeOwn(fact: DealFact): void {
    this.deal.lastFactAt = Math.max(this.deal.lastFactAt, fact.body.until ?? fact.at);
    if (fact.kind !== 'activity') this.lastOwnFactAt = Math.max(this.lastOwnFactAt, fact.at);
    const { event, stage, accepts, set = {} } = fact.body;
    if (fact.kind === 'event' && event !== undefined && this.billing.take(event)) this.setBy.set('drift', fact.because);
    // Won and lost are the end: what comes later is kept, and changes nothing, but a rep's own correction and what the pipeline
    // itself names as a way back.
    const current = this.stageNamed(this.deal.stage);
    const reopens = fact.kind === 'edit' || (event !== undefined && current?.backWhen.includes(event.name) === true);
    if (current?.closes !== undefined && !reopens) return;
    if (fact.kind === 'event' && event !== undefined) this.takeEvent(fact, event);
    else if (accepts !== undefined) this.accept(fact, accepts);
    else if (fact.kind === 'request' || fact.kind === 'edit') {
      const to = stage === undefined ? undefined : this.stageNamed(stage);
      this.refuse(this.setAll(set, fact, fact.because), fact);
      if (fact.kind === 'edit') this.hold([...Object.keys(set), ...(to === undefined ? [] : ['stage'])], fact.at);
      if (to !== undefined && (fact.kind === 'edit' || this.mayEnter(to))) this.move(to, fact, fact.because);
    }
    // A further opening of a deal that is open is kept, and changes nothing.
  }

  /** After the last fact. */
  end(): void {
    this.deal.holds = Object.fromEntries(this.heldUntil);
    const { closes } = this.stageNamed(this.deal.stage) ?? {};
    // Of a deal that is closed activity is no longer noted: what came before does not show either.
    if (closes !== undefined) this.deal.lastFactAt = this.lastOwnFactAt;
    if (closes !== 'won') return;
    this.deal.billed = this.billing.sums();
    this.deal.drift = driftOf(this.deal.amount, this.deal.billed);
  }

  private passTime(until: number, fact: DealFact): void {
    for (;;) {
      const { lastFactAt } = this.deal;
      if (this.idled.since !== lastFactAt) this.idled = { since: lastFactAt, by: -Infinity };
      const next = nextIdle(this.pipeline, this.deal, this.idled.by);
      if (next === undefined || next.at > until) return;
      this.idled.by = next.at;
      this.goQuiet(next, fact);
      this.note(next.at);
    }
  }

  private goQuiet({ stage, at }: IdleMove, { body }: DealFact): void {
    const fact: DealFact = {
      dealId: this.deal.id,
      id: '',
      at,
      key: `idle:${at}:${stage.name}`,
      kind: 'idle',
      body: { saw: body.saw ?? {} },
      because: {
        by: 'rule',
        name: this.pipeline.name,
        rule: { place: stage.place, version: this.context.version },
        details: { quiet_since: this.deal.lastFactAt },
      },
    };
    this.move(stage, fact, fact.because, scopeOfFact(fact, undefined, this.deal, this.context.workspace));
  }

  private note(at: number): void {
    noteChange(this.changes, this.deal, Math.max(at, this.deal.createdAt), this.pipeline);
  }

  /** A rep agrees with what was proposed: it is made as the rule would have made it, and the hold is over. */
  private accept(fact: DealFact, key: string): void {
    const at = this.proposals.findIndex((proposal) => proposal.key === key);
    const [proposal] = at < 0 ? [] : this.proposals.splice(at, 1);
    if (proposal === undefined) return;
    this.heldUntil.delete('stage');
    const { because, values } = proposal;
    const accepted: Because = {
      ...because,
      by: fact.because.by,
      name: fact.because.name,
      details: { ...because.details, ...fact.because.details, accepted: proposal.to },
    };
    if (proposal.to !== this.deal.stage) this.enter(this.deal.stage, proposal.to, fact, accepted);
    this.refuse(this.setAll(values, { ...fact, kind: 'request' }, accepted), fact);
  }

  private takeEvent(fact: DealFact, event: Event): void {
    const scope = scopeOfFact(fact, event, this.deal, this.context.workspace);
    const current = this.stageNamed(this.deal.stage);
    const back = current?.backWhen.includes(event.name) === true ? this.stageNamed(current.backTo ?? '') : undefined;
    if (current !== undefined && back !== undefined) return this.move(back, fact, this.ruled(current, fact, event, scope), scope);
    const next = this.pipeline.stages
      .filter((stage) => stage.when.includes(event.name) && this.mayEnter(stage))
      .findLast((stage) => stage.if === undefined || stage.if.holds(scope) === true);
    if (next !== undefined) this.move(next, fact, this.ruled(next, fact, event, scope), scope);
  }

  private ruled(stage: Stage, fact: DealFact, event: Event, scope: Scope): Because {
    const { id, name, at, source } = event;
    const traces = stage.if === undefined || stage.name === this.deal.stage ? {} : { traces: [stage.if.trace(scope)] };
    const rule = { place: stage.place, version: this.context.version };
    return { ...fact.because, by: 'rule', name: this.pipeline.name, event: { id, name, at, source }, rule, ...traces };
  }

  /** Forward only, unless the pipeline lets a fact take a deal back. */
  private mayEnter(stage: Stage): boolean {
    if (stage.name === this.deal.stage) return false;
    return !this.pipeline.neverBack || stage.rank > (this.stageNamed(this.deal.stage)?.rank ?? -1);
  }

  private move(stage: Stage, fact: DealFact, because: Because, scope?: Scope): void {
    const { stage: from } = this.deal;
    if (stage.name === from) return;
    const values: Record<string, Value> = {};
    const unset: Record<string, Value> = {};
    for (const [field, expression] of scope === undefined || stage.name === this.stageNamed(from)?.backTo ? [] : stage.set) {
      const value = expression.evaluate(scope!);
      if (value === undefined) unset[field] = `${expression.source} is unknown`;
      else values[field] = value;
    }
    const until = this.heldUntil.get('stage');
    if (fact.kind !== 'edit' && until !== undefined && fact.at < until) {
      const reason = 'a rep edited the stage, and that still holds';
      this.proposals.push({ from, to: stage.name, at: fact.at, key: fact.key, because, reason, values });
      return;
    }
    this.enter(from, stage.name, fact, because);
    Object.assign(unset, this.setAll(values, fact, because));
    if (Object.keys(unset).length > 0) this.explain({ not_set: unset });
  }

  private enter(from: string | null, to: string, fact: DealFact, because: Because): void {
    const at = Math.max(fact.at, this.deal.createdAt);
    this.deal.stage = to;
    this.deal.inStageSince = at;
    if (this.stageNamed(to)?.closes !== undefined) {
      this.deal.closedAt = at;
      this.setBy.set('closed_at', because);
    } else if (this.stageNamed(from ?? '')?.closes !== undefined) {
      this.deal.closedAt = null;
      this.setBy.set('closed_at', because);
    }
    this.history.push({ from, to, at, key: fact.key, because });
  }

  /** @returns field → why it did not get its value */
  private setAll(values: Readonly<Record<string, Value>>, fact: DealFact, because: Because): Record<string, Value> {
    const refused: Record<string, Value> = {};
    for (const [field, value] of Object.entries(values)) {
      const isHeld = fact.kind !== 'edit' && fact.at < (this.heldUntil.get(field) ?? -Infinity);
      const problem = isHeld ? 'a rep edited it, and that still holds' : setField(this.deal, field, value);
      if (problem !== undefined) {
        refused[field] = problem;
        continue;
      }
      this.setBy.set(field, because);
      if (field === 'amount') this.setBy.set('drift', because);
    }
    return refused;
  }

  private refuse(fields: Readonly<Record<string, Value>>, { key, at, because }: DealFact): void {
    if (Object.keys(fields).length > 0) this.refusals.push({ key, at, fields, because });
  }

  private hold(fields: readonly string[], from: number): void {
    for (const field of fields) this.heldUntil.set(field, from + this.pipeline.repEditsHold);
  }

  private explain(details: Readonly<Record<string, Value>>): void {
    const last = this.history.pop();
    if (last !== undefined) this.history.push({ ...last, because: { ...last.because, details: { ...last.because.details, ...details } } });
  }

  private stageNamed(name: string): Stage | undefined {
    return this.pipeline.stages.find((stage) => stage.name === name);
  }
}
