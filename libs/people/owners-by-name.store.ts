// Who owns the company of a name: a lead who writes from another address goes to that rep.

import type { ClientBase } from 'pg';
import { texts } from '#libs/database/columns.js';

/** @returns name as asked → key of the rep; null: no account of that name has an owner, or several have different ones */
export async function ownersByName(client: ClientBase, names: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await client.query<{ name: string; owner: string | null }>({
    name: 'owners_by_name',
    text: `
select asked.name, case when count(distinct a.owner) = 1 then min(a.owner) end as owner
from unnest($1::text[]) asked (name)
left join account a on lower(a.name) = lower(asked.name) and a.owner is not null and a.merged_into is null
group by asked.name`,
    values: [texts(names)],
  });
  return new Map(rows.map(({ name, owner }) => [name, owner]));
}
