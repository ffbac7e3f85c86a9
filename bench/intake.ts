// `bench intake [--batch N]`: durably acknowledged events a second over HTTP, keep-alive, 256 connections. Against the same body parsed
// and answered 202 by a bare Nest + Fastify route and by bare node:http, and (batches) against plain multi-row INSERT of the rows.

import { type Bench, median } from './bench.js';
import { child, end, load, ready } from './children.service.js';
import { freePort } from './free-port.service.js';
import { rawInboxInsert } from './raw-insert.store.js';
import { type Requests, requests } from './requests.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';
import type { LoadResult } from './load.service.js';
import { track } from './events.js';

/** The machine's moods pass within a round: what is compared was measured side by side. */
const rounds = 7;
const seconds = 4;
/** A server that stands for hours is measured, not one whose code is still being compiled. */
const warmUp = 3;
const connections = 256;

export const intake: Bench = async ({ batch, tell }) => {
  const stage = await openStage();
  try {
    return batch === 1 ? await single(stage, tell) : await batches(stage, batch, tell);
  } finally {
    await stage.close();
  }
};

async function single(stage: Stage, tell: (line: string) => void) {
  const sent = requests(1);
  const nest: LoadResult[] = [];
  const http: LoadResult[] = [];
  const ours: LoadResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    nest.push(await bare('nest', sent));
    http.push(await bare('http', sent));
    ours.push(await acknowledged(stage, sent));
    tell(`round ${round + 1}: intake ${per(ours)}, bare Nest ${per(nest)}, bare node:http ${per(http)} requests/s`);
  }
  const beside = (raw: readonly LoadResult[]) =>
    median(ours.map(({ requestsPerSecond }, round) => requestsPerSecond / raw[round]!.requestsPerSecond));
  const speed = (results: readonly LoadResult[]) => median(results.map(({ requestsPerSecond }) => requestsPerSecond));
  return {
    figures: {
      intake_events_per_s: speed(ours),
      intake_p50_ms: median(ours.map(({ p50 }) => p50)),
      intake_p99_ms: median(ours.map(({ p99 }) => p99)),
      bare_nest_requests_per_s: speed(nest),
      bare_http_requests_per_s: speed(http),
    },
    ratios: { intake_to_bare_nest: beside(nest), intake_to_bare_http: beside(http) },
  };
}

async function batches(stage: Stage, batch: number, tell: (line: string) => void) {
  const sent = requests(batch);
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push((await acknowledged(stage, sent, 32)).requestsPerSecond * batch);
    raw.push(await rawRows(stage));
    tell(`round ${round + 1}: ${Math.round(ours[round]!)} events/s in batches of ${batch}, raw insert ${Math.round(raw[round]!)} rows/s`);
  }
  return {
    figures: { [`intake_batch_${batch}_events_per_s`]: median(ours), raw_insert_rows_per_s: median(raw) },
    ratios: { batch_to_raw_insert: median(ours) / median(raw) },
  };
}

async function acknowledged(stage: Stage, { path, headers, bodies }: Requests, open = connections): Promise<LoadResult> {
  const database = await stage.database();
  const server = await startServerProcess(stage, database.url, { ROLE: 'api' });
  const url = `${server.url}${path}`;
  await load({ url, connections: open, seconds: warmUp, headers, bodies });
  const result = await load({ url, connections: open, seconds, headers, bodies });
  await server.stop();
  await database.drop();
  if (result.failed > 0) throw new Error(`${result.failed} requests of the benchmark were not acknowledged`);
  return result;
}

async function bare(kind: 'nest' | 'http', { path, headers, bodies }: Requests): Promise<LoadResult> {
  const port = await freePort();
  const server = child('./bare-servers.service.js', kind, String(port));
  await ready(server);
  const url = `http://127.0.0.1:${port}${path}`;
  await load({ url, connections, seconds: warmUp, headers, bodies });
  const result = await load({ url, connections, seconds, headers, bodies });
  await end(server);
  return result;
}

async function rawRows(stage: Stage): Promise<number> {
  const database = await stage.database();
  const rows = await rawInboxInsert(database.pool, Buffer.from(JSON.stringify(track(1))), seconds * 1000);
  await database.drop();
  return rows;
}

function per(results: readonly LoadResult[]): string {
  return Math.round(results.at(-1)!.requestsPerSecond).toLocaleString('en-US');
}
