// `bench grown`: intake and ingest with five million events stored, against with ten thousand.

import type { Pool } from 'pg';
import { type Bench, median } from './bench.js';
import { load } from './children.service.js';
import { identify, peopleCount, track } from './events.js';
import { drained, expectNoneSetAside, fill, rateUntilDrained } from './fill.store.js';
import { requests } from './requests.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const rounds = 3;
const eventsARound = 30_000;

export const grown: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const small = await withStored(stage, 10_000, tell);
    const large = await withStored(stage, 5_000_000, tell);
    const intakeRatio = large.intake / small.intake;
    const ingestRatio = large.ingest / small.ingest;
    return {
      figures: {
        intake_10k_events_per_s: small.intake,
        intake_5m_events_per_s: large.intake,
        ingest_10k_events_per_s: small.ingest,
        ingest_5m_events_per_s: large.ingest,
        intake_5m_to_10k: intakeRatio,
        ingest_5m_to_10k: ingestRatio,
      },
      ratios: { grown_5m_to_10k: Math.min(intakeRatio, ingestRatio) },
    };
  } finally {
    await stage.close();
  }
};

async function withStored(stage: Stage, stored: number, tell: (line: string) => void): Promise<{ intake: number; ingest: number }> {
  const database = await stage.database();
  try {
    const first = await startServerProcess(stage, database.url, { ROLE: 'worker' });
    await fill(
      database.pool,
      Array.from({ length: peopleCount }, (_, person) => identify(person)),
    );
    await drained(database.pool);
    await first.stop();
    await store(database.pool, stored);
    const intakes: number[] = [];
    const ingests: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const api = await startServerProcess(stage, database.url, { ROLE: 'api' });
      const { path, headers, bodies } = requests(100);
      const { requestsPerSecond } = await load({ url: `${api.url}${path}`, connections: 32, seconds: 2, headers, bodies });
      await api.stop();
      intakes.push(requestsPerSecond * 100);
      // What was just taken in is thrown away: both sizes then ingest the same.
      await database.pool.query('truncate inbox');
      await fill(
        database.pool,
        Array.from({ length: eventsARound }, (_, place) => track(round * eventsARound + place)),
      );
      await database.pool.query('analyze inbox');
      const worker = await startServerProcess(stage, database.url, { ROLE: 'worker' });
      ingests.push(await rateUntilDrained(database.pool));
      await worker.stop();
    }
    await expectNoneSetAside(database.pool);
    const result = { intake: median(intakes), ingest: median(ingests) };
    tell(
      `with ${stored.toLocaleString('en-US')} stored: intake ${Math.round(result.intake)}, ingest ${Math.round(result.ingest)} events/s`,
    );
    return result;
  } finally {
    await database.drop();
  }
}

/** Events of the past weeks with their keys, as ingest would have left them. */
async function store(pool: Pool, count: number): Promise<void> {
  const body = JSON.stringify(track(1));
  for (let from = 0; from < count; from += 500_000) {
    const until = Math.min(from + 500_000, count);
    await pool.query(
      `insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, verdict, body)
       select 10000 + n % 20000, 1000000000 + n, now(), now() - n * interval '1 second' / 100, 'event', 'Ticket Answered', 'segment:bench',
              gen_random_uuid(), 10000 + n % 20000, null, 'used', convert_to($3, 'utf8') from generate_series($1::int8, $2::int8 - 1) n`,
      [from, until, body],
    );
    await pool.query(
      `insert into event_key (key, received_at) select gen_random_uuid(), now() from generate_series($1::int8, $2::int8 - 1)`,
      [from, until],
    );
  }
  await pool.query('vacuum analyze event, event_key');
  await pool.query('checkpoint');
}
