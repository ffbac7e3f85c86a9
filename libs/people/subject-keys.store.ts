// The keys of people and accounts: whose each is, those that came by lately without asking.

import type { ClientBase } from 'pg';
import { int8s, texts } from '#libs/database/columns.js';
import { RepeatBatch } from '#libs/database/transaction.store.js';
import type { AccountKeyKind } from './account.js';
import type { NamedKey } from './keys-of-fact.js';
import type { PeopleCache } from './people-cache.js';
import { keyName } from './people-slice.js';
import type { Person, PersonKeyKind } from './person.js';

/** Ids of these keys, those that came by lately without asking. */
export async function findKeys<Kind extends PersonKeyKind | AccountKeyKind>(
  client: Pick<ClientBase, 'query'>,
  of: 'person' | 'account',
  keys: readonly NamedKey<Kind>[],
  { keys: known }: PeopleCache,
): Promise<readonly (readonly [NamedKey<Kind>, string])[]> {
  const found: (readonly [NamedKey<Kind>, string])[] = [];
  const missing: NamedKey<Kind>[] = [];
  for (const key of keys) {
    const id = known.get(`${of} ${keyName(key)}`);
    if (id === undefined) missing.push(key);
    else found.push([key, id]);
  }
  if (missing.length === 0) return found;
  const { rows } = await client.query<{ kind: Kind; value: string; id: string }>({
    name: `load_${of}_keys`,
    text: `select k.kind, k.value, k.${of}_id as id from unnest($1::text[], $2::text[]) w (kind, value) join ${of}_key k using (kind, value)`,
    values: [texts(missing.map(({ kind }) => kind)), texts(missing.map(({ value }) => value))],
  });
  for (const { kind, value, id } of rows) found.push([{ kind, value }, id]);
  return found;
}

/** The keys of accounts that these people ever stood beside, and these. */
export function besideOf(persons: Iterable<Person>, keys: readonly NamedKey<AccountKeyKind>[]): readonly NamedKey<AccountKeyKind>[] {
  const byName = new Map(keys.map((key) => [keyName(key), key]));
  for (const { accountLink } of persons)
    for (const name of Object.keys(accountLink?.beside ?? {})) {
      const colon = name.indexOf(':');
      if (!byName.has(name)) byName.set(name, { kind: name.slice(0, colon) as AccountKeyKind, value: name.slice(colon + 1) });
    }
  return [...byName.values()];
}

/** @throws RepeatBatch when another transaction has made one of them meanwhile */
export async function saveKeys(
  client: ClientBase,
  of: 'person' | 'account',
  keys: readonly { readonly kind: string; readonly value: string; readonly id: string }[],
): Promise<void> {
  if (keys.length === 0) return;
  const { rowCount } = await client.query({
    name: `save_${of}_keys`,
    text: `insert into ${of}_key (kind, value, ${of}_id) select * from unnest($1::text[], $2::text[], $3::int8[]) on conflict do nothing`,
    values: [texts(keys.map(({ kind }) => kind)), texts(keys.map(({ value }) => value)), int8s(keys.map(({ id }) => id))],
  });
  if (rowCount !== keys.length) throw new RepeatBatch(`Another transaction has made a key of one of these ${of}s meanwhile.`);
}
