// Which workflows are paused. Nothing is written to their runs: what comes due stays due, and goes on when the row is gone.

import type { ClientBase } from 'pg';
import type { Pause, Paused } from './pause.js';

interface Row {
  readonly workflow: string;
  readonly since: Date;
  readonly paused_by: string;
  readonly reason: string;
}

/** For a statement about runs or deliveries: those that stand still. Asked once a statement, and mostly empty. */
export const pausedWorkflows = 'array(select p.workflow from workflow_pause p)';

/** @returns false: it is paused already */
export async function pauseWorkflow(client: Pick<ClientBase, 'query'>, workflow: string, { since, by, reason }: Pause): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into workflow_pause (workflow, since, paused_by, reason) values ($1, to_timestamp($2::float8 / 1000), $3, $4) on conflict do nothing`,
    [workflow, since, by, reason],
  );
  return rowCount === 1;
}

/** @returns what it stood still by; null: it is not paused */
export async function resumeWorkflow(client: Pick<ClientBase, 'query'>, workflow: string): Promise<Pause | null> {
  const { rows } = await client.query<Row>('delete from workflow_pause where workflow = $1 returning *', [workflow]);
  return rows[0] === undefined ? null : pauseOf(rows[0]);
}

export async function loadPaused(client: Pick<ClientBase, 'query'>): Promise<Paused> {
  const { rows } = await client.query<Row>('select * from workflow_pause');
  return new Map(rows.map((row) => [row.workflow, pauseOf(row)]));
}

function pauseOf({ since, paused_by: by, reason }: Row): Pause {
  return { since: since.getTime(), by, reason };
}
