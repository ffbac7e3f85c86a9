// How many runs are under way: what a plan says of a workflow that changes.

import type { Pool } from 'pg';

/** Workflow name → its runs that have not ended. */
export async function activeRuns(pool: Pick<Pool, 'query'>, workflows: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ workflow: string; runs: number }>(
    'select workflow, count(*)::int as runs from run where ended_at is null and workflow = any($1::text[]) group by workflow',
    [workflows],
  );
  return new Map(rows.map(({ workflow, runs }) => [workflow, runs]));
}
