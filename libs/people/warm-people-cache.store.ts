// Brings into the cache whom the next batch will name. Nothing is locked: a batch takes from the cache what the lock says is still so.

import type { ClientBase } from 'pg';
import type { Account } from './account.js';
import type { NamedKey, Wanted } from './keys-of-fact.js';
import type { PeopleCache, Recent, Versioned } from './people-cache.js';
import { readSubjects } from './people-rows.store.js';
import { keyName, type PeopleSlice } from './people-slice.js';
import type { Person } from './person.js';
import { besideOf, findKeys } from './subject-keys.store.js';

type Client = Pick<ClientBase, 'query'>;

/** @param busy of the batch under way: it gives them to the cache itself, as it leaves them */
export async function warmPeopleCache(client: Client, wanted: Wanted, cache: PeopleCache, busy: PeopleSlice): Promise<void> {
  const personIds = [...wanted.personIds, ...(await warmKeys(client, 'person', wanted.personKeys, cache))];
  await warmSubjects(client, 'person', personIds, cache.persons, busy.persons);
  const persons = personIds.map((id) => cache.persons.get(id)?.subject).filter((person) => person !== undefined);
  const accountIds = [
    ...wanted.accountIds,
    ...(await warmKeys(client, 'account', besideOf(persons, wanted.accountKeys), cache)),
    ...persons.map(({ accountId }) => accountId).filter((id) => id !== null),
  ];
  await warmSubjects(client, 'account', accountIds, cache.accounts, busy.accounts);
}

async function warmKeys(
  client: Client,
  of: 'person' | 'account',
  keys: readonly NamedKey<'user_id' | 'email' | 'anonymous_id' | 'group_id' | 'stripe_customer' | 'domain' | 'name'>[],
  cache: PeopleCache,
): Promise<string[]> {
  const found = await findKeys(client, of, keys as never, cache);
  for (const [key, id] of found) cache.keys.set(`${of} ${keyName(key)}`, id);
  return found.map(([, id]) => id);
}

async function warmSubjects(
  client: Client,
  kind: 'person' | 'account',
  ids: readonly string[],
  recent: Recent<Versioned<Person>> | Recent<Versioned<Account>>,
  busy: ReadonlyMap<string, unknown>,
): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !busy.has(id) && recent.get(id) === undefined);
  for (const read of await readSubjects(client, kind, missing)) recent.set(read.subject.id, read as Versioned<Person & Account>);
}
