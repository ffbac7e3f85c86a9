// What ops does: a workflow is paused and goes on, two accounts are made one; and a card is dragged.

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

  test('two accounts are made one from the page of one: the other is found, what moves is shown, its address leads to the one that stays', async () => {
    const { page, server } = browsing;
    const idOf = async (site: string) => ((await server.read(`/api/accounts?domain=${site}`)) as { data: { id: string }[] }).data[0]!.id;
    const [stays, goes] = [await idOf('hokkaido-tea.test'), await idOf('granatapfel.test')];
    await browsing.open(`/accounts/${stays}`);
    await page.getByRole('button', { name: 'Merge …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Two accounts are one' });
    await dialog.getByLabel('Which is the same company?').fill('granatapfel');
    await dialog.getByRole('button', { name: /granatapfel\.test/ }).click();
    await dialog.getByText('1 deal comes along').waitFor();
    await dialog.getByText(/Known as, too: .*granatapfel\.test/).waitFor();
    const willBe = await dialog
      .getByRole('row', { name: /^Domain/ })
      .getByRole('cell')
      .last()
      .innerText();
    await dialog.getByLabel('Reason').fill('bought last year');
    await dialog.getByRole('button', { name: 'Make them one' }).click();
    await dialog.waitFor({ state: 'detached' });
    await browsing.open(`/accounts/${goes}`);
    expect((await server.read(`/api/accounts/${goes}`))['id']).toBe(stays);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(willBe);
    const { data } = (await server.read(`/api/deals?account=${stays}`)) as { data: unknown[] };
    expect(data).toHaveLength(2);
    expect(browsing.heard).toEqual([]);
  });
});
