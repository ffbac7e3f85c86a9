// Rows of person and account as the pure core holds them, and back: one upsert a table.

import type { ClientBase } from 'pg';
import { int4s, int8s, jsons, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Account } from './account.js';
import type { AccountLink, Person } from './person.js';
import type { TraitMemory } from '#libs/traits/trait-memory.js';
import type { Value } from '#libs/language/value.js';

export interface PersonRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly time_zone: string | null;
  readonly account_id: string | null;
  readonly account_link: AccountLink | null;
  readonly traits: Record<string, Value>;
  readonly memory: Partial<TraitMemory>;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly merged_into: string | null;
}

export interface AccountRow {
  readonly id: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly people: number;
  readonly contact_id: string | null;
  readonly contact_at: Date | null;
  readonly traits: Record<string, Value>;
  readonly memory: Partial<TraitMemory>;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly merged_into: string | null;
}

export function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    timeZone: row.time_zone,
    accountId: row.account_id,
    accountLink: row.account_link,
    traits: row.traits,
    memory: memoryOf(row.memory),
    firstSeenAt: row.first_seen_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    mergedInto: row.merged_into,
    suppressed: null,
  };
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    owner: row.owner,
    tier: row.tier,
    people: row.people,
    contactId: row.contact_id,
    contactAt: row.contact_at?.getTime() ?? null,
    traits: row.traits,
    memory: memoryOf(row.memory),
    firstSeenAt: row.first_seen_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    mergedInto: row.merged_into,
  };
}

function memoryOf(stored: Partial<TraitMemory>): TraitMemory {
  return { said: {}, computed: {}, ...stored };
}

const readers = { person: personOf, account: accountOf } as const;

/** @returns each that is there, with the version of its row (xmin) */
export async function readSubjects<Kind extends 'person' | 'account'>(
  client: Pick<ClientBase, 'query'>,
  kind: Kind,
  ids: readonly string[],
): Promise<readonly { readonly subject: ReturnType<(typeof readers)[Kind]>; readonly version: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ readonly version: string }>({
    name: `read_${kind}s`,
    text: `select *, xmin::text as version from ${kind} where id = any($1::int8[])`,
    values: [int8s(ids)],
  });
  return rows.map((row) => ({ subject: readers[kind](row as never) as ReturnType<(typeof readers)[Kind]>, version: row.version }));
}

export async function savePersons(client: ClientBase, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return;
  await client.query({
    name: 'save_persons',
    text: `
insert into person (id, user_id, email, name, time_zone, account_id, account_link, traits, memory, first_seen_at, last_seen_at, merged_into)
select * from unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::json[], $8::jsonb[], $9::json[],
                     $10::timestamptz[], $11::timestamptz[], $12::int8[])
on conflict (id) do update set user_id = excluded.user_id, email = excluded.email, name = excluded.name, time_zone = excluded.time_zone,
  account_id = excluded.account_id, account_link = excluded.account_link, traits = excluded.traits, memory = excluded.memory,
  first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, merged_into = excluded.merged_into`,
    values: [
      int8s(persons.map(({ id }) => id)),
      texts(persons.map(({ userId }) => userId)),
      texts(persons.map(({ email }) => email)),
      texts(persons.map(({ name }) => name)),
      texts(persons.map(({ timeZone }) => timeZone)),
      int8s(persons.map(({ accountId }) => accountId)),
      jsonTexts(persons.map(({ accountLink }) => (accountLink === null ? null : stringifyJson(accountLink)))),
      jsons(persons.map(({ traits }) => stringifyJson(traits))),
      jsonTexts(persons.map(({ memory }) => stringifyJson(memory))),
      timestamps(persons.map(({ firstSeenAt }) => firstSeenAt)),
      timestamps(persons.map(({ lastSeenAt }) => lastSeenAt)),
      int8s(persons.map(({ mergedInto }) => mergedInto)),
    ],
  });
}

export async function saveAccounts(client: ClientBase, accounts: readonly Account[]): Promise<void> {
  if (accounts.length === 0) return;
  await client.query({
    name: 'save_accounts',
    text: `
insert into account (id, name, domain, owner, tier, people, contact_id, contact_at, traits, memory, first_seen_at, last_seen_at, merged_into)
select * from unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int4[], $7::int8[], $8::timestamptz[], $9::jsonb[],
                     $10::json[], $11::timestamptz[], $12::timestamptz[], $13::int8[])
on conflict (id) do update set name = excluded.name, domain = excluded.domain, owner = excluded.owner, tier = excluded.tier,
  people = excluded.people, contact_id = excluded.contact_id, contact_at = excluded.contact_at, traits = excluded.traits,
  memory = excluded.memory, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, merged_into = excluded.merged_into`,
    values: [
      int8s(accounts.map(({ id }) => id)),
      texts(accounts.map(({ name }) => name)),
      texts(accounts.map(({ domain }) => domain)),
      texts(accounts.map(({ owner }) => owner)),
      texts(accounts.map(({ tier }) => tier)),
      int4s(accounts.map(({ people }) => people)),
      int8s(accounts.map(({ contactId }) => contactId)),
      timestamps(accounts.map(({ contactAt }) => contactAt)),
      jsons(accounts.map(({ traits }) => stringifyJson(traits))),
      jsonTexts(accounts.map(({ memory }) => stringifyJson(memory))),
      timestamps(accounts.map(({ firstSeenAt }) => firstSeenAt)),
      timestamps(accounts.map(({ lastSeenAt }) => lastSeenAt)),
      int8s(accounts.map(({ mergedInto }) => mergedInto)),
    ],
  });
}
