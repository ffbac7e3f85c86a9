// Ids of subjects a page at a time, for whoever goes through all of them: by their key, so that a million cost a page no more
// than the first, and nothing is held in between.

import type { ClientBase, Pool } from 'pg';
import { subjectsOfDeals } from '#libs/deals/deal-audience.store.js';
import type { Wanted } from '#libs/people/keys-of-fact.js';
import type { MetBy, RenewedSubject } from './renew-subject.js';
import { distinct } from './subjects-of-runs.js';

export interface SubjectPage {
  readonly kind: RenewedSubject['kind'];
  /** The last id of the page before; '0' for the first. */
  readonly after: string;
  /** None above it. */
  readonly upto: string;
  readonly limit: number;
  /** Only who has one of these values; null: all. */
  readonly having: readonly MetBy[] | null;
}

/** Who was merged is left out. */
export async function subjectPage(
  client: ClientBase | Pool,
  { kind, after, upto, limit, having }: SubjectPage,
): Promise<readonly string[]> {
  const values: unknown[] = [after, upto, limit];
  const parts = having?.filter(({ of }) => of === kind).map((met) => conditionOf(met, values));
  if (parts?.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `select id from ${kind} where id > $1 and id <= $2 ${kind === 'deal' ? '' : 'and merged_into is null'}
     ${parts === undefined ? '' : `and (${parts.join(' or ')})`} order by id limit $3`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** What a set needs for them: a deal brings whom it is about, because conditions ask for them. */
export async function wantedOfPage(client: ClientBase, kind: RenewedSubject['kind'], page: readonly string[]): Promise<Wanted> {
  const deals = kind === 'deal' ? await subjectsOfDeals(client, page) : [];
  return {
    personKeys: [],
    accountKeys: [],
    personIds: kind === 'person' ? page : distinct(deals.map(({ contactId }) => contactId)),
    accountIds: kind === 'account' ? page : distinct(deals.map(({ accountId }) => accountId)),
  };
}

/** For progress: about as many as Postgres believes there are. */
export async function aboutHowMany(client: ClientBase | Pool): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class where oid in ('person'::regclass, 'account'::regclass)`,
  );
  return rows[0]?.rows ?? 0;
}

function conditionOf({ of, name, values: wanted }: MetBy, values: unknown[]): string {
  values.push(wanted);
  const isAny = ` = any($${values.length}::text[])`;
  if (of === 'deal' && name === 'stage') return `stage${isAny}`;
  if (of === 'account' && name === 'tier') return `tier${isAny}`;
  values.push(name);
  if (of === 'deal')
    return `exists (select from deal_audience m where m.deal_id = deal.id and m.is_in ->> $${values.length}::text${isAny})`;
  return `traits ->> $${values.length}::text${isAny}`;
}
