// The claim of advance: runs that are due, each with its subject's row locked, those that another worker holds passed over.

import type { ClientBase } from 'pg';
import { int8s } from '#libs/database/columns.js';
import { type DueRun, findDueRuns } from '#libs/runs/run.store.js';

/** @param now epoch ms. @returns at most `limit` runs, the longest due first; look at them again: another may have moved them on meanwhile */
export async function lockDueRuns(client: ClientBase, now: number, limit: number): Promise<readonly DueRun[]> {
  // Twice as many are looked at as are taken: what others hold leaves enough.
  const due = await findDueRuns(client, now, 2 * limit);
  if (due.length === 0) return due;
  const subjects = int8s([...new Set(due.map(({ subjectId }) => subjectId))]);
  const held = new Set<string>();
  for (const table of ['person', 'account', 'deal']) {
    const { rows } = await client.query<{ id: string }>({
      name: `hold_${table}s`,
      text: `select id from ${table} where id = any($1::int8[]) order by id for update skip locked`,
      values: [subjects],
    });
    for (const { id } of rows) held.add(id);
  }
  return due.filter(({ subjectId }) => held.has(subjectId)).slice(0, limit);
}
