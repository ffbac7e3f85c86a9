// Loads and locks the deals of a batch with all their facts, and writes what became of them: one statement a table.

import type { ClientBase } from 'pg';
import { notify } from '#libs/database/wake.store.js';
import { SentStatements } from '#libs/database/sent-statements.js';
import { int8s, jsons, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import type { Because } from '#libs/audit/because.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import type { Money } from './billing.js';
import type { Deal, DealFact, DealFactBody } from './deal.js';
import { saveHistories } from './deal-history.store.js';
import { saveProposals } from './proposal.store.js';
import { type DealSlice, emptyDealSlice, type PendingFact } from './deal-slice.js';

interface DealRow {
  readonly id: string;
  readonly pipeline: string;
  readonly account_id: string | null;
  readonly contact_id: string | null;
  readonly name: string;
  readonly stage: string;
  /** int8: minor units. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly owner: string | null;
  readonly fields: Record<string, Value>;
  readonly created_at: Date;
  readonly in_stage_since: Date;
  readonly last_fact_at: Date;
  readonly closed_at: Date | null;
  readonly holds: Record<string, number>;
  readonly billed: Money[];
  readonly drift: Money[];
}

export interface WantedDeals {
  readonly accountIds: readonly string[];
  /** People as contacts. */
  readonly personIds: readonly string[];
  readonly dealIds: readonly string[];
}

/**
 * The deals of these accounts, contacts and ids, locked, with their facts; and the facts of these subjects that wait for a deal.
 * @param client inside a transaction that holds the accounts' and people's rows
 */
export async function loadDeals(client: ClientBase, { accountIds, personIds, dealIds }: WantedDeals): Promise<DealSlice> {
  const slice = emptyDealSlice();
  if (accountIds.length + personIds.length + dealIds.length === 0) return slice;
  const [{ rows }, { rows: pending }] = await Promise.all([
    client.query<DealRow>({
      name: 'load_deals',
      // One look-up an index, joined by hand: with OR Postgres reads all of the table when its statistics are old.
      text: `
select * from deal where id in (
  select id from deal where account_id = any($1::int8[]) union select id from deal where contact_id = any($2::int8[])
  union select unnest($3::int8[])) order by id for update`,
      values: [int8s(accountIds), int8s(personIds), int8s(dealIds)],
    }),
    client.query<PendingRow>({
      name: 'load_pending_facts',
      text: 'select * from pending_fact where subject_id = any($1::int8[])',
      values: [int8s([...accountIds, ...personIds])],
    }),
  ]);
  for (const row of rows) slice.deals.set(row.id, dealOf(row));
  await loadFacts(client, slice);
  for (const { subject_id: subjectId, at, ...row } of pending) {
    const fact: PendingFact = { ...row, subjectId, at: at.getTime() };
    const facts = slice.pending.get(subjectId);
    if (facts === undefined) slice.pending.set(subjectId, [fact]);
    else facts.push(fact);
  }
  return slice;
}

/** Writes what is dirty, new and gone. Accounts and people are saved before: a deal names them. */
export async function saveDeals(client: ClientBase, slice: DealSlice): Promise<void> {
  const sent = new SentStatements();
  sent.add(
    upsertDeals(
      client,
      [...slice.dirty].map((id) => slice.deals.get(id)!),
    ),
  );
  sent.add(deleteFacts(client, [...slice.goneFacts]));
  sent.add(insertFacts(client, [...slice.newFacts]));
  sent.add(deletePending(client, [...slice.gonePending]));
  sent.add(insertPending(client, [...slice.newPending]));
  sent.add(saveHistories(client, slice.histories));
  sent.add(saveProposals(client, [...slice.proposals.values()]));
  if (slice.dirty.size > 0) sent.add(notify(client, 'deal', namesOf([...slice.dirty])));
  await sent.all();
}

/** What the open pages are told; a notice holds 8,000 bytes, and '' means: read anew. */
function namesOf(ids: readonly string[]): string {
  return ids.length > 300 ? '' : ids.join(',');
}

interface FactRow extends Omit<DealFact, 'dealId' | 'at'> {
  readonly deal_id: string;
  readonly at: Date;
}

interface PendingRow {
  readonly subject_id: string;
  readonly id: string;
  readonly pipeline: string;
  readonly at: Date;
  readonly key: string;
  readonly body: DealFactBody;
  readonly because: Because;
}

async function loadFacts(client: ClientBase, slice: DealSlice): Promise<void> {
  if (slice.deals.size === 0) return;
  const { rows } = await client.query<FactRow>({
    name: 'load_deal_facts',
    text: 'select * from deal_fact where deal_id = any($1::int8[])',
    values: [int8s([...slice.deals.keys()])],
  });
  for (const { deal_id: dealId, at, ...row } of rows) {
    const fact: DealFact = { ...row, dealId, at: at.getTime() };
    const facts = slice.facts.get(dealId);
    if (facts === undefined) slice.facts.set(dealId, [fact]);
    else facts.push(fact);
  }
}

async function upsertDeals(client: ClientBase, deals: readonly Deal[]): Promise<void> {
  if (deals.length === 0) return;
  await client.query({
    name: 'save_deals',
    text: `
insert into deal (id, pipeline, account_id, contact_id, name, stage, amount, currency, owner, fields, created_at, in_stage_since, last_fact_at, closed_at,
  holds, billed, drift)
select * from unnest($1::int8[], $2::text[], $3::int8[], $4::int8[], $5::text[], $6::text[], $7::int8[], $8::text[], $9::text[], $10::jsonb[],
                     $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::jsonb[], $16::jsonb[], $17::jsonb[])
on conflict (id) do update set account_id = excluded.account_id, contact_id = excluded.contact_id, name = excluded.name, stage = excluded.stage,
  amount = excluded.amount, currency = excluded.currency, owner = excluded.owner, fields = excluded.fields, created_at = excluded.created_at,
  in_stage_since = excluded.in_stage_since, last_fact_at = excluded.last_fact_at, closed_at = excluded.closed_at,
  holds = excluded.holds, billed = excluded.billed, drift = excluded.drift,
  -- What a rep would not see change is no other version of the deal.
  version = deal.version + ((deal.name, deal.stage, deal.amount, deal.currency, deal.owner, deal.fields, deal.closed_at)
    is distinct from (excluded.name, excluded.stage, excluded.amount, excluded.currency, excluded.owner, excluded.fields, excluded.closed_at))::int`,
    values: [
      int8s(deals.map(({ id }) => id)),
      texts(deals.map(({ pipeline }) => pipeline)),
      int8s(deals.map(({ accountId }) => accountId)),
      int8s(deals.map(({ contactId }) => contactId)),
      texts(deals.map(({ name }) => name)),
      texts(deals.map(({ stage }) => stage)),
      int8s(deals.map(({ amount }) => amount?.amount ?? null)),
      texts(deals.map(({ amount }) => amount?.currency ?? null)),
      texts(deals.map(({ owner }) => owner)),
      jsons(deals.map(({ fields }) => stringifyJson(fields))),
      timestamps(deals.map(({ createdAt }) => createdAt)),
      timestamps(deals.map(({ inStageSince }) => inStageSince)),
      timestamps(deals.map(({ lastFactAt }) => lastFactAt)),
      timestamps(deals.map(({ closedAt }) => closedAt)),
      jsons(deals.map(({ holds }) => stringifyJson(holds))),
      jsons(deals.map(({ billed }) => stringifyJson(billed))),
      jsons(deals.map(({ drift }) => stringifyJson(drift))),
    ],
  });
}

async function insertFacts(client: ClientBase, facts: readonly DealFact[]): Promise<void> {
  if (facts.length === 0) return;
  await client.query({
    name: 'save_deal_facts',
    text: `
insert into deal_fact (deal_id, id, at, key, kind, body, because)
select * from unnest($1::int8[], $2::int8[], $3::timestamptz[], $4::text[], $5::text[], $6::json[], $7::json[])`,
    values: [
      int8s(facts.map(({ dealId }) => dealId)),
      int8s(facts.map(({ id }) => id)),
      timestamps(facts.map(({ at }) => at)),
      texts(facts.map(({ key }) => key)),
      texts(facts.map(({ kind }) => kind)),
      jsonTexts(facts.map(({ body }) => stringifyJson(body))),
      jsonTexts(facts.map(({ because }) => stringifyJson(because))),
    ],
  });
}

async function deleteFacts(client: ClientBase, facts: readonly DealFact[]): Promise<void> {
  if (facts.length === 0) return;
  await client.query({
    name: 'delete_deal_facts',
    text: `delete from deal_fact f using unnest($1::int8[], $2::int8[]) g (deal_id, id) where f.deal_id = g.deal_id and f.id = g.id`,
    values: [int8s(facts.map(({ dealId }) => dealId)), int8s(facts.map(({ id }) => id))],
  });
}

async function insertPending(client: ClientBase, facts: readonly PendingFact[]): Promise<void> {
  if (facts.length === 0) return;
  await client.query({
    name: 'save_pending_facts',
    text: `
insert into pending_fact (subject_id, id, pipeline, at, key, body, because)
select * from unnest($1::int8[], $2::int8[], $3::text[], $4::timestamptz[], $5::text[], $6::json[], $7::json[])`,
    values: [
      int8s(facts.map(({ subjectId }) => subjectId)),
      int8s(facts.map(({ id }) => id)),
      texts(facts.map(({ pipeline }) => pipeline)),
      timestamps(facts.map(({ at }) => at)),
      texts(facts.map(({ key }) => key)),
      jsonTexts(facts.map(({ body }) => stringifyJson(body))),
      jsonTexts(facts.map(({ because }) => stringifyJson(because))),
    ],
  });
}

async function deletePending(client: ClientBase, facts: readonly PendingFact[]): Promise<void> {
  if (facts.length === 0) return;
  await client.query({
    name: 'delete_pending_facts',
    text: `delete from pending_fact f using unnest($1::int8[], $2::int8[], $3::text[]) g (subject_id, id, pipeline)
           where f.subject_id = g.subject_id and f.id = g.id and f.pipeline = g.pipeline`,
    values: [
      int8s(facts.map(({ subjectId }) => subjectId)),
      int8s(facts.map(({ id }) => id)),
      texts(facts.map(({ pipeline }) => pipeline)),
    ],
  });
}

function dealOf(row: DealRow): Deal {
  return {
    id: row.id,
    pipeline: row.pipeline,
    accountId: row.account_id,
    contactId: row.contact_id,
    name: row.name,
    stage: row.stage,
    amount: row.amount === null ? null : { amount: Number(row.amount), currency: row.currency ?? '' },
    owner: row.owner,
    fields: row.fields,
    createdAt: row.created_at.getTime(),
    inStageSince: row.in_stage_since.getTime(),
    lastFactAt: row.last_fact_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
    holds: row.holds,
    billed: row.billed,
    drift: row.drift,
  };
}
