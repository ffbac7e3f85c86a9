// Takes the fold of a deal again and tells what has changed by it: audit rows, and stages that workflows can begin with.

import type { Because, Change } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { getOwn } from '#libs/traits/own-property.js';
import { sameValue } from '#libs/traits/canonical-json.js';
import type { Money } from './billing.js';
import type { Deal, DealFact } from './deal.js';
import { type DealChange, sameHistory } from './deal-history.js';
import { type FoldContext, foldFacts } from './fold-facts.js';
import type { FoldedDeal, Proposal, Refusal } from './folded-deal.js';

/** A deal came into a stage; begins, wakes and stops runs. */
export interface StageTransition {
  readonly dealId: string;
  readonly pipeline: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: number;
  /** False: a late fact was put in its place, and the deal has gone on since. */
  readonly isNow: boolean;
  readonly because: Because;
}

export interface RefoldedDeal {
  readonly deal: Deal;
  readonly changes: readonly Change[];
  readonly transitions: readonly StageTransition[];
  /** Moves that are proposed now and were not before. */
  readonly proposed: readonly Proposal[];
  /** Keys of proposals that are none any more: accepted, or the facts have turned out otherwise. */
  readonly withdrawn: readonly string[];
  /** How it came to be so; null: as it was told before. */
  readonly history: readonly DealChange[] | null;
}

/**
 * @param deal as it stands; stage '' for one that is being opened
 * @param facts all of them, in any order
 * @param earlier those of them that the deal was folded from before; what they said already is no change
 * @throws Error when none of the facts opens the deal
 */
export function foldDeal(
  pipeline: Pipeline,
  deal: Deal,
  facts: readonly DealFact[],
  context: FoldContext,
  earlier: readonly DealFact[] = [],
): RefoldedDeal {
  const after = foldFacts(pipeline, deal, facts, context);
  const before = earlier.some(({ kind }) => kind === 'open') ? foldFacts(pipeline, deal, earlier, context) : null;
  const said = new Set(before?.history.map(({ key, to }) => `${to} ${key}`));
  const proposed = new Set(before?.proposals.map(({ key }) => key));
  const subject = { kind: 'deal', id: deal.id } as const;
  const transitions: StageTransition[] = [];
  const changes: Change[] = [];
  for (const [place, { from, to, at, key, because }] of after.history.entries()) {
    if (said.has(`${to} ${key}`)) continue;
    const isNow = place === after.history.length - 1;
    const told = isNow || to === after.deal.stage ? because : withDetails(because, { gone_on_to: after.deal.stage });
    transitions.push({ dealId: deal.id, pipeline: pipeline.name, from, to, at, isNow, because: told });
    changes.push({ subject, field: 'stage', from, to, at, because: told });
  }
  if (deal.stage !== '' && deal.stage !== after.deal.stage && transitions.at(-1)?.to !== after.deal.stage) {
    const told = retaken(deal, after);
    transitions.push(told);
    changes.push({ subject, field: 'stage', from: told.from, to: told.to, at: told.at, because: told.because });
  }
  for (const { to, at, key, reason, because } of after.proposals)
    if (!proposed.has(key))
      changes.push({ subject, field: 'proposed_stage', from: after.deal.stage, to, at, because: withDetails(because, { reason }) });
  const refused = new Set(before?.refusals.map((refusal) => refusalKey(refusal)));
  for (const refusal of after.refusals) {
    if (refused.has(refusalKey(refusal))) continue;
    const { at, because, fields } = refusal;
    for (const [field, reason] of Object.entries(fields)) {
      const value = asIs(after.deal, field);
      changes.push({ subject, field, from: value, to: value, at, because: withDetails(because, { not_set: { [field]: reason } }) });
    }
  }
  const stand = new Set(after.proposals.map(({ key }) => key));
  return {
    deal: after.deal,
    changes: [...changes, ...fieldChanges(deal, after)],
    transitions,
    proposed: after.proposals.filter(({ key }) => !proposed.has(key)),
    withdrawn: [...proposed].filter((key) => !stand.has(key)),
    history: before !== null && sameHistory(before.changes, after.changes) ? null : after.changes,
  };
}

function refusalKey({ key, fields }: Refusal): string {
  return `${key} ${Object.keys(fields).toSorted().join(' ')}`;
}

/** What a field that could not be set has gone on to be. */
function asIs({ amount, closedAt, name, owner, fields }: Deal, field: string): Value {
  const columns: Readonly<Record<string, Value>> = { amount: amount === null ? null : { ...amount }, closed_at: closedAt, name, owner };
  return Object.hasOwn(columns, field) ? columns[field]! : (getOwn(fields, field) ?? null);
}

/** A fact has taken away a later move (a rep's edit that holds, an earlier end): the stage is that of the fold. */
function retaken(deal: Deal, after: FoldedDeal): StageTransition {
  const { to, because } = after.history.at(-1)!;
  return {
    dealId: deal.id,
    pipeline: deal.pipeline,
    from: deal.stage,
    to,
    at: after.deal.lastFactAt,
    isNow: true,
    because: withDetails(because, { reason: 'the facts were taken again in the order of their own time' }),
  };
}

function fieldChanges(deal: Deal, { deal: after, setBy, history }: FoldedDeal): Change[] {
  const isNew = deal.stage === '';
  const changes: Change[] = [];
  const say = (field: string, from: Value, to: Value): void => {
    if (sameValue(from, to)) return;
    const because = setBy.get(field) ?? history[0]!.because;
    const at = because.event?.at ?? history.findLast((entry) => entry.because.rule === because.rule && because.rule !== undefined)?.at;
    changes.push({ subject: { kind: 'deal', id: deal.id }, field, from, to, at: at ?? after.lastFactAt, because });
  };
  say('owner', deal.owner, after.owner);
  say('amount', deal.amount === null ? null : { ...deal.amount }, after.amount === null ? null : { ...after.amount });
  say('closed_at', deal.closedAt, after.closedAt);
  say('drift', listOf(deal.drift), listOf(after.drift));
  // A new deal's name and contact are what it opened with; the opening's own row tells of it.
  if (!isNew) {
    say('name', deal.name, after.name);
    say('contact', deal.contactId, after.contactId);
  }
  for (const field of new Set([...Object.keys(deal.fields), ...Object.keys(after.fields)]))
    say(field, deal.fields[field] ?? null, after.fields[field] ?? null);
  return changes;
}

function listOf(sums: readonly Money[]): Value {
  return sums.length === 0 ? null : sums.map((sum) => ({ ...sum }));
}

function withDetails(because: Because, details: Readonly<Record<string, Value>>): Because {
  return { ...because, details: { ...because.details, ...details } };
}
