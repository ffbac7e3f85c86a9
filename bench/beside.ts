// `bench beside`: how long a request takes at half load while the loops beside the HTTP server are busy with its events, against
// while they are idle (a process of the role api). Requests of one event, keep-alive.

import { type Bench, median } from './bench.js';
import { load } from './children.service.js';
import { identify, peopleCount } from './events.js';
import { drained, fill } from './fill.store.js';
import { requests } from './requests.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const rounds = 3;
const seconds = 5;
const connections = 64;

export const beside: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const most = (await measure(stage, 'all')).requestsPerSecond;
    const rate = Math.round(most / 2);
    const idle: number[] = [];
    const busy: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      idle.push((await measure(stage, 'api', rate)).p99);
      busy.push((await measure(stage, 'all', rate)).p99);
      tell(`round ${round + 1}, ${rate} requests/s: p99 ${idle[round]} ms with the loops idle, ${busy[round]} ms with them busy`);
    }
    return {
      figures: { half_load_requests_per_s: rate, p99_loops_idle_ms: median(idle), p99_loops_busy_ms: median(busy) },
      ratios: { p99_busy_to_idle: median(busy) / median(idle) },
    };
  } finally {
    await stage.close();
  }
};

async function measure(stage: Stage, role: 'all' | 'api', rate?: number) {
  const database = await stage.database();
  const worker = await startServerProcess(stage, database.url, { ROLE: 'worker' });
  await fill(
    database.pool,
    Array.from({ length: peopleCount / 10 }, (_, person) => identify(person)),
  );
  await drained(database.pool);
  await worker.stop();
  const server = await startServerProcess(stage, database.url, { ROLE: role });
  const { path, headers, bodies } = requests(1);
  const url = `${server.url}${path}`;
  await load({ url, connections, seconds: 1, headers, bodies });
  const result = await load({ url, connections, seconds, headers, bodies, ...(rate === undefined ? {} : { rate }) });
  await server.stop();
  await database.drop();
  return result;
}
