// `bench ingest`: from the inbox to everything done, by one worker process; 50 workflows, one event in five begins a run of three
// steps with one delivery. Against plain multi-row INSERT of the rows that an event becomes, in the same run.

import type { Bench } from './bench.js';
import { median } from './bench.js';
import { identify, peopleCount, track } from './events.js';
import { drained, expectNoneSetAside, fill, rateUntilDrained } from './fill.store.js';
import { rawEventInsert } from './raw-insert.store.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const events = 80_000;
const warmUp = 10_000;
const rounds = 3;

export const ingest: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const { ingested, raw } = await measureIngest(stage, tell);
    return { figures: { ingest_events_per_s: ingested, raw_insert_events_per_s: raw }, ratios: { ingest_to_raw_insert: ingested / raw } };
  } finally {
    await stage.close();
  }
};

export async function measureIngest(stage: Stage, tell: (line: string) => void): Promise<{ ingested: number; raw: number }> {
  const database = await stage.database();
  try {
    const first = await startServerProcess(stage, database.url, { ROLE: 'worker' });
    await fill(
      database.pool,
      Array.from({ length: peopleCount }, (_, person) => identify(person)),
    );
    await drained(database.pool);
    await first.stop();
    const raw: number[] = [];
    const ingested: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      raw.push(await rawEventInsert(database.pool, Buffer.from(JSON.stringify(track(round))), 2000));
      await fill(
        database.pool,
        Array.from({ length: events }, (_, place) => track(round * events + place)),
      );
      await database.pool.query('vacuum analyze');
      const worker = await startServerProcess(stage, database.url, { ROLE: 'worker' });
      const speed = await rateUntilDrained(database.pool, warmUp);
      await worker.stop();
      ingested.push(speed);
      tell(`round ${round + 1}: ${Math.round(speed)} events/s, raw insert ${Math.round(raw[round]!)} events/s`);
    }
    await expectNoneSetAside(database.pool);
    return { ingested: median(ingested), raw: median(raw) };
  } finally {
    await database.drop();
  }
}
