import { expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { Fact } from '#libs/language/fact.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { wantedBy } from './keys-of-fact.js';
import { loadPeople, savePeople } from './people.store.js';
import { liveAccount, livePerson, type PeopleSlice } from './people-slice.js';
import { type Resolved, resolveSubjects } from './resolve-subjects.js';
import { hashAddress, loadSuppressed, suppress, unsuppress } from './suppression.store.js';

const database = useDatabase();
const secret = 'a secret of this instance';
let nextId = 100;
const newId = (): string => String((nextId += 1));

const fact = (person: Fact['person'], more: Partial<Fact> = {}): Fact => ({
  kind: 'event',
  name: 'used',
  at: 1_790_000_000_000,
  account: {},
  properties: {},
  personTraits: {},
  accountTraits: {},
  ...more,
  person,
});

async function take(...facts: Fact[]): Promise<{ slice: PeopleSlice; resolved: Resolved[] }> {
  return inTransaction(database.pool, (client) => takeWith(client, facts));
}

async function takeWith(client: PoolClient, facts: readonly Fact[]): Promise<{ slice: PeopleSlice; resolved: Resolved[] }> {
  const slice = await loadPeople(client, wantedBy(facts), secret);
  const resolved = facts.map((one) => resolveSubjects(slice, one, newId, '7'));
  await savePeople(client, slice);
  return { slice, resolved };
}

test('a person and its account read back as they were saved', async () => {
  const { resolved } = await take(fact({ userId: 'u1', email: 'ana@acme.test', anonymousId: 'a1' }));
  const [saved] = resolved;
  const person = saved?.person;
  if (person == null) throw new Error('no person');
  person.traits['note'] = 'ü ☃ "quoted"';
  const { slice } = await take(fact({ anonymousId: 'a1' }, { at: 1_790_000_000_500 }));
  const read = livePerson(slice, person.id);
  expect(read).toMatchObject({ userId: 'u1', email: 'ana@acme.test', accountLink: { by: 'domain', value: 'domain:acme.test' } });
  expect(read?.lastSeenAt).toBe(1_790_000_000_500);
  expect(liveAccount(slice, read?.accountId)).toMatchObject({ domain: 'acme.test', people: 1, contactId: person.id });
});

test('a visitor who signs up is merged: keys, deals and runs name the survivor, and its old id keeps answering', async () => {
  await take(fact({ userId: 'u1', email: 'ana@acme.test' }));
  const { resolved } = await take(fact({ anonymousId: 'a1' }));
  const visitor = resolved[0]?.person?.id ?? '';
  await database.pool.query(
    `insert into deal (id, pipeline, contact_id, name, stage, created_at, in_stage_since, last_fact_at) values (5, 'p', $1, 'd', 'new', now(), now(), now())`,
    [visitor],
  );
  const version = await database.pool.query(
    `insert into workspace_version (hash, files, applied_at, applied_by) values ('h', '{}', now(), 'me') returning id`,
  );
  await database.pool.query(
    `insert into workflow_version (workflow, hash, workspace_version_id, created_at) values ('w', 'h', $1, now())`,
    [version.rows[0].id],
  );
  const user = await database.pool.query(`select person_id from person_key where kind = 'user_id'`);
  for (const [subject, id] of [
    [visitor, 51],
    [user.rows[0].person_id, 52],
  ])
    await database.pool.query(
      `insert into run (subject_id, id, subject_kind, person_id, workflow, version_id, state, trigger, started_at)
       values ($1, $2, 'person', $1, 'w', (select id from workflow_version), 'sleeping', '{}', now())`,
      [subject, id],
    );
  const merged = await take(fact({ userId: 'u1', anonymousId: 'a1' }));
  const survivor = merged.resolved[0]?.person?.id;
  expect(merged.slice.merges).toEqual([{ kind: 'person', from: visitor, into: survivor }]);
  expect((await database.pool.query('select distinct person_id from person_key')).rows).toEqual([{ person_id: survivor }]);
  expect((await database.pool.query('select contact_id from deal')).rows).toEqual([{ contact_id: survivor }]);
  expect((await database.pool.query('select id, subject_id, person_id, state from run order by id')).rows).toEqual([
    { id: '51', subject_id: survivor, person_id: survivor, state: 'sleeping' },
    { id: '52', subject_id: survivor, person_id: survivor, state: 'stopped' },
  ]);
  const byOldId = await inTransaction(database.pool, (client) =>
    loadPeople(client, { personKeys: [], accountKeys: [], personIds: [visitor], accountIds: [] }, secret),
  );
  expect(livePerson(byOldId, visitor)?.id).toBe(survivor);
});

test('the account of a domain goes up in the group its person joins, and others of the domain go with it', async () => {
  await take(fact({ email: 'ana@acme.test' }), fact({ email: 'bo@acme.test' }));
  await take(fact({ email: 'ana@acme.test' }, { account: { groupId: 'g1' } }));
  const { rows } = await database.pool.query(`select people, domain from account where merged_into is null`);
  expect(rows).toEqual([{ people: 2, domain: 'acme.test' }]);
  const { rows: accounts } = await database.pool.query(`select count(distinct account_id)::int as accounts from person`);
  expect(accounts).toEqual([{ accounts: 1 }]);
});

test('two user ids that a fact says are one are a clash, told once', async () => {
  await take(fact({ userId: 'u1', email: 'ana@acme.test' }));
  await take(fact({ userId: 'u2', email: 'ana@acme.test' }));
  await take(fact({ userId: 'u2', email: 'ana@acme.test' }));
  const { rows } = await database.pool.query('select kind, event_id, keys, state from clash');
  expect(rows).toEqual([{ kind: 'person', event_id: '7', keys: ['user_id:u2', 'email:ana@acme.test'], state: 'open' }]);
});

test('two transactions that meet one new key make one person', async () => {
  const both = await Promise.all([1, 2, 3, 4].map((n) => take(fact({ userId: 'same' }, { at: 1_790_000_000_000 + n }))));
  const ids = both.map(({ resolved }) => resolved[0]?.person?.id);
  expect(new Set(ids).size).toBe(1);
  expect((await database.pool.query('select id from person')).rowCount).toBe(1);
});

test('hostile names and texts in keys and traits are kept, NUL and lone surrogates as U+FFFD', async () => {
  const { resolved } = await take(fact({ userId: "'; drop table person; --\0\ud800", anonymousId: '__proto__' }));
  expect(resolved[0]?.person?.userId).toBe("'; drop table person; --\ufffd\ufffd");
  const again = await take(fact({ anonymousId: '__proto__' }));
  expect(again.resolved[0]?.person?.id).toBe(resolved[0]?.person?.id);
});

test('a suppressed address is known by its hash alone, until it is taken off', async () => {
  const client = database.pool as unknown as PoolClient;
  await suppress(client, secret, { email: 'Ana@Acme.test', reason: 'unsubscribed', at: 1, source: 'test' });
  await suppress(client, secret, { email: 'ana@acme.test', reason: 'bounced', at: 2, source: 'test' });
  expect(await loadSuppressed(client, secret, ['ana@acme.test', 'bo@acme.test'])).toEqual(new Map([['ana@acme.test', 'unsubscribed']]));
  const { resolved } = await take(fact({ email: 'ana@acme.test' }));
  expect(resolved[0]?.person?.suppressed).toBe('unsubscribed');
  expect(await unsuppress(client, secret, 'ana@acme.test')).toBe(true);
  expect(await unsuppress(client, secret, 'ana@acme.test')).toBe(false);
  expect(() => hashAddress('', 'a@b.test')).toThrow('instance secret is empty');
});
