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
    expect(await cardIn('Trial', 'cornercandles.test').innerText()).toMatch(/Moved by/);
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

  test('the last column is reached at 1360 pixels', async () => {
    await browsing.open('/deals');
    const box = (await column('Lost').boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(wide.width);
  });
});
