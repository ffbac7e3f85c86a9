// Loads and locks the people and accounts of a batch, and writes what became of them: one statement a table.
// Locks are taken persons first, then accounts, each by id, as everywhere.

import type { ClientBase } from 'pg';
import { int8s, jsons, texts, timestamps } from '#libs/database/columns.js';
import { SentStatements } from '#libs/database/sent-statements.js';
import { RepeatBatch } from '#libs/database/transaction.store.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Wanted } from './keys-of-fact.js';
import { repointMerged } from './merge.store.js';
import { type PersonRow, personOf, readSubjects, saveAccounts, savePersons } from './people-rows.store.js';
import { emptyPeopleSlice, keyName, liveAccount, livePerson, type PeopleSlice } from './people-slice.js';
import type { Account } from './account.js';
import { PeopleCache } from './people-cache.js';
import type { Person } from './person.js';
import { besideOf, findKeys, saveKeys } from './subject-keys.store.js';
import { loadSuppressed } from './suppression.store.js';

/**
 * The people and accounts of these keys and ids, whom they were merged into, the accounts of the people found and of the
 * keys they ever stood beside, all locked; and the accounts' contacts, only read.
 * @param client inside a transaction
 * @param secret of the instance: which of the addresses are suppressed
 * @param cache of this process; give the slice back to it after the commit (see versionOfWrites)
 */
export async function loadPeople(client: ClientBase, wanted: Wanted, secret: string, cache = new PeopleCache(0)): Promise<PeopleSlice> {
  const slice = emptyPeopleSlice();
  for (const [key, personId] of await findKeys(client, 'person', wanted.personKeys, cache))
    slice.personKeys.set(keyName(key), { kind: key.kind, value: key.value, personId });
  const personIds = [...slice.personKeys.values()].map(({ personId }) => personId);
  await lockFollowing(client, 'person', [...wanted.personIds, ...personIds], slice.persons, slice, cache);

  const persons = [...slice.persons.values()];
  for (const [key, accountId] of await findKeys(client, 'account', besideOf(persons, wanted.accountKeys), cache))
    slice.accountKeys.set(keyName(key), { kind: key.kind, value: key.value, accountId });
  const accountIds = [
    ...wanted.accountIds,
    ...[...slice.accountKeys.values()].map(({ accountId }) => accountId),
    ...persons.map(({ accountId }) => accountId).filter((id) => id !== null),
  ];
  await lockFollowing(client, 'account', accountIds, slice.accounts, slice, cache);

  await loadContacts(client, slice);
  const everyone = [...slice.persons.values(), ...slice.contacts.values()];
  const addresses = [
    ...everyone.map(({ email }) => email),
    ...wanted.personKeys.map(({ kind, value }) => (kind === 'email' ? value : null)),
  ];
  for (const [email, reason] of await loadSuppressed(
    client,
    secret,
    addresses.filter((email) => email !== null),
  ))
    slice.suppressed.set(email, reason);
  for (const person of everyone) person.suppressed = person.email === null ? null : (slice.suppressed.get(person.email) ?? null);
  return slice;
}

/** Locks further people (whom runs of these subjects name) and puts them and their accounts into the slice. */
export async function loadMorePeople(
  client: ClientBase,
  slice: PeopleSlice,
  ids: readonly string[],
  secret: string,
  cache?: PeopleCache,
): Promise<void> {
  const missing = ids.filter((id) => !slice.persons.has(id));
  if (missing.length === 0) return;
  const more = await loadPeople(client, { personKeys: [], accountKeys: [], personIds: missing, accountIds: [] }, secret, cache);
  for (const [id, person] of more.persons) if (!slice.persons.has(id)) slice.persons.set(id, person);
  for (const [id, account] of more.accounts) if (!slice.accounts.has(id)) slice.accounts.set(id, account);
  for (const [id, contact] of more.contacts) if (!slice.contacts.has(id)) slice.contacts.set(id, contact);
  for (const [id, version] of more.versions) if (!slice.versions.has(id)) slice.versions.set(id, version);
}

/** Writes what is dirty and new. @throws RepeatBatch when another transaction has made one of the new keys meanwhile */
export async function savePeople(client: ClientBase, slice: PeopleSlice): Promise<void> {
  const sent = new SentStatements();
  sent.add(saveAccounts(client, picked(slice.accounts, slice.dirtyAccounts, slice.newAccounts)));
  sent.add(savePersons(client, picked(slice.persons, slice.dirtyPersons, slice.newPersons)));
  const personKeys = slice.newPersonKeys.map(({ kind, value, personId }) => ({
    kind,
    value,
    id: livePerson(slice, personId)?.id ?? personId,
  }));
  const accountKeys = slice.newAccountKeys.map(({ kind, value, accountId }) => ({
    kind,
    value,
    id: liveAccount(slice, accountId)?.id ?? accountId,
  }));
  sent.add(saveKeys(client, 'person', personKeys));
  sent.add(saveKeys(client, 'account', accountKeys));
  sent.add(saveClashes(client, slice));
  const merges = slice.merges.map(({ kind, from }) => ({
    kind,
    from,
    into: (kind === 'person' ? livePerson(slice, from) : liveAccount(slice, from))?.id ?? from,
  }));
  sent.add(repointMerged(client, merges));
  await sent.all();
}

/**
 * Locks rows by id, and those they were merged into, until nobody is missing. The lock tells the version of the row: one that
 * is in the cache in that version is not read again.
 */
async function lockFollowing(
  client: ClientBase,
  table: 'person' | 'account',
  ids: readonly string[],
  into: Map<string, Person> | Map<string, Account>,
  slice: PeopleSlice,
  cache: PeopleCache,
): Promise<void> {
  const recent = table === 'person' ? cache.persons : cache.accounts;
  let missing = [...new Set(ids)];
  while (missing.length > 0) {
    const { rows: locked } = await client.query<{ readonly id: string; readonly version: string }>({
      name: `lock_${table}s`,
      text: `select id, xmin::text as version from ${table} where id = any($1::int8[]) order by id for update`,
      values: [int8s(missing)],
    });
    if (locked.length < missing.length) {
      cache.keys.clear();
      throw new RepeatBatch(`A ${table} that was known by its key is not there any more.`);
    }
    const changed: string[] = [];
    for (const { id, version } of locked) {
      slice.versions.set(id, version);
      const known = recent.take(id);
      if (known?.version === version) into.set(id, known.subject as Person & Account);
      else changed.push(id);
    }
    for (const { subject } of await readSubjects(client, table, changed)) into.set(subject.id, subject as Person & Account);
    const followed = locked.map(({ id }) => into.get(id)?.mergedInto ?? null);
    missing = [...new Set(followed.filter((id) => id !== null && !into.has(id)))] as string[];
  }
}

/** What the rows that this transaction writes are known by. */
export async function versionOfWrites(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ version: string }>({
    name: 'version_of_writes',
    text: 'select pg_current_xact_id()::xid::text as version',
  });
  return rows[0]!.version;
}

async function loadContacts(client: ClientBase, slice: PeopleSlice): Promise<void> {
  let missing = [...new Set([...slice.accounts.values()].map(({ contactId }) => contactId))].filter(
    (id) => id !== null && !slice.persons.has(id),
  );
  while (missing.length > 0) {
    const { rows } = await client.query<PersonRow>({
      name: 'load_contacts',
      // Without the weight of a person's memory: only what conditions can read of a contact.
      text: `
select id, user_id, email, name, time_zone, account_id, null as account_link, jsonb_build_object('touches', traits->'touches') as traits,
       '{}'::json as memory, first_seen_at, last_seen_at, merged_into
from person where id = any($1::int8[])`,
      values: [int8s(missing)],
    });
    for (const row of rows) slice.contacts.set(row.id, personOf(row));
    missing = rows.map((row) => row.merged_into).filter((id) => id !== null && !slice.persons.has(id) && !slice.contacts.has(id));
  }
}

function picked<Subject extends { readonly id: string }>(
  all: ReadonlyMap<string, Subject>,
  dirty: ReadonlySet<string>,
  fresh: ReadonlySet<string>,
): Subject[] {
  const subjects: Subject[] = [];
  for (const id of new Set([...dirty, ...fresh])) {
    const subject = all.get(id);
    if (subject !== undefined) subjects.push(subject);
  }
  return subjects;
}

async function saveClashes(client: ClientBase, { clashes }: PeopleSlice): Promise<void> {
  if (clashes.length === 0) return;
  await client.query({
    text: `insert into clash (kind, at, event_id, first_id, second_id, keys)
select * from unnest($1::text[], $2::timestamptz[], $3::int8[], $4::int8[], $5::int8[], $6::jsonb[]) on conflict do nothing`,
    values: [
      texts(clashes.map(({ kind }) => kind)),
      timestamps(clashes.map(({ at }) => at)),
      int8s(clashes.map(({ eventId }) => eventId)),
      int8s(clashes.map(({ firstId }) => firstId)),
      int8s(clashes.map(({ secondId }) => secondId)),
      jsons(clashes.map(({ keys }) => stringifyJson(keys))),
    ],
  });
}
