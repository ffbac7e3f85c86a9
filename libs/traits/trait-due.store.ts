// When time alone may change something of a subject next: one narrow row for each that has such a moment before it.

import type { ClientBase } from 'pg';
import { int8s, texts, timestamps } from '#libs/database/columns.js';
import type { TraitDue } from './trait-input.js';

/** Writes what has changed; of several for one subject the last. No statement when nothing has. */
export async function saveTraitDues(client: ClientBase, dues: readonly TraitDue[]): Promise<void> {
  if (dues.length === 0) return;
  const last = [...new Map(dues.map((due) => [due.id, due])).values()].sort((one, other) => Number(one.id) - Number(other.id));
  const gone = last.filter(({ dueAt }) => dueAt === null);
  const kept = last.filter(({ dueAt }) => dueAt !== null);
  const answers: Promise<unknown>[] = [];
  if (kept.length > 0)
    answers.push(
      client.query({
        name: 'save_trait_dues',
        text: `insert into trait_due (subject_id, kind, due_at) select * from unnest($1::int8[], $2::text[], $3::timestamptz[])
on conflict (subject_id) do update set due_at = excluded.due_at`,
        values: [int8s(kept.map(({ id }) => id)), texts(kept.map(({ kind }) => kind)), timestamps(kept.map(({ dueAt }) => dueAt))],
      }),
    );
  if (gone.length > 0)
    answers.push(
      client.query({
        name: 'drop_trait_dues',
        text: 'delete from trait_due where subject_id = any($1::int8[])',
        values: [int8s(gone.map(({ id }) => id))],
      }),
    );
  await Promise.all(answers);
}

/** Subjects whose time has come, the longest due first; only looked up: their own rows are locked before anything is decided. */
export async function findTraitDues(client: Pick<ClientBase, 'query'>, now: number, limit: number): Promise<readonly TraitDue[]> {
  const { rows } = await client.query<{ subject_id: string; kind: TraitDue['kind']; due_at: Date }>({
    name: 'find_trait_dues',
    text: 'select subject_id, kind, due_at from trait_due where due_at <= to_timestamp($1::float8 / 1000) order by due_at limit $2',
    values: [now, limit],
  });
  return rows.map((row) => ({ id: row.subject_id, kind: row.kind, dueAt: row.due_at.getTime() }));
}
