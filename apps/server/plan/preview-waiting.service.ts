// What leaves today of what is under way already, whether the plan is applied or not: mails that wait for their time, and those of
// runs whose time comes until midnight. Nothing is locked and nothing is written.

import type { Pool } from 'pg';
import { readOnly } from '#libs/database/unlocked.store.js';
import type { BatchContext } from '#libs/ingest/batch-context.js';
import { loadSet } from '#libs/ingest/load-set.store.js';
import { distinct, withSubjectsOf } from '#libs/ingest/subjects-of-runs.js';
import type { Workspace } from '#libs/language/workspace.js';
import { type CountedMails, countedMails, endOfDay, mailedToday, ownIds } from './mailed-today.js';
import { type Counted, sampleSize, Tally } from './tally.js';

const pageSize = 500;

interface DueRow {
  readonly id: string;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
}

export async function previewWaiting(pool: Pool, workspace: Workspace, context: BatchContext<Buffer>): Promise<CountedMails> {
  const found = new Tally();
  const now = context.now();
  const until = endOfDay(now, workspace.timeZone);
  const { rows: waiting } = await pool.query<Counted & { template: string }>(
    `select coalesce(payload ->> 'template', '') as template, count(*)::int as count, (array_agg(recipient order by due_at))[1:$2] as sample
     from delivery where state = 'waiting' and action = 'email.send' and due_at < to_timestamp($1::float8 / 1000) group by 1`,
    [until, sampleSize],
  );
  for (const { template, ...told } of waiting) found.addCounted(template, told);
  for (let after: string | null = '0'; after !== null;) {
    const from: string = after;
    after = await readOnly(pool, async (client): Promise<string | null> => {
      const { rows } = await client.query<DueRow>(
        `select id::text, person_id::text as "personId", account_id::text as "accountId", deal_id::text as "dealId" from run
         where ended_at is null and due_at < to_timestamp($2::float8 / 1000) and id > $1 order by id limit $3`,
        [from, until, pageSize],
      );
      if (rows.length === 0) return null;
      const wanted = withSubjectsOf(rows, { personKeys: [], accountKeys: [], personIds: [], accountIds: [] });
      const set = await loadSet(client, context, wanted, distinct(rows.map(({ dealId }) => dealId)), ownIds());
      const ids = new Set(rows.map((row) => row.id));
      for (const run of set.runs.runs.values()) if (ids.has(run.id)) set.runs.dirty.add(run.id);
      for (const { template, to, runId } of mailedToday(set, workspace, context.steps, now))
        // What they start counts where it begins: with them.
        if (runId !== null) found.add(template, () => to);
      return rows.length < pageSize ? null : rows.at(-1)!.id;
    });
  }
  return countedMails(found);
}
