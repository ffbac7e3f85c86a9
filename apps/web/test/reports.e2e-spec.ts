// Reports as a leader uses them: a period, a comparison, how it is counted, the same as table, CSV and picture, and the deals behind it.

import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { inBrowser, phone, wide } from './browser.fixture.js';
import { seed, seedPast, unplannedName } from './seed.fixture.js';

inBrowser((browsing) => {
  const missed = 'Which leads were not answered in time?';
  const card = (title: string) => browsing.page.getByRole('region', { name: title, exact: true });
  const button = (title: string, name: string | RegExp) => card(title).getByRole('button', { name });
  const downloaded = async (title: string, name: RegExp, role: 'link' | 'button') => {
    const begun = browsing.page.waitForEvent('download');
    await card(title).getByRole(role, { name }).click();
    const download = await begun;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  beforeAll(async () => {
    await seed(browsing.server);
    await seedPast(browsing.server);
    await browsing.page.setViewportSize(wide);
  }, 90_000);

  test('G R leads to the dashboards of config/reports and to every chart', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
    await page.getByRole('region', { name: 'Every chart' }).getByRole('link', { name: missed }).waitFor();
    await page.getByRole('link', { name: 'Speed to lead' }).click();
    await page.getByRole('heading', { level: 1, name: 'Speed to lead' }).waitFor();
    await card(missed).getByText('as of').waitFor();
    expect(browsing.heard).toEqual([]);
  });

  test('the palette finds dashboards by title and charts by question', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find/).fill('answered in time');
    await page.getByRole('dialog').getByText(missed).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Answer misses' }).waitFor();
  });

  test('a period and a comparison stand in the address, and a link shows the same', async () => {
    const { page } = browsing;
    await browsing.open('/reports/speed-to-lead');
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'This year' }).click();
    await page.waitForURL(/period=this\+year|period=this%20year/);
    await page.getByRole('switch', { name: 'Compare with the period before' }).check();
    await page.waitForURL(/compare=before/);
    await card(missed)
      .getByText(/against 1 Jan/)
      .waitFor();
    const said = await card(missed).locator('.mr-chart-about').innerText();
    await browsing.open(page.url().replace(browsing.server.url, ''));
    await card(missed)
      .getByText(/against 1 Jan/)
      .waitFor();
    expect(await card(missed).locator('.mr-chart-about').innerText()).toBe(said);
    await page.getByRole('combobox', { name: 'Team' }).click();
    await page.getByRole('option', { name: 'Enterprise' }).click();
    await page.waitForURL(/team=enterprise/);
  });

  test('two days are a period, too', async () => {
    const { page } = browsing;
    await browsing.open('/reports/charts/answer_misses');
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'Between two days' }).click();
    await page.getByLabel('First day').fill('2026-01-15');
    await page.waitForURL(/from=2026-01-15/);
    // Who types goes on typing while the page follows.
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('First day');
    await card(missed)
      .getByText(/^15 Jan/)
      .waitFor();
  });

  test('how it is counted is a click away: words, the SQL that is run, the views under it', async () => {
    const { page } = browsing;
    await browsing.open('/reports/charts/answer_misses');
    await button(missed, 'How is this counted?').click();
    const dialog = page.getByRole('dialog', { name: 'How this is counted' });
    await dialog.getByText('Mail that is sent by itself is no answer').waitFor();
    expect(await dialog.getByRole('region', { name: 'What is run' }).innerText()).toContain('from reporting.answers_v1');
    expect(await dialog.getByRole('region', { name: 'reporting.answers_v1' }).innerText()).toMatch(/SELECT/);
    expect(await browsing.barriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(browsing.heard).toEqual([]);
  });

  test('the CSV has what the table has', async () => {
    const { page } = browsing;
    await browsing.open('/reports/charts/answer_misses?tables=0');
    await card(missed).getByRole('table').waitFor();
    const shown = await page.evaluate(
      `[...document.querySelectorAll('.mr-chart-table tbody tr')].map((row) => [...row.cells].map(({ innerText }) => innerText))`,
    );
    const rows = shown as readonly (readonly string[])[];
    const { name, bytes } = await downloaded(missed, /^CSV/, 'link');
    expect(name).toMatch(/^answer_misses-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const [head, ...lines] = bytes.toString().trim().split(/\r?\n/);
    expect(head).toBe('month,owner,leads,in_time,missed,waiting,handed_on,missed_share');
    expect(rows.length).toBeGreaterThan(2);
    expect(lines.map((line) => line.split(',').slice(2, 7))).toEqual(rows.map((row) => row.slice(2, 7)));
  });

  test('the picture is kept as a PNG', async () => {
    await browsing.open('/reports/charts/answer_misses');
    await card(missed).locator('canvas').first().waitFor();
    const { name, bytes } = await downloaded(missed, /^PNG/, 'button');
    expect(name).toMatch(/\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(2400);
    expect(browsing.heard).toEqual([]);
  });

  test('by keyboard alone from the chart to the deals behind a value, and on to one of them', async () => {
    const { page } = browsing;
    await browsing.open('/reports/charts/answer_misses?period=last+7d');
    await button(missed, 'Table').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/tables=/);
    const value = card(missed).getByRole('table').getByRole('link').first();
    await value.focus();
    const count = Number(await value.innerText());
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/deals\?/);
    await page.getByRole('table', { name: 'Deals' }).waitFor();
    expect(await page.getByRole('table', { name: 'Deals' }).getByRole('row').count()).toBe(count + 1);
    const [address, title] = [page.url(), await page.getByRole('heading', { level: 1 }).innerText()];
    expect(title).toMatch(/^Leads · \w+ 2\d{3} · /);
    expect(await browsing.barriers()).toEqual([]);
    await browsing.open(address.replace(browsing.server.url, ''));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    await page.getByRole('table', { name: 'Deals' }).getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Why is it where it is?' }).waitFor();
  });

  test('a bar leads to its deals; one that stands for several rows, to the table', async () => {
    const { page } = browsing;
    const middle = async () => {
      const canvas = card(missed).locator('canvas').first();
      await canvas.waitFor();
      const { x, y, width, height } = (await canvas.boundingBox())!;
      await page.mouse.click(x + width / 2 + 12, y + height * 0.8);
    };
    // One month, and so one bar in the middle.
    await browsing.open('/reports/charts/answer_misses?period=last+1d&owner=nina');
    await middle();
    await page.waitForURL(/\/deals\?/);
    await browsing.open('/reports/charts/answer_misses?period=last+1d');
    await middle();
    await page.waitForURL(/tables=/);
    await card(missed).getByRole('table').waitFor();
  });

  test('a name that tries to be more than text is text: in the legend, in the table, in what is filtered', async () => {
    const { page } = browsing;
    const violations = 'What comes in that the tracking plan does not allow?';
    await browsing.open('/reports/charts/plan_violations');
    await card(violations).getByText(unplannedName, { exact: true }).waitFor();
    await page.mouse.move(700, 400);
    await button(violations, 'Table').click();
    await card(violations).getByRole('cell', { name: unplannedName }).waitFor();
    await browsing.open(`/reports/charts/plan_violations?event=${encodeURIComponent(unplannedName)}`);
    await page.getByRole('button', { name: /Not only event/ }).waitFor();
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    expect(browsing.heard).toEqual([]);
  });

  test('what is not there says what to type next', async () => {
    const { page } = browsing;
    for (const [path, says] of [
      ['/reports/nothing', 'npx millrace diff config'],
      ['/reports/charts/nothing', 'npx millrace check config'],
      ['/reports/charts/answer_misses?from=2021-01-01&to=2021-02-01', 'npx millrace trigger "Demo Requested" --person you@example.com'],
    ] as const) {
      await browsing.open(path);
      await page.getByText(says).waitFor();
      expect(await browsing.barriers()).toEqual([]);
    }
  });

  test('what the server refuses is told, with a way to try again', async () => {
    await browsing.open('/reports/charts/answer_misses?team=nobody');
    await card(missed).getByRole('alert').getByText('"team" must be one of').waitFor();
    await button(missed, 'Try again').waitFor();
  });

  test('a new fact is seen without a reload', async () => {
    const { page, server } = browsing;
    await browsing.open('/reports/charts/answer_misses?period=last+1d&tables=0');
    const sum = async () =>
      Number(
        await page.evaluate(
          `[...document.querySelectorAll('.mr-chart-table tbody tr')].reduce((sum, { cells }) => sum + Number(cells[2].innerText), 0)`,
        ),
      );
    const before = await sum();
    await server.track('identify', { userId: 'u-late.test', traits: { email: 'lea@late.test', name: 'Lea' } });
    await server.track('track', {
      userId: 'u-late.test',
      event: 'Demo Requested',
      properties: { company_size: 900, platform: 'shopify', website: 'late.test' },
    });
    const until = Date.now() + 20_000;
    while ((await sum()) === before && Date.now() < until) await page.waitForTimeout(300);
    expect(await sum()).toBe(before + 1);
  });

  test('nothing moves for who wants nothing to move, and all fits a phone', async () => {
    const { page } = browsing;
    await page.setViewportSize(phone);
    await browsing.colours('dark');
    await browsing.open('/reports/speed-to-lead?compare=before');
    await card(missed).locator('canvas').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const shifts = (await page.evaluate('window.shifts')) as readonly { by: number }[];
    expect(shifts.reduce((sum, { by }) => sum + by, 0)).toBeLessThan(0.04);
    expect(browsing.heard).toEqual([]);
    await browsing.colours('light');
    await page.setViewportSize(wide);
  });
});
