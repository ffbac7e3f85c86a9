// What a story about workflows is told with: facts about two or three people, files beside the small workspace.

import type { Value } from '#libs/language/value.js';

export interface Told {
  readonly event: string;
  readonly who?: string;
  readonly properties?: Readonly<Record<string, Value>>;
  /** Traits of the person, said with it. */
  readonly person?: Readonly<Record<string, Value>>;
}

export interface Moment {
  /** Hours since the beginning: a Monday, 10:00 in Berlin, the workspace's zone. */
  readonly at: number;
  /** From now on these files are others. */
  readonly apply?: Readonly<Record<string, string>>;
  readonly told?: readonly Told[];
}

export interface Story {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
  readonly moments: readonly Moment[];
  /** `workflow subject state: reason`, in the order in which they began. */
  readonly runs: readonly string[];
}

/** Opens a deal for who asks. */
export const opening = {
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nagain: after exit\nsteps: [{ create_deal: { pipeline: new-business, stage: new } }]\n',
};
export const idle = { 'workflows/inbound.yaml': 'workflow: inbound\nwhen: []\nsteps: [{ exit: never }]\n' };

export function workflow(name: string, text: string): Readonly<Record<string, string>> {
  return { [`workflows/${name}.yaml`]: `workflow: ${name}\n${text}\n` };
}

export const ana = 'ana@acme.test';
export const asked = (size: number, who = ana): Told => ({
  event: 'Demo Requested',
  who,
  properties: { company_size: size, platform: 'shopify' },
});
export const page = (path: string, who = ana): Told => ({ event: 'page', who, properties: { path } });
export const booked: Told = { event: 'calendly.booked', who: ana };
export const is = (person: Told['person'], who = ana): Told => ({ event: 'identify', who, person });
export const paid: Told = {
  event: 'stripe.invoice_paid',
  who: ana,
  properties: { amount: { amount: 500, currency: 'eur' }, billing_reason: 'subscription_create' },
};
export const bigDeals = { 'audiences/big-deals.yaml': 'audience: big-deals\nof: deal\nif: account.tier == "enterprise"\n' };
export const big = { 'audiences/big.yaml': 'audience: big\nof: account\nif: account.tier == "enterprise"\n' };
