// `bench board`: the deals page in Chromium with ten thousand deals: until cards are there, frames while it is scrolled, dragged over and
// written to a hundred times a second, memory. Against the same with a hundred deals.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { chromium, type Page } from 'playwright-core';
import { type Bench, median } from './bench.js';
import { fillSales, freshSize, type Size } from './fill-sales.store.js';
import { referenceConfig } from './pages.js';
import { openStage, type Stage, startServerProcess } from './stage.service.js';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const manyDeals: Size = { people: 20_000, deals: 10_000, events: 20_000 };
const loads = 5;
const burstMs = 5000;

/** In the page: when the first card stood there, and how long each frame took while something was done. */
const watch = `
  new MutationObserver(() => { if (!window.shownAt && document.querySelector('article')) window.shownAt = performance.now(); })
    .observe(document, { childList: true, subtree: true });
  window.frames = () => {
    const all = []; let last = performance.now(); let isOn = true;
    const go = (now) => { all.push(now - last); last = now; if (isOn) requestAnimationFrame(go); };
    requestAnimationFrame(go);
    window.endFrames = () => { isOn = false; const sorted = all.slice(1).sort((a, b) => a - b); return sorted[Math.floor(sorted.length * 0.95)]; };
  };
  window.scrolled = (selector, by) => new Promise((done) => {
    const list = document.querySelectorAll(selector); const one = list[Math.min(1, list.length - 1)];
    let left = 90; const go = () => { one.scrollTop += by; left -= 1; if (left > 0) requestAnimationFrame(go); else done(); };
    window.frames(); go();
  }).then(() => window.endFrames());
`;

export const board: Bench = async ({ tell }) => {
  if (executable === undefined) throw new Error('there is no Chromium here: apt-get install chromium');
  const stage = await openStage();
  try {
    const small = await measure(stage, freshSize);
    const large = await measure(stage, manyDeals);
    for (const [name, value] of Object.entries(large)) tell(`${name.padEnd(32)} ${value.toFixed(1)}`);
    return { figures: large, ratios: { board_10k_to_100: large['board_shown_ms']! / small['board_shown_ms']! } };
  } finally {
    await stage.close();
  }
};

async function measure(stage: Stage, size: Size): Promise<Record<string, number>> {
  const database = await stage.database();
  const server = await startServerProcess({ configDir: referenceConfig }, database.url);
  try {
    await fillSales(database.pool, size);
    const context = await chromium.launchPersistentContext(join(stage.folder, `profile-${size.deals}`), {
      executablePath: executable!,
      headless: true,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      viewport: { width: 1360, height: 860 },
      extraHTTPHeaders: { authorization: `Bearer ${server.key}` },
    });
    try {
      const page = context.pages()[0]!;
      await page.addInitScript(watch);
      return await look(page, server.url, database.pool, size.deals);
    } finally {
      await context.close();
    }
  } finally {
    await server.stop();
    await database.drop();
  }
}

async function look(page: Page, url: string, pool: Pool, deals: number): Promise<Record<string, number>> {
  const shown: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    await page.goto(`${url}/deals`);
    await page.locator('article').first().waitFor();
    shown.push(await page.evaluate<number>('window.shownAt'));
  }
  await page.waitForTimeout(800);
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await client.send('Runtime.getHeapUsage')) as { usedSize: number };
  const scroll = (await page.evaluate(`window.scrolled('.mr-list', 400)`)) as number;
  const drag = await dragOver(page);
  const filter = await filterByOwner(page);
  await page.goto(`${url}/deals`);
  await page.locator('article').first().waitFor();
  const burst = await underFacts(page, pool, deals);
  await page.goto(`${url}/deals?show=table`);
  await page.getByRole('row').nth(3).waitFor();
  const table = (await page.evaluate(`window.scrolled('.mr-table', 800)`)) as number;
  return {
    board_shown_ms: median(shown),
    board_heap_mb: usedSize / 1e6,
    board_scroll_frame_p95_ms: scroll,
    board_drag_frame_p95_ms: drag,
    board_filter_ms: filter,
    board_100_facts_a_s_frame_p95_ms: burst,
    table_scroll_frame_p95_ms: table,
  };
}

async function dragOver(page: Page): Promise<number> {
  const from = (await page.locator('.mr-column').nth(1).locator('article').first().boundingBox())!;
  const to = (await page.locator('.mr-column').nth(3).boundingBox())!;
  await page.mouse.move(from.x + 60, from.y + 60);
  await page.mouse.down();
  await page.evaluate('window.frames()');
  for (let step = 1; step <= 60; step += 1) await page.mouse.move(from.x + 60 + ((to.x - from.x) * step) / 60, from.y + 60 + (step % 7));
  await page.waitForTimeout(200);
  const slow = (await page.evaluate('window.endFrames()')) as number;
  await page.mouse.move(4, 4);
  await page.mouse.up();
  return slow;
}

/** From the click until the columns say another count and that is painted. */
async function filterByOwner(page: Page): Promise<number> {
  await page.getByRole('combobox', { name: 'Owner' }).or(page.getByLabel('Owner')).first().click();
  await page.getByRole('option', { name: 'Omar Diallo' }).waitFor();
  return (await page.evaluate(`new Promise((done) => {
    const head = document.querySelectorAll('.mr-column h2')[1]; const began = performance.now();
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))))
      .observe(head, { childList: true, subtree: true, characterData: true });
    [...document.querySelectorAll('[role=option]')].find((one) => one.innerText === 'Omar Diallo').click();
  })`)) as number;
}

/** Ten batches a second, ten deals each, as ingest tells of them. */
async function underFacts(page: Page, pool: Pool, deals: number): Promise<number> {
  await page.waitForTimeout(500);
  await page.evaluate('window.frames()');
  const end = Date.now() + burstMs;
  for (let fact = 0; Date.now() < end; fact += 10) {
    const ids = Array.from({ length: 10 }, (_, at) => 2_000_001 + (((fact + at) * 13) % deals));
    await pool.query(
      `update deal set in_stage_since = now(), version = version + 1, stage = case stage when 'trial' then 'qualified' else 'trial' end where id = any($1)`,
      [ids],
    );
    await pool.query(`select pg_notify('deal', $1)`, [ids.join(',')]);
    await pause(100);
  }
  return (await page.evaluate('window.endFrames()')) as number;
}
