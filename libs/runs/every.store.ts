// Rows of `every` triggers: one for each trigger of a workflow of the newest version. A row is claimed for one batch of subjects and
// says in the same commit how far it has got, so that whoever looks next goes on there.

import type { ClientBase } from 'pg';
import { texts, timestamps } from '#libs/database/columns.js';
import { nextEvery, zonesOfEvery } from '#libs/language/every.js';
import type { EveryTrigger } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';

/** Times are epoch ms. */
export interface EveryDue {
  readonly workflow: string;
  readonly name: string;
  readonly since: number;
  /** Null: it has just come, and nobody is done. */
  readonly until: number | null;
  /** Subjects up to this id are done. */
  readonly afterId: string;
}

interface EveryRow {
  readonly workflow: string;
  readonly name: string;
  readonly since: Date;
  readonly until: Date | null;
  readonly after_id: string;
}

/**
 * A workspace becomes the newest version: a trigger that stays goes on where it is, one that is new begins now, one that is gone
 * ends, wherever it is.
 * @param now epoch ms
 */
export async function registerEvery(client: ClientBase, workspace: Workspace, now: number): Promise<void> {
  const { rows } = await client.query<EveryRow>('select workflow, name, since from every_due order by workflow, name for update');
  const standing = new Map(rows.map(({ workflow, name, since }) => [`${workflow} ${name}`, since.getTime()]));
  const wanted = [...workspace.workflows.values()].flatMap(({ name: workflow, when }) =>
    when.filter((trigger) => trigger.kind === 'every').map((trigger) => ({ workflow, trigger })),
  );
  if (wanted.length === 0 && rows.length === 0) return;
  const due = new Map(
    wanted.map(({ workflow, trigger }) => {
      const since = standing.get(`${workflow} ${trigger.name}`) ?? now;
      const nextAt = nextEvery(trigger, zonesOfEvery(trigger, workspace), since);
      return [`${workflow} ${trigger.name}`, { workflow, name: trigger.name, since, nextAt }];
    }),
  );
  const all = [...due.values()];
  const names = [texts(all.map(({ workflow }) => workflow)), texts(all.map(({ name }) => name))];
  await client.query('delete from every_due where (workflow, name) not in (select * from unnest($1::text[], $2::text[]))', names);
  // One that is under way is due all the time; its next time is taken at its end.
  await client.query(
    `insert into every_due (workflow, name, since, next_at) select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
     on conflict (workflow, name) do update set next_at = excluded.next_at where every_due.until is null`,
    [...names, timestamps(all.map(({ since }) => since)), timestamps(all.map(({ nextAt }) => nextAt))],
  );
}

/** One that is due, locked until the commit; those that others hold are passed over. @param now epoch ms */
export async function claimEvery(client: ClientBase, now: number): Promise<EveryDue | null> {
  const { rows } = await client.query<EveryRow>({
    name: 'claim_every',
    text: `select workflow, name, since, until, after_id from every_due where next_at <= to_timestamp($1::float8 / 1000)
           order by next_at limit 1 for update skip locked`,
    values: [now],
  });
  const [row] = rows;
  if (row === undefined) return null;
  return {
    workflow: row.workflow,
    name: row.name,
    since: row.since.getTime(),
    until: row.until?.getTime() ?? null,
    afterId: row.after_id,
  };
}

/** A batch of it is done, and there are more. */
export async function noteEvery(client: ClientBase, { workflow, name }: EveryDue, until: number, afterId: string): Promise<void> {
  await client.query({
    name: 'note_every',
    text: `update every_due set until = to_timestamp($3::float8 / 1000), after_id = $4 where workflow = $1 and name = $2`,
    values: [workflow, name, until, afterId],
  });
}

/** One is not told, whoever goes on; another may be further already. */
export async function passOver(client: ClientBase, { workflow, name }: EveryDue, until: number, id: string): Promise<void> {
  await client.query(
    `update every_due set until = coalesce(until, to_timestamp($3::float8 / 1000)), after_id = $4
     where workflow = $1 and name = $2 and next_at <= to_timestamp($3::float8 / 1000) and after_id < $4`,
    [workflow, name, until, id],
  );
}

/** Everybody is done. */
export async function endEvery(
  client: ClientBase,
  { workflow }: EveryDue,
  { trigger, until, workspace }: { readonly trigger: EveryTrigger; readonly until: number; readonly workspace: Workspace },
): Promise<void> {
  await client.query({
    name: 'end_every',
    text: `update every_due set since = to_timestamp($3::float8 / 1000), next_at = to_timestamp($4::float8 / 1000), until = null, after_id = 0
           where workflow = $1 and name = $2`,
    values: [workflow, trigger.name, until, nextEvery(trigger, zonesOfEvery(trigger, workspace), until)],
  });
}
