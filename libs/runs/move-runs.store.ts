// Runs under way move to another version: all of them in one statement, each with its line in the journal.

import type { ClientBase, Pool } from 'pg';
import { int8s, texts } from '#libs/database/columns.js';
import type { Passage, StandingRuns } from './who-moves.js';

/** Where the runs under way of these workflows stand. */
export async function standingRuns(
  client: Pick<ClientBase | Pool, 'query'>,
  workflows: readonly string[],
): Promise<readonly StandingRuns[]> {
  const { rows } = await client.query<{ workflow: string; version_id: string; step: string | null; runs: number }>(
    `select workflow, version_id, step, count(*)::int as runs from run where ended_at is null and workflow = any($1::text[])
     group by workflow, version_id, step order by workflow, version_id, step`,
    [workflows],
  );
  return rows.map(({ version_id: versionId, ...row }) => ({ ...row, versionId }));
}

// Locked in the order in which batches lock runs (by subject, by run), and without their subjects, which nobody waits for who holds
// runs: so neither can wait for the other in a circle. Who moves on while it waits is looked at as it stands then.
const moveSql = `
with held as (
  select r.subject_id, r.id, r.version_id, p.to_id
  from run r join unnest($1::int8[], $2::text[], $3::int8[]) p (from_id, step, to_id) on p.from_id = r.version_id and p.step = r.step
  where r.ended_at is null order by r.subject_id, r.id for update of r),
moved as (
  update run r set version_id = h.to_id, steps_taken = r.steps_taken + 1 from held h where r.subject_id = h.subject_id and r.id = h.id
  returning r.subject_id, r.id, r.steps_taken, r.step, r.visits, r.workflow, h.version_id as from_id, h.to_id),
told as (
  insert into run_step (subject_id, run_id, seq, at, step, kind, visit, input, facts, outcome)
  select subject_id, id, steps_taken, to_timestamp($4::float8 / 1000), step, '', coalesce((visits ->> step)::int4, 0),
         json_build_object('kind', 'migrate', 'from', from_id::text, 'to', to_id::text, 'by', $5::text), '{}', '{"kind":"migrate"}'
  from moved)
select workflow, count(*)::int as runs from moved group by workflow`;

/** @param by who has published @param now epoch ms. @returns workflow → how many have moved */
export async function moveRuns(
  client: ClientBase,
  passages: readonly Passage[],
  by: string,
  now: number,
): Promise<ReadonlyMap<string, number>> {
  if (passages.length === 0) return new Map();
  const { rows } = await client.query<{ workflow: string; runs: number }>(moveSql, [
    int8s(passages.map(({ from }) => from)),
    texts(passages.map(({ step }) => step)),
    int8s(passages.map(({ to }) => to)),
    now,
    by,
  ]);
  return new Map(rows.map(({ workflow, runs }) => [workflow, runs]));
}
