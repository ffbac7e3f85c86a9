// Who was given an account or a deal, and when: noted beside the audit, because reports ask for it by time.

import type { ClientBase } from 'pg';
import type { Change } from '#libs/audit/because.js';
import { int8s, texts, timestamps } from '#libs/database/columns.js';

/** Of the changes, those of an owner; after the deals, because a deal’s lead is its account. */
export async function saveAssignments(client: ClientBase, changes: readonly Change[]): Promise<void> {
  const given = changes.filter(({ field, subject }) => field === 'owner' && (subject.kind === 'account' || subject.kind === 'deal'));
  if (given.length === 0) return;
  const repOf = (value: Change['to']) => (typeof value === 'string' ? value : null);
  await client.query({
    name: 'save_assignments',
    text: `
insert into assignment (at, lead_kind, lead_id, from_rep, rep, created_at, is_first)
select g.at, l.kind, l.id, g.from_rep, g.rep, least(g.at, g.fact_at),
  g.rep is not null and not exists (select from assignment o where o.lead_id = l.id and o.lead_kind = l.kind and o.rep is not null)
    and row_number() over (partition by l.kind, l.id, g.rep is null order by g.at, g.place) = 1
from unnest($1::timestamptz[], $2::text[], $3::int8[], $4::text[], $5::text[], $6::timestamptz[])
  with ordinality g (at, subject_kind, subject_id, from_rep, rep, fact_at, place)
left join deal d on g.subject_kind = 'deal' and d.id = g.subject_id
cross join lateral (select
  case when g.subject_kind = 'account' or d.account_id is not null then 'account' when d.contact_id is not null then 'person' else 'deal' end as kind,
  coalesce(case when g.subject_kind = 'account' then g.subject_id else d.account_id end, d.contact_id, g.subject_id) as id) l`,
    values: [
      timestamps(given.map(({ at }) => at)),
      texts(given.map(({ subject }) => subject.kind)),
      int8s(given.map(({ subject }) => subject.id)),
      texts(given.map(({ from }) => repOf(from))),
      texts(given.map(({ to }) => repOf(to))),
      timestamps(given.map(({ because }) => because.event?.at ?? null)),
    ],
  });
}
