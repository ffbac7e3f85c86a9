// Views on deals: as they are, as they became so, and what flowed into and out of the pipeline by it.

import { dayOf, monthOf, type ReportingView } from './view.js';

const money = {
  amount: 'Minor units of `currency`; null: the deal has no amount',
  currency: 'ISO 4217, lower case; null: the deal has no amount. Amounts of two currencies are never to be added',
};
const about = { deal_id: 'Id of the deal', pipeline: 'Name of its pipeline' };
const isClosed = (column: string) => `${column} in ('won', 'lost')`;

/** @param name of the flow, as SQL @param out whether it is what the deal was before */
const flow = (name: string, kinds: string, out = false): string => {
  const [owner, currency, amount] = out
    ? ['from_owner', 'from_currency', '- coalesce(from_amount, 0)']
    : ['owner', 'currency', 'coalesce(amount, 0)'];
  return `select deal_id, pipeline, at, ${owner} as owner, ${currency} as currency, ${name} as flow, ${out ? '-1' : '1'} as deals, ${amount} as amount
from deal_change where ${kinds}`;
};

const revalued = `kind not in ('opened', 'reopened') and from_stage not in ('won', 'lost')
  and (from_amount is distinct from amount or from_currency is distinct from currency or from_owner is distinct from owner)`;

export const dealViews: readonly ReportingView[] = [
  {
    name: 'deals_v1',
    about: 'Deals as they are now, one row each.',
    columns: {
      ...about,
      name: 'Its own name, else that of its account',
      account_id: 'Its account; null: a person without one',
      account: 'Name or domain of the account',
      tier: 'Value tier of the account',
      contact_id: 'The person whose fact opened it',
      stage: 'The stage it stands in',
      outcome: 'won, lost or open',
      ...money,
      owner: 'Key of the rep',
      created_at: 'When it was opened',
      day: 'Day of it, in the zone of the workspace',
      month: 'First day of its month',
      in_stage_since: 'Since when it stands in its stage',
      last_fact_at: 'When the last fact about it happened',
      closed_at: 'When it was won or lost, as the deal says; a rep or a rule may have set it',
      billed:
        'What billing says of a won deal in that currency, refunds, credits and open or lost disputes taken off; null: nothing. It never changes the amount',
    },
    sql: `select d.id as deal_id, d.pipeline, coalesce(nullif(d.name, ''), a.name, a.domain, 'Deal ' || d.id) as name, d.account_id,
  coalesce(a.name, a.domain) as account, a.tier, d.contact_id, d.stage, case when ${isClosed('d.stage')} then d.stage else 'open' end as outcome,
  d.amount, d.currency, d.owner, d.created_at, ${dayOf('d.created_at')} as day, ${monthOf('d.created_at')} as month, d.in_stage_since, d.last_fact_at,
  d.closed_at, (select (b ->> 'amount')::bigint from jsonb_array_elements(d.billed) b where b ->> 'currency' = d.currency) as billed
from deal d left join account a on a.id = d.account_id`,
  },
  {
    name: 'deal_changes_v1',
    about:
      'How deals came to be what they are: a row for each time a deal’s stage, amount or owner became another, in the order of the facts’ own time. A deal as it was at an instant is the row with at <= instant and (until is null or until > instant). What a closed deal is corrected to, it has closed with.',
    columns: {
      ...about,
      seq: '0 is the opening',
      opened_at: 'When the deal was opened',
      at: 'Since when it was so',
      until: 'Until when; null: it is so now',
      month: 'First day of the month of `at`, in the zone of the workspace',
      kind: 'opened, forward, back, won, lost, reopened, or changed: amount or owner, not the stage',
      from_stage: 'Stage before; null: it was opened',
      stage: 'Stage since',
      is_open: 'false: won or lost',
      from_amount: 'Amount before, minor units of `from_currency`',
      ...money,
      from_currency: 'Currency before',
      from_owner: 'Owner before',
      owner: 'Owner since; null: nobody',
      furthest: 'The furthest stage so far in which it was open',
      slipped_at: 'When it went back, as long as no other move has followed',
    },
    sql: `select deal_id, pipeline, seq, opened_at, at, until, ${monthOf('at')} as month, kind, from_stage, stage, not ${isClosed('stage')} as is_open,
  from_amount, amount, currency, from_currency, from_owner, owner, furthest, slipped_at from deal_change`,
  },
  {
    name: 'deal_flows_v1',
    about:
      'What came into the open pipeline and what went out of it, one row a flow: opened and reopened deals come in, won and lost ones go out with the amount they closed with, and a deal whose amount, currency or owner changes goes out as it was and comes in as it is. The sum of effect until an instant is the open pipeline of that instant.',
    columns: {
      ...about,
      at: 'When',
      month: 'First day of its month, in the zone of the workspace',
      owner: 'Whose pipeline it is; null: nobody’s',
      currency: 'Of the amounts; null: deals without an amount',
      flow: 'created, reopened, changed, won or lost',
      deals: '1; -1: out by a change',
      amount: 'Minor units; below zero: out by a change',
      effect: 'What the amount does to the open pipeline: below zero it goes out',
      effect_deals: 'The same for the number of deals',
    },
    sql: `select f.deal_id, f.pipeline, f.at, ${monthOf('f.at')} as month, f.owner, f.currency, f.flow, f.deals, f.amount,
  case when f.flow in ('won', 'lost') then - f.amount else f.amount end as effect, case when f.flow in ('won', 'lost') then - f.deals else f.deals end as effect_deals
from (${[
      flow(`'created'`, `kind = 'opened'`),
      flow('kind', `kind in ('won', 'lost')`),
      // A deal that was opened closed has come in and gone out at once; one that goes from won to lost has come in again.
      flow('stage', `kind = 'opened' and ${isClosed('stage')}`),
      flow(`'reopened'`, `kind = 'reopened'`),
      flow(`'reopened'`, `kind in ('won', 'lost') and ${isClosed('from_stage')}`),
      flow(`'changed'`, revalued, true),
      flow(`'changed'`, revalued),
    ].join('\nunion all\n')}) f`,
  },
  {
    name: 'closed_deals_v1',
    about:
      'Deals that stand as won or lost, one row each; a deal that was opened again is not among them. The amount is the deal’s: what billing gave back since is beside it in deals_v1 (billed), and not taken off.',
    columns: {
      ...about,
      account_id: 'Its account; null: a person without one',
      outcome: 'won or lost',
      at: 'When it was moved there',
      month: 'First day of its month, in the zone of the workspace',
      opened_at: 'When it was opened',
      cycle_ms: 'Milliseconds from the opening to there',
      ...money,
      owner: 'Key of the rep',
    },
    sql: `select c.deal_id, c.pipeline, d.account_id, c.stage as outcome, c.at, ${monthOf('c.at')} as month, c.opened_at,
  (extract(epoch from c.at - c.opened_at) * 1000)::bigint as cycle_ms, c.amount, c.currency, c.owner
from deal_change c left join deal d on d.id = c.deal_id where c.until is null and ${isClosed('c.stage')}`,
  },
];
