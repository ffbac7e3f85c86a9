// The board as a rep uses it: a card moves by itself, and all of it goes by keyboard.

import { beforeAll, expect, test } from '@jest/globals';
import { inBrowser, wide } from './browser.fixture.js';
import { seed } from './seed.fixture.js';

inBrowser((browsing) => {
  const column = (name: string) => browsing.page.getByRole('region', { name, exact: true });
  const cardIn = (stage: string, site: string) => column(stage).getByRole('article', { name: site });
  beforeAll(() => seed(browsing.server), 60_000);

  test('a card moves by itself within a second of a signed webhook of Stripe', async () => {
    await browsing.page.setViewportSize(wide);
    await browsing.open('/deals');
    await cardIn('Trial', 'acme.test').waitFor();
    await browsing.server.paid('ana@acme.test', 2_499_900);
    const begun = Date.now();
    await cardIn('Won', 'acme.test').waitFor({ timeout: 5000 });
    expect(Date.now() - begun).toBeLessThan(1000);
    expect(await cardIn('Won', 'acme.test').innerText()).toMatch(/\$24,999/);
    expect(browsing.heard).toEqual([]);
  });

  test('a deal is moved by keyboard alone, and the menu tells how long that holds', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    const move = cardIn('Qualified', 'cornercandles.test').getByRole('button', { name: /Move/ });
    await move.focus();
    await page.keyboard.press('Enter');
    await page.getByText('your move wins for 7 d').waitFor();
    await page.getByRole('menuitem', { name: 'Trial' }).focus();
    await page.keyboard.press('Enter');
    await cardIn('Trial', 'cornercandles.test').waitFor();
    await page.getByText('Your move wins for 7 d').waitFor();
    // The card itself is read anew a moment later.
    await cardIn('Trial', 'cornercandles.test')
      .getByText(/Moved by/)
      .waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await cardIn('Qualified', 'cornercandles.test').waitFor();
  });

  test('the sheet of shortcuts and the palette open, find and close by keyboard', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find/).fill('dunlin');
    await page.getByRole('dialog').getByText('dunlin-outdoor.test').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'dunlin-outdoor.test' }).waitFor();
  });

  test('filters stand in the address, and a link shows the same', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.keyboard.press('/');
    await page.keyboard.type('dunlin');
    await page.waitForURL(/find=dunlin/);
    await cardIn('Qualified', 'elmandash.test').waitFor({ state: 'detached' });
    await browsing.open('/deals?find=dunlin');
    expect(await page.getByRole('article').count()).toBe(1);
  });

  test('a view is kept under a name and shows the same again', async () => {
    const { page } = browsing;
    await browsing.open('/deals?tier=growth');
    expect(await page.getByRole('article', { name: 'cornercandles.test' }).count()).toBe(0);
    const growing = await page.getByRole('article').count();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Keep what is shown …' }).click();
    await page.getByLabel('Name of the view').fill('Growth only');
    await page.keyboard.press('Enter');
    await page.getByLabel('Name of the view').waitFor({ state: 'detached' });
    await browsing.open('/deals');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Growth only' }).click();
    await page.waitForURL(/tier=growth/);
    expect(await page.getByRole('article').count()).toBe(growing);
  });

  test('the table has the same deals, its columns are chosen and sorted', async () => {
    const { page } = browsing;
    await browsing.open('/deals?show=table');
    await page.getByRole('button', { name: 'Amount' }).click();
    await page.getByRole('button', { name: 'Amount' }).click();
    await page.waitForURL(/sort=-amount/);
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(/elmandash\.test/);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Tier' }).uncheck();
    expect(await page.getByRole('columnheader', { name: 'Tier' }).count()).toBe(0);
  });

  test('a double click on where a deal is to go moves it once, and asks for nothing more', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    const edits: string[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && edits.push(request.postData() ?? ''));
    await cardIn('Qualified', 'dunlin-outdoor.test').getByRole('button', { name: /Move/ }).click();
    await page.getByRole('menuitem', { name: 'New' }).dblclick({ delay: 30 });
    await cardIn('New', 'dunlin-outdoor.test').waitFor();
    await page.waitForTimeout(500);
    expect(edits).toHaveLength(1);
    expect(await page.getByRole('alert').count()).toBe(0);
    page.removeAllListeners('request');
  });

  test('a move that the server refuses is taken back, with its reason', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.route('**/api/deals/*', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"detail":"deal 7 has changed meanwhile"}' }),
    );
    await cardIn('Won', 'elmandash.test').getByRole('button', { name: /Move/ }).click();
    await page.getByRole('menuitem', { name: 'Trial' }).click();
    await page.getByRole('alert').getByText('deal 7 has changed meanwhile').waitFor();
    await cardIn('Won', 'elmandash.test').waitFor();
    await page.unroute('**/api/deals/*');
  });

  test('the last column is reached at 1360 pixels', async () => {
    await browsing.open('/deals');
    const box = (await column('Lost').boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(wide.width);
  });
});
