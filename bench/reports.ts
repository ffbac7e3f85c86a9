// `bench reports`: every chart through the API, on a million events and a hundred thousand deals of two years.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, median } from './bench.js';
import { filledDays, fillReports } from './fill-reports.store.js';
import { openStage, startServerProcess } from './stage.service.js';

const runs = 7;
/** What a chart may take (ms). */
const goal = 300;
const day = 86_400_000;

const pipeline = `pipeline: new-business
of: account
match: [deal.id, account.domain]
stages:
  new: { likely: 5% }
  qualified: { likely: 15% }
  demo_scheduled: { likely: 30%, when: calendly.booked }
  trial: { likely: 60% }
  won: { when: stripe.invoice_paid }
  lost:
`;

export const reports: Bench = async ({ tell }) => {
  const stage = await openStage();
  try {
    await writeFile(join(stage.configDir, 'pipelines/new-business.yaml'), pipeline);
    const database = await stage.database();
    await fillReports(database.pool, tell);
    const server = await startServerProcess(stage, database.url, { ROLE: 'api' });
    const ask = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${server.url}/api/reports${path}`, { headers: { authorization: `Bearer ${server.key}` } });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { charts } = (await ask('')) as { charts: { name: string }[] };
    const all = new Date(Date.now() - filledDays * day).toISOString().slice(0, 10);
    const figures: Record<string, number> = {};
    for (const { name } of charts) {
      for (const [period, query] of [
        ['', ''],
        ['_two_years', `?from=${all}`],
      ] as const) {
        const times: number[] = [];
        await ask(`/charts/${name}${query}`);
        for (let run = 0; run < runs; run += 1) {
          const began = performance.now();
          await ask(`/charts/${name}${query}`);
          times.push(performance.now() - began);
        }
        figures[`${name}${period}_ms`] = median(times);
      }
      tell(`${name}: ${Math.round(figures[`${name}_ms`]!)} ms, two years ${Math.round(figures[`${name}_two_years_ms`]!)} ms`);
    }
    await server.stop();
    await database.drop();
    const slowest = (twoYears: boolean) =>
      Math.max(...Object.entries(figures).flatMap(([name, ms]) => (name.endsWith('_two_years_ms') === twoYears ? [ms] : [])));
    return { figures, ratios: { goal_to_slowest_chart: goal / slowest(false), goal_to_slowest_of_two_years: goal / slowest(true) } };
  } finally {
    await stage.close();
  }
};
