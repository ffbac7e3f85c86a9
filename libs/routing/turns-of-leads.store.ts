// The turns that were taken for some leads: what a cancellation or a change of hands moves.

import type { ClientBase } from 'pg';
import { int8s } from '#libs/database/columns.js';
import type { Turn } from './pool-slice.js';

type TurnOfLead = Pick<Turn, 'pool' | 'rep' | 'credit' | 'accountId' | 'personId'>;

/** By account, and by person for those without one. */
export async function turnsOfLeads(
  client: ClientBase,
  accountIds: readonly string[],
  personIds: readonly string[],
): Promise<readonly TurnOfLead[]> {
  const { rows } = await client.query<TurnOfLead>({
    name: 'turns_of_leads',
    text: `
select pool, rep, sum(credit)::int4 as credit, account_id as "accountId", person_id as "personId" from turn
where account_id = any($1::int8[]) or (account_id is null and person_id = any($2::int8[])) group by pool, rep, account_id, person_id`,
    values: [int8s(accountIds), int8s(personIds)],
  });
  return rows;
}
