// Rows of `task`: written by the batch whose run asked for them, answered by a person.

import type { ClientBase } from 'pg';
import { int8s, texts, timestamps } from '#libs/database/columns.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { NewTask, TaskState } from './task.js';

/** One statement a batch. */
export async function saveTasks(client: ClientBase, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const column = <Key extends keyof NewTask>(key: Key): NewTask[Key][] => tasks.map((task) => task[key]);
  await client.query({
    name: 'save_tasks',
    text: `
insert into task (id, subject_kind, subject_id, person_id, account_id, deal_id, rep, title, note, due_at, created_at, workflow, run_id, step)
select * from unnest($1::int8[], $2::text[], $3::int8[], $4::int8[], $5::int8[], $6::int8[], $7::text[], $8::text[], $9::text[],
                     $10::timestamptz[], $11::timestamptz[], $12::text[], $13::int8[], $14::text[])`,
    values: [
      int8s(column('id')),
      texts(tasks.map(({ subject }) => subject.kind)),
      int8s(tasks.map(({ subject }) => subject.id)),
      int8s(column('personId')),
      int8s(column('accountId')),
      int8s(column('dealId')),
      texts(column('rep')),
      texts(column('title')),
      texts(column('note')),
      timestamps(column('dueAt')),
      timestamps(column('createdAt')),
      texts(column('workflow')),
      int8s(column('runId')),
      texts(column('step')),
    ],
  });
}

export interface AnsweredTask {
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly title: string;
  /** Whose task it was, and about whom. */
  readonly rep: string | null;
  readonly accountId: string | null;
  readonly personId: string | null;
}

/**
 * Once: only an open task is answered. @param by who says so @param now epoch ms
 * @returns a state: it is that already, and nothing was done; null: there is none with this id
 */
export async function answerTask(
  client: ClientBase,
  id: string,
  as: Exclude<TaskState, 'open'>,
  by: string,
  now: number,
): Promise<AnsweredTask | TaskState | null> {
  const { rows } = await client.query<StoredTask>(
    'select state, subject_kind, subject_id, title, rep, account_id, person_id from task where id = $1 for update',
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  if (row.state !== 'open') return row.state;
  await client.query('update task set state = $2, answered_by = $3, answered_at = to_timestamp($4::float8 / 1000) where id = $1', [
    id,
    as,
    by,
    now,
  ]);
  const { title, rep, account_id: accountId, person_id: personId } = row;
  return { subject: { kind: row.subject_kind, id: row.subject_id }, title, rep, accountId, personId };
}

interface StoredTask {
  readonly state: TaskState;
  readonly subject_kind: SubjectKind;
  readonly subject_id: string;
  readonly title: string;
  readonly rep: string | null;
  readonly account_id: string | null;
  readonly person_id: string | null;
}
