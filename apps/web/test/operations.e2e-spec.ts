// What ops does: a workflow is paused and goes on, two people are made one; and a card is dragged.

import { beforeAll, expect, test } from '@jest/globals';
import { inBrowser, wide } from './browser.fixture.js';
import { seed } from './seed.fixture.js';

inBrowser((browsing) => {
  beforeAll(async () => {
    await seed(browsing.server);
    await browsing.page.setViewportSize(wide);
  }, 60_000);

  test('a card is dragged to another column, and stays there', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    const column = (name: string) => page.getByRole('region', { name, exact: true });
    const card = column('Qualified').getByRole('article', { name: 'cornercandles.test' });
    await card.dragTo(column('Trial'));
    await column('Trial').getByRole('article', { name: 'cornercandles.test' }).waitFor({ timeout: 5000 });
    expect(browsing.heard).toEqual([]);
  });

  test('a workflow is paused with a reason, says so, and goes on', async () => {
    const { page } = browsing;
    await browsing.open('/workflows/inbound');
    await page.getByRole('button', { name: 'Pause …' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('the form is broken');
    await page.getByRole('button', { name: 'Pause it' }).click();
    await page.getByText('the form is broken').waitFor();
    expect(await browsing.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await page.getByRole('button', { name: 'Pause …' }).waitFor();
  });
});
