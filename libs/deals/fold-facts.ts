// Folds a deal's facts in the order of their own time into what the deal is and how it came there. Equal facts give an equal
// deal, whatever the order in which they arrived.

import type { Because } from '#libs/audit/because.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline, Stage } from '#libs/language/pipeline.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';
import { scopeOfFact } from './fact-scope.js';
import { type FoldedDeal, type Proposal, type Refusal, setField, type StageEntry } from './folded-deal.js';
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
  return fold;
}

class Fold implements FoldedDeal {
  readonly deal: Deal;
  readonly history: StageEntry[] = [];
  readonly proposals: Proposal[] = [];
  readonly refusals: Refusal[] = [];
  readonly setBy = new Map<string, Because>();
  /** What a rep edited → until when that wins. */
  private readonly heldUntil = new Map<string, number>();

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
    };
    this.enter(null, stage, opening, opening.because);
    this.refuse(this.setAll(set, opening, opening.because), opening);
  }

  take(fact: DealFact): void {
    this.deal.lastFactAt = Math.max(this.deal.lastFactAt, fact.at);
    const { event, stage, set = {} } = fact.body;
    // Won and lost are the end: what comes later is kept, and changes nothing, but a rep's own correction and what the pipeline
    // itself names as a way back.
    const current = this.stageNamed(this.deal.stage);
    const reopens = fact.kind === 'edit' || (event !== undefined && current?.backWhen.includes(event.name) === true);
    if (current?.closes !== undefined && !reopens) return;
    if (fact.kind === 'event' && event !== undefined) this.takeEvent(fact, event);
    else if (fact.kind === 'request' || fact.kind === 'edit') {
      const to = stage === undefined ? undefined : this.stageNamed(stage);
      this.refuse(this.setAll(set, fact, fact.because), fact);
      if (fact.kind === 'edit') this.hold([...Object.keys(set), ...(to === undefined ? [] : ['stage'])], fact.at);
      if (to !== undefined && (fact.kind === 'edit' || this.mayEnter(to))) this.move(to, fact, fact.because);
    }
    // A further opening of a deal that is open is kept, and changes nothing.
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
    const until = this.heldUntil.get('stage');
    if (fact.kind !== 'edit' && until !== undefined && fact.at < until) {
      this.proposals.push({ to: stage.name, at: fact.at, key: fact.key, because, reason: 'a rep edited the stage, and that still holds' });
      return;
    }
    const values: Record<string, Value> = {};
    const unset: Record<string, Value> = {};
    for (const [field, expression] of scope === undefined || stage.name === this.stageNamed(from)?.backTo ? [] : stage.set) {
      const value = expression.evaluate(scope!);
      if (value === undefined) unset[field] = `${expression.source} is unknown`;
      else values[field] = value;
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
      if (problem === undefined) this.setBy.set(field, because);
      else refused[field] = problem;
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
