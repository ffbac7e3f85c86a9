// A deal as conditions and templates see it: the members that are always there beside the fields that stages, workflows and reps set.

import type { Facts } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Money } from './billing.js';
import type { Deal } from './deal.js';

/**
 * Times are epoch ms. `traits` is the deal's own record of fields.
 * @param contact the members of the person of `deal.contactId` (see personMembers), when it is there; asked for when a condition reads it
 * @param accountName what a deal is called that nobody has named
 */
export function dealFacts(deal: Deal, contact: Contact, accountName?: string | null): Facts {
  return new DealFacts(deal, contact, accountName);
}

type Contact = () => Readonly<Record<string, Value | undefined>> | null | undefined;

/** Members are put together when they are asked for: scopes are made with every fact, and most conditions read few of them. */
class DealFacts implements Facts {
  readonly traits: Facts['traits'];
  private members: Facts['own'] | undefined;

  constructor(
    private readonly deal: Deal,
    private readonly contact: Contact,
    private readonly accountName: string | null | undefined,
  ) {
    this.traits = deal.fields;
  }

  get own(): Facts['own'] {
    return (this.members ??= dealMembers(this.deal, this.contact, this.accountName));
  }
}

function dealMembers(deal: Deal, whose: Contact, accountName: string | null | undefined): Facts['own'] {
  let members: Record<string, Value> | null | undefined;
  return {
    id: deal.id,
    pipeline: deal.pipeline,
    name: deal.name === '' ? (accountName ?? undefined) : deal.name,
    stage: deal.stage,
    amount: deal.amount === null ? undefined : { ...deal.amount },
    owner: deal.owner ?? undefined,
    get contact() {
      if (members === undefined) {
        const contact = whose();
        members = contact == null ? null : withoutUnknown(contact);
      }
      return members ?? undefined;
    },
    created_at: deal.createdAt,
    in_stage_since: deal.inStageSince,
    last_fact_at: deal.lastFactAt,
    closed_at: deal.closedAt ?? undefined,
    billed: inCurrencyOf(deal, deal.billed),
    drift: inCurrencyOf(deal, deal.drift),
  };
}

/** Of several currencies the deal's own; without an amount the only one. */
function inCurrencyOf({ amount }: Deal, sums: readonly Money[]): Value | undefined {
  const found = amount === null ? (sums.length === 1 ? sums[0] : undefined) : sums.find(({ currency }) => currency === amount.currency);
  return found === undefined ? undefined : { ...found };
}

function withoutUnknown(members: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const known: Record<string, Value> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) known[name] = value;
  return known;
}
