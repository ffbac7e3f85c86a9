// `bench grown`: intake and ingest with five million events stored, against with ten thousand.

import type { Pool } from 'pg';
import { type Bench, median } from './bench.js';
import { load } from './children.service.js';
import { identify, peopleCount, track } from './events.js';
import { drained, emptyInbox, expectNoneSetAside, fill, rateUntilDrained } from './fill.store.js';
import { requests } from './requests.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

/** What a busy disk or neighbour takes passes within minutes: small and large are measured in turn and compared within a round. */
const rounds = 5;
const eventsARound = 30_000;
const warmUp = 5_000;

type Database = Awaited<ReturnType<Stage['database']>>;

interface Speed {
  /** Events a second. */
  readonly intake: number;
  readonly ingest: number;
}

export const grown: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const small = await withStored(stage, 10_000);
    const large = await withStored(stage, 5_000_000);
    tell('10,000 and 5,000,000 events are stored');
    const smalls: Speed[] = [];
    const larges: Speed[] = [];
    // The first round fills caches and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const [ofSmall, ofLarge] = [await measure(stage, small, round), await measure(stage, large, round)];
      if (round === 0) continue;
      smalls.push(ofSmall);
      larges.push(ofLarge);
      tell(`round ${round}: intake ${told(ofSmall.intake, ofLarge.intake)}, ingest ${told(ofSmall.ingest, ofLarge.ingest)} events/s`);
    }
    for (const { pool } of [small, large]) await expectNoneSetAside(pool);
    const speed = (speeds: readonly Speed[], of: keyof Speed) => median(speeds.map((each) => each[of]));
    const ratio = (of: keyof Speed) => median(larges.map((each, round) => each[of] / smalls[round]![of]));
    return {
      figures: {
        intake_10k_events_per_s: speed(smalls, 'intake'),
        intake_5m_events_per_s: speed(larges, 'intake'),
        ingest_10k_events_per_s: speed(smalls, 'ingest'),
        ingest_5m_events_per_s: speed(larges, 'ingest'),
        intake_5m_to_10k: ratio('intake'),
        ingest_5m_to_10k: ratio('ingest'),
      },
      ratios: { grown_5m_to_10k: Math.min(ratio('intake'), ratio('ingest')) },
    };
  } finally {
    await stage.close();
  }
};

/** Everybody is known already, and so many of their events are stored. */
async function withStored(stage: Stage, stored: number): Promise<Database> {
  const database = await stage.database();
  const worker = await startServerProcess(stage, database.url, { ROLE: 'worker' });
  await fill(
    database.pool,
    Array.from({ length: peopleCount }, (_, person) => identify(person)),
  );
  await drained(database.pool);
  await worker.stop();
  await store(database.pool, stored);
  return database;
}

async function measure(stage: Stage, { url, pool }: Database, round: number): Promise<Speed> {
  const api = await startServerProcess(stage, url, { ROLE: 'api' });
  const { path, headers, bodies } = requests(100);
  const { requestsPerSecond } = await load({ url: `${api.url}${path}`, connections: 32, seconds: 2, headers, bodies });
  await api.stop();
  // What was just taken in is thrown away: both sizes then ingest the same.
  await emptyInbox(pool);
  await fill(
    pool,
    Array.from({ length: eventsARound }, (_, place) => track(round * eventsARound + place)),
  );
  await pool.query('analyze inbox');
  const worker = await startServerProcess(stage, url, { ROLE: 'worker' });
  const ingest = await rateUntilDrained(pool, warmUp);
  await worker.stop();
  return { intake: requestsPerSecond * 100, ingest };
}

function told(small: number, large: number): string {
  return `${Math.round(small).toLocaleString('en-US')} and ${Math.round(large).toLocaleString('en-US')}`;
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
