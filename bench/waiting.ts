// `bench waiting`: what the claim of 100 due runs costs among a million that wait, against among ten thousand.

import type { Pool } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import { lockDueRuns } from '#libs/ingest/lock-due-runs.store.js';
import { type Bench, median } from './bench.js';
import { openStage, type Stage } from './stage.service.js';

const due = 100;
const tries = 60;

export const waiting: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const few = await among(stage, 10_000);
    tell(`among 10,000: ${few.toFixed(2)} ms`);
    const many = await among(stage, 1_000_000);
    tell(`among 1,000,000: ${many.toFixed(2)} ms`);
    return { figures: { claim_among_10k_ms: few, claim_among_1m_ms: many }, ratios: { waiting_1m_to_10k: many / few } };
  } finally {
    await stage.close();
  }
};

async function among(stage: Stage, count: number): Promise<number> {
  const database = await stage.database();
  try {
    await fillRuns(database.pool, count);
    const times: number[] = [];
    const now = Date.now();
    for (let i = 0; i < tries; i += 1)
      await inTransaction(database.pool, async (client) => {
        const started = performance.now();
        const claimed = await lockDueRuns(client, now, due);
        times.push(performance.now() - started);
        if (claimed.length !== due) throw new Error(`${claimed.length} runs were claimed, not ${due}`);
      });
    return median(times);
  } finally {
    await database.drop();
  }
}

/** A tenth of a day between two of them; the first 150 are due. */
async function fillRuns(pool: Pool, count: number): Promise<void> {
  await pool.query(`insert into workspace_version (hash, files, applied_at, applied_by) values ('bench', '[]', now(), 'bench')`);
  await pool.query(
    `insert into workflow_version (workflow, hash, workspace_version_id, created_at) select 'quiet', 'bench', id, now() from workspace_version`,
  );
  await pool.query('insert into person (id, first_seen_at, last_seen_at) select n, now(), now() from generate_series(1, $1) n', [count]);
  await pool.query(
    `insert into run (subject_id, id, subject_kind, person_id, workflow, version_id, state, step, due_at, due_port, trigger, started_at)
     select n, n, 'person', n, 'quiet', (select id from workflow_version), 'sleeping', '1-wait',
            now() + (n - 150) * interval '1 minute', 'next', '{}', now() from generate_series(1, $1) n`,
    [count],
  );
  await pool.query('vacuum analyze');
}
