// After a merge, whatever named the one that went up in another names the survivor. Logs keep the id they were written with:
// it keeps answering through `merged_into`.

import type { ClientBase } from 'pg';
import { SentStatements } from '#libs/database/sent-statements.js';
import { int8s } from '#libs/database/columns.js';
import type { SubjectMerge } from './people-slice.js';

const merged = 'unnest($1::int8[], $2::int8[]) m (gone, kept)';

/** Of two runs that are now one subject's, in one workflow with one key, the older goes on. */
const runs = [
  `with one as (
     select r.subject_id, r.id, row_number() over (partition by coalesce(m.kept, r.subject_id), r.workflow, r.key order by r.id) as place
     from run r left join ${merged} on m.gone = r.subject_id
     where r.ended_at is null and r.subject_id = any($1::int8[] || $2::int8[]))
   update run r set ended_at = now(), state = 'stopped', end_reason = 'merged: the subject is in this workflow already', due_at = null, due_port = null,
     step = null, listens = '[]'
   from one where one.place > 1 and r.subject_id = one.subject_id and r.id = one.id`,
  `update run r set subject_id = m.kept from ${merged} where r.subject_id = m.gone`,
  `update run_outcome o set subject_id = m.kept from ${merged} where o.subject_id = m.gone`,
  `update run_step s set subject_id = m.kept from ${merged} where s.subject_id = m.gone`,
  `update pending_fact p set subject_id = m.kept from ${merged} where p.subject_id = m.gone`,
];

const tasksOf = (kind: 'person' | 'account') => [
  `update task t set ${kind}_id = m.kept, subject_id = case when t.subject_kind = '${kind}' then m.kept else t.subject_id end
   from ${merged} where t.${kind}_id = m.gone`,
];

/** Of two that are one lead now, the earlier was the first. */
const leadsOf = (kind: 'person' | 'account') => [
  `update assignment g set lead_id = m.kept from ${merged} where g.lead_id = m.gone and g.lead_kind = '${kind}'`,
  `update assignment g set is_first = false from ${merged} where g.lead_id = m.kept and g.lead_kind = '${kind}' and g.is_first
     and exists (select from assignment o where o.lead_id = g.lead_id and o.lead_kind = g.lead_kind and o.is_first and (o.at, o.id) < (g.at, g.id))`,
];

const ofPersons = [
  `update person_key k set person_id = m.kept from ${merged} where k.person_id = m.gone`,
  `update account a set contact_id = m.kept from ${merged} where a.contact_id = m.gone and a.id in (select account_id from person where id = any($2::int8[]))`,
  `update deal d set contact_id = m.kept from ${merged} where d.contact_id = m.gone`,
  ...leadsOf('person'),
  `update touch t set person_id = m.kept from ${merged} where t.person_id = m.gone`,
  ...tasksOf('person'),
  ...runs,
  `update run r set person_id = m.kept from ${merged} where r.person_id = m.gone and r.subject_id in (
     select m.kept union all select id from deal where contact_id = m.kept union all select account_id from person where id = m.kept)`,
];

const ofAccounts = [
  `update account_key k set account_id = m.kept from ${merged} where k.account_id = m.gone`,
  `update person p set account_id = m.kept from ${merged} where p.account_id = m.gone`,
  `update deal d set account_id = m.kept from ${merged} where d.account_id = m.gone`,
  ...tasksOf('account'),
  `update turn t set account_id = m.kept from ${merged} where t.account_id = m.gone`,
  ...leadsOf('account'),
  `update touch t set account_id = m.kept from ${merged} where t.account_id = m.gone`,
  `update awaited_answer w set account_id = m.kept from ${merged} where w.account_id = m.gone and w.answered_at is null`,
  ...runs,
  // By subject, because a run has no index on its account: those of the account, its people and its deals.
  `update run r set account_id = m.kept from ${merged} where r.account_id = m.gone and r.subject_id in (
     select m.kept union all select id from person where account_id = m.kept union all select id from deal where account_id = m.kept)`,
];

/** @param merges with `into` the one that lives now, not one that was merged itself */
export async function repointMerged(client: ClientBase, merges: readonly SubjectMerge[]): Promise<void> {
  const sent = new SentStatements();
  for (const [kind, statements] of [
    ['person', ofPersons],
    ['account', ofAccounts],
  ] as const) {
    const some = merges.filter((merge) => merge.kind === kind);
    if (some.length === 0) continue;
    const values = [int8s(some.map(({ from }) => from)), int8s(some.map(({ into }) => into))];
    for (const text of statements) sent.add(client.query(text, values));
  }
  await sent.all();
}
