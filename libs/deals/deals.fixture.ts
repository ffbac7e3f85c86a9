// A pipeline as a company would write it, and facts about one deal of it, for the tests of this folder.

import { workspaceOf } from '#libs/testing/small-workspace.js';
import type { Value } from '#libs/language/value.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';
import { type DealSlice, emptyDealSlice } from './deal-slice.js';

const yaml = `pipeline: new-business
of: account
match: [deal.id, account.stripe_customer, person.email]
stages:
  new:
  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }
  trial: { when: Trial Started, if: account.tier == "enterprise" }
  won:
    when: stripe.invoice_paid
    if: event.amount.amount > 0 && event.billing_reason == "subscription_create"
    set: { amount: event.amount, closed_at: event.meta.at, won_by: invoice }
    back_to: trial
    back_when: stripe.charge_refunded
  lost:
never_back: true
rep_edits_hold: 7d
`;

const trial = { 'tracking-plan/trial.yaml': 'event: Trial Started\nproperties:\n  plan: { type: string }\n' };

export function workspaceWith(changes: Readonly<Record<string, string>> = {}, pipeline = yaml) {
  return workspaceOf({ ...trial, 'pipelines/new-business.yaml': pipeline, ...changes });
}

export const workspace = workspaceWith();
export const pipeline = workspace.pipelines.get('new-business')!;
/** Facts may take a deal back in this one. */
export const loose = workspaceWith({}, yaml.replace('never_back: true', 'never_back: false')).pipelines.get('new-business')!;
export const context = { version: workspace.hash };

export const start = Date.UTC(2026, 2, 2, 9);
export const hour = 3_600_000;
export const day = 24 * hour;

export function unopened(more: Partial<Deal> = {}): Deal {
  return {
    id: '5',
    pipeline: 'new-business',
    accountId: '1',
    contactId: null,
    name: '',
    stage: '',
    amount: null,
    owner: null,
    fields: {},
    createdAt: start,
    inStageSince: start,
    lastFactAt: start,
    closedAt: null,
    holds: {},
    billed: [],
    drift: [],
    ...more,
  };
}

let rows = 0;

export function fact(kind: DealFact['kind'], after: number, body: DealFactBody, key = `${kind}-${after}`): DealFact {
  rows += 1;
  return { dealId: '5', id: String(rows), at: start + after, key, kind, body, because: { by: 'system', name: kind } };
}

export const opening = (stage = 'new', after = 0) => fact('open', after, { stage, contact: '3', set: { name: 'Acme', owner: 'nina' } });

/** @param saw what the rules read when it came; the tier is enterprise unless told otherwise */
export function event(
  name: string,
  after: number,
  properties: Record<string, Value> = {},
  saw: Record<string, Value> = { 'account.tier': 'enterprise' },
): DealFact {
  const at = start + after;
  const told = { id: '70', name, at, receivedAt: at, source: 'test', properties };
  return fact('event', after, { event: told, saw }, `${name}-${after}`);
}

export const paid = (after: number, amount = 5_400_050) =>
  event('stripe.invoice_paid', after, { amount: { amount, currency: 'usd' }, billing_reason: 'subscription_create' });
export const edit = (after: number, body: DealFactBody) => fact('edit', after, body);
export const request = (after: number, body: DealFactBody) => fact('request', after, body);

export function sliceOf(...deals: Deal[]): DealSlice {
  const slice = emptyDealSlice();
  for (const deal of deals) slice.deals.set(deal.id, deal);
  return slice;
}
