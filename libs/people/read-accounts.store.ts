// Accounts a page at a time, read and not locked, each with its contact: for whoever looks at all of them.

import type { Pool } from 'pg';
import { int8s } from '#libs/database/columns.js';
import type { Account } from './account.js';
import { accountOf, type AccountRow, type PersonRow, personOf } from './people-rows.store.js';
import type { Person } from './person.js';

export interface AccountWithContact {
  readonly account: Account;
  readonly contact: Person | null;
}

/** @param after id of the last one of the page before; '0' for the first page */
export async function readAccounts(pool: Pick<Pool, 'query'>, after: string, limit: number): Promise<readonly AccountWithContact[]> {
  const { rows } = await pool.query<AccountRow>(
    `select id, name, domain, owner, tier, people, contact_id, contact_at, traits, '{}'::json as memory, first_seen_at, last_seen_at, merged_into
     from account where id > $1 and merged_into is null order by id limit $2`,
    [after, limit],
  );
  const ids = [...new Set(rows.map(({ contact_id }) => contact_id).filter((id) => id !== null))];
  const contacts = new Map(
    ids.length === 0
      ? []
      : (
          await pool.query<PersonRow & { readonly asked: string }>(
            `select p.id as asked, k.id, k.user_id, k.email, k.name, k.time_zone, k.account_id, null as account_link, k.traits, '{}'::json as memory,
                    k.first_seen_at, k.last_seen_at, k.merged_into
             from person p join person k on k.id = coalesce(p.merged_into, p.id) where p.id = any($1::int8[])`,
            [int8s(ids)],
          )
        ).rows.map((row) => [row.asked, personOf(row)] as const),
  );
  return rows.map((row) => ({ account: accountOf(row), contact: row.contact_id === null ? null : (contacts.get(row.contact_id) ?? null) }));
}
