// Whether runs would stop now: what `stop_if` and a stage of `stop_when` say of subjects that are locked, in the moment before an
// act of theirs leaves.

import type { Buffer } from 'node:buffer';
import type { PoolClient } from 'pg';
import { findStop } from '#libs/engine/find-stop.js';
import { runFacts, triggerFacts } from '#libs/engine/trigger-facts.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import { findRuns } from '#libs/runs/run.store.js';
import type { BatchContext } from './batch-context.js';
import { loadSet } from './load-set.store.js';
import { scopeOf } from './scope-of.js';
import { distinct, withSubjectsOf } from './subjects-of-runs.js';

/** @returns of the runs that would: id → why. Those that have ended are not among them. */
export async function findStops(
  client: PoolClient,
  context: BatchContext<Buffer>,
  runIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const stops = new Map<string, string>();
  const standing = await findRuns(client, [...new Set(runIds)]);
  if (standing.length === 0) return stops;
  const wanted = withSubjectsOf(standing, { personKeys: [], accountKeys: [], personIds: [], accountIds: [] });
  const set = await loadSet(
    client,
    { ...context, cache: new PeopleCache(0) },
    wanted,
    distinct(standing.map(({ dealId }) => dealId)),
    () => {
      throw new Error('Nothing is made while looking.');
    },
  );
  for (const { id } of standing) {
    const run = set.runs.runs.get(id);
    if (run === undefined) continue;
    const scope = { ...scopeOf(set, run, now), event: triggerFacts(run.trigger), run: runFacts(run) };
    const stop = findStop(set.workflowOf(run.versionId), run, { kind: 'due' }, scope);
    if (stop !== null) stops.set(id, stop.reason);
  }
  return stops;
}
