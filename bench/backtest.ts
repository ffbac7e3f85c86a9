// `bench backtest`: stored events a second through today's and the changed workspace, alone and with 50 workflows more, and the
// most memory that the process took.

import { fileURLToPath } from 'node:url';
import { runBacktest } from '#apps/cli/backtest/run-backtest.service.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import type { Bench } from './bench.js';
import { history } from './history.js';

const events = 200_000;
const more = 50;

export const backtest: Bench = async ({ tell }) => {
  const files = await readFolder(fileURLToPath(new URL('../../config', import.meta.url)));
  const grown = [...files, ...Array.from({ length: more }, (_, nth) => workflow(nth))];
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const speed = async (name: string, workspace: readonly SourceFile[]): Promise<number> => {
    const begun = performance.now();
    const report = await runBacktest({
      history: history(events, workspace),
      changed: workspace,
      sinceMs: 90 * 86_400_000,
      onProgress: () => undefined,
    });
    const perSecond = report.events / ((performance.now() - begun) / 1000);
    tell(`${name}: ${Math.round(perSecond)} events/s, ${report.totals.map(({ kind, count }) => `${count[1]} ${kind}`).join(', ')}`);
    return perSecond;
  };
  const alone = await speed('the reference workspace', files);
  const withMore = await speed(`with ${more} workflows more`, grown);
  clearInterval(timer);
  return {
    figures: { backtest_events_per_s: alone, backtest_peak_mib: peak / 2 ** 20 },
    ratios: { backtest_with_50_workflows_more: withMore / alone },
  };
};

/** Begins by an event that happens, and mostly does not let anybody in. */
function workflow(nth: number): SourceFile {
  const event = ['Trial Started', 'Signed Up', 'Demo Requested'][nth % 3]!;
  const text = `workflow: more-${nth}\nof: person\nwhen: [{ event: ${event} }]\nif: account.employees > ${1400 + nth * 10}\nsteps:\n  - wait: 3d\n  - notify: { rep: sales-lead, text: Look here. }\n`;
  return { path: `workflows/more-${nth}.yaml`, text };
}
