// `bench pages`: how long the API takes for what each page asks, with a million events and ten thousand deals, against a hundredth of both.

import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { type Bench, median } from './bench.js';
import { fillSales, freshSize, grownSize, type Size } from './fill-sales.store.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const tries = 7;
export const referenceConfig = fileURLToPath(new URL('../../config', import.meta.url));

/** Name → what a page asks when it is opened, and what it is filtered by. */
const asked: Readonly<Record<string, string>> = {
  board: '/api/board?pipeline=new-business',
  board_one_card: '/api/board?pipeline=new-business&ids=2000007',
  deal: '/api/deals/2000007',
  why: '/api/why/deal/2000007',
  people: '/api/people',
  people_find_key: '/api/people?find=ana.777',
  people_find_name: '/api/people?find=torres%20999',
  people_find_none: '/api/people?find=nobodyiscalledlikethis',
  person: '/api/people/1000007',
  person_timeline: '/api/people/1000007/timeline',
  accounts: '/api/accounts',
  accounts_find: '/api/accounts?find=company-77',
  accounts_find_none: '/api/accounts?find=nobodyiscalledlikethis',
  accounts_of_rep: '/api/accounts?owner=nina',
  accounts_of_tier: '/api/accounts?tier=enterprise',
  accounts_of_nobody: '/api/accounts?owner=gone',
  account_timeline: '/api/accounts/7/timeline',
  events: '/api/events',
  events_name: '/api/events?name=Demo%20Requested',
  events_name_none: '/api/events?name=Never%20Sent',
  events_blocked: '/api/events?verdict=blocked',
  runs: '/api/runs',
  runs_failed: '/api/runs?state=failed',
  runs_of_workflow: '/api/runs?workflow=inbound',
  runs_none: '/api/runs?workflow=inbound&state=listening',
  workflows: '/api/workflows',
  workflow: '/api/workflows/inbound',
  inbox: '/api/inbox',
  deliveries: '/api/deliveries',
  deliveries_unknown: '/api/deliveries?state=unknown',
  audit: '/api/audit',
  audit_of_field: '/api/audit?field=amount',
  search_key: '/api/search?find=company-99',
  search_name: '/api/search?find=torres',
  search_none: '/api/search?find=nobodyiscalledlikethis',
  my_day: '/api/my-day?rep=nina',
};

export const pages: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    const small = await measure(stage, freshSize, () => undefined);
    const large = await measure(stage, grownSize, tell);
    const ratios = Object.keys(asked).map((name) => large.times[name]! / small.times[name]!);
    return {
      figures: {
        ...Object.fromEntries(Object.entries(large.times).map(([name, time]) => [`page_${name}_ms`, time])),
        ...large.sizes,
        slowest_page_ms: Math.max(...Object.values(large.times)),
      },
      ratios: { pages_grown_to_fresh: median(ratios) },
    };
  } finally {
    await stage.close();
  }
};

async function measure(stage: Stage, size: Size, tell: (line: string) => void) {
  const database = await stage.database();
  const server = await startServerProcess({ configDir: referenceConfig }, database.url);
  try {
    await fillSales(database.pool, size);
    const times: Record<string, number> = {};
    const sizes: Record<string, number> = {};
    for (const [name, path] of Object.entries(asked)) {
      const each: number[] = [];
      let bytes = Buffer.alloc(0);
      // The first one warms what the others find.
      for (let go = 0; go <= tries; go += 1) {
        const started = performance.now();
        const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.key}` } });
        bytes = Buffer.from(await answer.arrayBuffer());
        if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${bytes.toString('utf8').slice(0, 300)}`);
        if (go > 0) each.push(performance.now() - started);
      }
      times[name] = median(each);
      if (name === 'board') Object.assign(sizes, { board_bytes: bytes.length, board_gzip_bytes: gzipSync(bytes).length });
      tell(`${name.padEnd(20)} ${times[name].toFixed(1)} ms`);
    }
    return { times, sizes };
  } finally {
    await server.stop();
    await database.drop();
  }
}
