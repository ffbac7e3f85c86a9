// `bench through`: HTTP in to everything done, one server with its loops: what was acknowledged over the time until all of it
// had taken effect. Against `bench ingest`, measured in the same run.

import { type Bench, median } from './bench.js';
import { load } from './children.service.js';
import { identify, peopleCount } from './events.js';
import { drained, expectNoneSetAside, fill, taken } from './fill.store.js';
import { measureIngest } from './ingest.js';
import { requests } from './requests.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const rounds = 3;
const seconds = 6;
const eventsARequest = 100;
/** Few, so that the intake does not take what ingest needs: what is acknowledged waits in the inbox anyway. */
const connections = 4;

export const through: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const { ingested } = await measureIngest(stage, tell);
    const speeds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      speeds.push(await once(stage));
      tell(`round ${round + 1}: ${Math.round(speeds[round]!)} events/s from HTTP to done`);
    }
    return {
      figures: { through_events_per_s: median(speeds), ingest_events_per_s: ingested },
      ratios: { through_to_ingest: median(speeds) / ingested },
    };
  } finally {
    await stage.close();
  }
};

async function once(stage: Stage): Promise<number> {
  const database = await stage.database();
  try {
    const server = await startServerProcess(stage, database.url, { ROLE: 'all' });
    await fill(
      database.pool,
      Array.from({ length: peopleCount }, (_, person) => identify(person)),
    );
    await drained(database.pool);
    const before = await taken(database.pool);
    const { path, headers, bodies } = requests(eventsARequest);
    const started = performance.now();
    const { acknowledged, failed } = await load({ url: `${server.url}${path}`, connections, seconds, headers, bodies });
    await drained(database.pool);
    const took = (performance.now() - started) / 1000;
    const done = (await taken(database.pool)) - before;
    await server.stop();
    await expectNoneSetAside(database.pool);
    if (failed > 0 || done < acknowledged * eventsARequest)
      throw new Error(`${acknowledged * eventsARequest} events were acknowledged, ${done} are done, ${failed} requests failed`);
    return done / took;
  } finally {
    await database.drop();
  }
}
