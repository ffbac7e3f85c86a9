// Whom a time can be for: subjects of one kind, in the order of their ids. Only read; they are locked when they are loaded.

import type { ClientBase } from 'pg';
import type { SubjectKind } from '#libs/language/subject-kind.js';

export interface EverySubject {
  readonly id: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  /** Whose clock `zone: person` can mean; null: one of theirs that nobody knows. */
  readonly zones: readonly (string | null)[];
}

/** The zones of the contacts, so that who is not meant need not be loaded; one who was merged may be anybody. */
const statements: Readonly<Record<SubjectKind, string>> = {
  person: `
select id, account_id as "accountId", null as "contactId", array[time_zone] as zones
from person where id > $1 and merged_into is null order by id limit $2`,
  account: `
select a.id, a.id as "accountId", a.contact_id as "contactId", array(
  select case when p.merged_into is null then p.time_zone else '?' end from person p
  where p.id = a.contact_id or p.id in (select contact_id from deal where account_id = a.id)) as zones
from account a where a.id > $1 and a.merged_into is null order by a.id limit $2`,
  deal: `
select d.id, d.account_id as "accountId", d.contact_id as "contactId",
  array[case when p.merged_into is null then p.time_zone else '?' end] as zones
from deal d left join person p on p.id = d.contact_id where d.id > $1 order by d.id limit $2`,
};

export async function everySubjects(
  client: ClientBase,
  of: SubjectKind,
  { afterId, limit }: { readonly afterId: string; readonly limit: number },
): Promise<readonly EverySubject[]> {
  const { rows } = await client.query<EverySubject>({ name: `every_${of}`, text: statements[of], values: [afterId, limit] });
  return rows;
}
