// What a deal is while its facts are folded: its fields, how it came through its stages, and who set what last.

import type { Because } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import { setOwn } from '#libs/traits/own-property.js';
import type { Deal } from './deal.js';
import type { DealChange } from './deal-history.js';

export interface StageEntry {
  /** null: opened. */
  readonly from: string | null;
  readonly to: string;
  readonly at: number;
  /** Of the fact that moved it. */
  readonly key: string;
  readonly because: Because;
}

/** A move that was not made because a rep's own edit holds. */
export interface Proposal {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly key: string;
  readonly reason: string;
  readonly because: Because;
  /** What the stage would have set. */
  readonly values: Readonly<Record<string, Value>>;
}

/** Fields that a fact wanted to set and could not; told once, with the stage where it moved one. */
export interface Refusal {
  /** Of the fact. */
  readonly key: string;
  readonly at: number;
  /** Field → why it did not get its value. */
  readonly fields: Readonly<Record<string, Value>>;
  readonly because: Because;
}

export interface FoldedDeal {
  readonly deal: Deal;
  readonly history: readonly StageEntry[];
  /** What reports read: stage, amount and owner as they became. */
  readonly changes: readonly DealChange[];
  readonly proposals: readonly Proposal[];
  readonly refusals: readonly Refusal[];
  /** Field → why it has its value. */
  readonly setBy: ReadonlyMap<string, Because>;
}

/** Gives a field its value; undefined when that could be done, else why not. */
export function setField(deal: Deal, field: string, value: Value): string | undefined {
  switch (field) {
    case 'amount':
      if (value !== null && !isMoney(value)) return 'amount wants {amount: minor units, currency: three letters}';
      deal.amount = value === null ? null : { amount: value.amount, currency: value.currency.toLowerCase() };
      return undefined;
    case 'closed_at':
      if (value !== null && !isTime(value)) return 'closed_at wants a timestamp';
      deal.closedAt = value;
      return undefined;
    case 'name':
      if (typeof value !== 'string') return 'name wants a text';
      deal.name = value;
      return undefined;
    case 'owner':
      if (value !== null && typeof value !== 'string') return 'owner wants the key of a rep';
      deal.owner = value;
      return undefined;
    default:
      setOwn(deal.fields, field, value);
      return undefined;
  }
}

function isMoney(value: Value): value is { readonly amount: number; readonly currency: string } {
  if (value === null || typeof value !== 'object' || !('amount' in value) || !('currency' in value)) return false;
  return Number.isSafeInteger(value.amount) && typeof value.currency === 'string' && /^[a-z]{3}$/i.test(value.currency);
}

/** What Postgres can keep, 9999 the last year. */
function isTime(value: Value): value is number {
  return typeof value === 'number' && value > -62_000_000_000_000 && value < 253_402_300_800_000;
}
