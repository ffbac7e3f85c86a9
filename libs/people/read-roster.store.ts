// The people of one account who were seen last: read, not locked. Whoever writes to them looks again in the moment of sending.

import type { ClientBase } from 'pg';
import { personOf, type PersonRow } from './people-rows.store.js';
import type { Person } from './person.js';
import { loadSuppressed } from './suppression.store.js';

/** @param most how many, those seen last @param secret of the instance: which of the addresses are suppressed */
export async function readRoster(client: ClientBase, accountId: string, most: number, secret: string): Promise<readonly Person[]> {
  const { rows } = await client.query<PersonRow>({
    name: 'read_roster',
    // Without the weight of a person's memory: only what conditions and templates can read.
    text: `
select id, user_id, email, name, time_zone, account_id, null as account_link, traits, '{}'::json as memory, first_seen_at, last_seen_at, merged_into
from person where account_id = $1 and merged_into is null order by last_seen_at desc, id limit $2`,
    values: [accountId, most],
  });
  const people = rows.map((row) => personOf(row));
  const addresses = people.map(({ email }) => email).filter((email) => email !== null);
  const suppressed = await loadSuppressed(client, secret, addresses);
  for (const person of people) person.suppressed = person.email === null ? null : (suppressed.get(person.email) ?? null);
  return people;
}
