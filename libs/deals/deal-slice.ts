// The deals that one batch is about, with all their facts, in memory: loaded and locked before, changed by pure functions, saved after.

import type { Because } from '#libs/audit/because.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { isSmallerId } from '#libs/people/people-slice.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';
import type { DealChange } from './deal-history.js';
import type { Proposal } from './folded-deal.js';

/** A pipeline's fact that no deal matched yet. */
export interface PendingFact {
  /** The account, else the person. */
  readonly subjectId: string;
  readonly id: string;
  readonly pipeline: string;
  readonly at: number;
  readonly key: string;
  readonly body: DealFactBody;
  readonly because: Because;
}

/** A move that was proposed, or is proposed no more, in this batch. */
export type ProposalChange =
  | ({ readonly dealId: string; readonly state: 'open' } & Proposal)
  | { readonly dealId: string; readonly key: string; readonly state: 'withdrawn' };

/** Which audiences a deal is in. Whoever is not here was opened just now, and was in none. */
export interface AudienceMemory {
  /** Audience → whether it is in it; not there: it was never asked. */
  readonly isIn: Record<string, boolean>;
  /** When time alone may change it next (epoch ms). */
  due?: number;
}

export interface DealSlice {
  /** A deal that is folded again is a new object under its id. */
  readonly deals: Map<string, Deal>;
  /** By id of the deal, in no order. */
  readonly facts: Map<string, DealFact[]>;
  /** Pipelines by which every deal of the slice was folded last; absent: rows are stored ones, and may be of an earlier version. */
  readonly foldedBy?: ReadonlySet<Pipeline>;
  /** By id of the subject. */
  readonly pending: Map<string, PendingFact[]>;
  /** Ids to be written; new ones are among them. */
  readonly dirty: Set<string>;
  readonly newFacts: Set<DealFact>;
  /** Rows to be deleted: facts that went to another deal, or found one. */
  readonly goneFacts: Set<DealFact>;
  readonly newPending: Set<PendingFact>;
  readonly gonePending: Set<PendingFact>;
  /** By id of the deal: those that have become others. */
  readonly histories: Map<string, readonly DealChange[]>;
  /** By deal and key. */
  readonly proposals: Map<string, ProposalChange>;
  /** By id of the deal; only where the workspace has audiences of deals. */
  readonly audiences: Map<string, AudienceMemory>;
  /** Ids of those whose memory is to be written. */
  readonly dirtyAudiences: Set<string>;
}

export function emptyDealSlice(): DealSlice {
  return {
    deals: new Map(),
    facts: new Map(),
    pending: new Map(),
    dirty: new Set(),
    newFacts: new Set(),
    goneFacts: new Set(),
    newPending: new Set(),
    gonePending: new Set(),
    histories: new Map(),
    proposals: new Map(),
    audiences: new Map(),
    dirtyAudiences: new Set(),
  };
}

export function factsOf(slice: DealSlice, dealId: string): readonly DealFact[] {
  return slice.facts.get(dealId) ?? [];
}

export function addFact(slice: DealSlice, fact: DealFact): void {
  const facts = slice.facts.get(fact.dealId);
  if (facts === undefined) slice.facts.set(fact.dealId, [fact]);
  else facts.push(fact);
  slice.newFacts.add(fact);
}

export function removeFact(slice: DealSlice, fact: DealFact): void {
  const rest = factsOf(slice, fact.dealId).filter((one) => one !== fact);
  slice.facts.set(fact.dealId, rest);
  if (!slice.newFacts.delete(fact)) slice.goneFacts.add(fact);
}

export function addPending(slice: DealSlice, fact: PendingFact): void {
  const facts = slice.pending.get(fact.subjectId);
  if (facts === undefined) slice.pending.set(fact.subjectId, [fact]);
  else facts.push(fact);
  slice.newPending.add(fact);
}

export function removePending(slice: DealSlice, fact: PendingFact): void {
  const rest = (slice.pending.get(fact.subjectId) ?? []).filter((one) => one !== fact);
  slice.pending.set(fact.subjectId, rest);
  if (!slice.newPending.delete(fact)) slice.gonePending.add(fact);
}

/** Of one account (or of a person without one) in one pipeline, in the order in which they were opened. */
export function dealsOf(
  slice: DealSlice,
  pipeline: string,
  subject: { readonly accountId?: string | null; readonly contactId?: string | null },
): Deal[] {
  const { accountId, contactId } = subject;
  return [...slice.deals.values()]
    .filter((deal) => deal.pipeline === pipeline)
    .filter((deal) => (accountId != null ? deal.accountId === accountId : contactId != null && deal.contactId === contactId))
    .sort((one, other) => one.createdAt - other.createdAt || (isSmallerId(one.id, other.id) ? -1 : 1));
}
