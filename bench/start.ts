// `bench start`: cold start (makes its Postgres), warm start, and memory of the server at rest and under load.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, median } from './bench.js';
import { load } from './children.service.js';
import { requests } from './requests.js';
import { startServerProcess } from './stage.service.js';
import { temporaryFolder } from './temporary-folder.service.js';
import { writeBenchWorkspace } from './write-workspace.service.js';

const rounds = 3;

export const start: Bench = async ({ tell }) => {
  const cold: number[] = [];
  const warm: number[] = [];
  let rest = 0;
  let busy = 0;
  for (let round = 0; round < rounds; round += 1) {
    const folder = await temporaryFolder('millrace-bench-');
    const configDir = join(folder, 'config');
    await writeBenchWorkspace(configDir);
    const environment = { DATA_DIR: join(folder, 'data') };
    const first = await startServerProcess({ configDir }, null, environment);
    cold.push(first.startedIn);
    await first.stop();
    const second = await startServerProcess({ configDir }, null, environment);
    warm.push(second.startedIn);
    await pause(2000);
    rest = await residentMegabytes(second.pid);
    const { path, headers, bodies } = requests(100);
    const loading = load({ url: `${second.url}${path}`, connections: 16, seconds: 6, headers, bodies });
    await pause(5000);
    busy = await residentMegabytes(second.pid);
    await loading;
    await second.stop();
    await rm(folder, { recursive: true, force: true });
    tell(
      `round ${round + 1}: cold ${Math.round(cold[round]!)} ms, warm ${Math.round(warm[round]!)} ms, ${Math.round(rest)} MB at rest, ${Math.round(busy)} MB under load`,
    );
  }
  return {
    figures: { start_cold_ms: median(cold), start_warm_ms: median(warm), memory_rest_mb: rest, memory_load_mb: busy },
    ratios: {},
  };
};

/** Of Linux; elsewhere 0. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
