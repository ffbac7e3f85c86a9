// One deal as a rep works on it: why it moved, undone; edited with a note; its people, and what billing says.

import { beforeAll, expect, test } from '@jest/globals';
import { inBrowser, wide } from './browser.fixture.js';
import { seed } from './seed.fixture.js';

inBrowser((browsing) => {
  const path: Record<string, string> = {};
  beforeAll(async () => {
    await seed(browsing.server);
    for (const [name, stage] of [
      ['trial', 'trial'],
      ['won', 'won'],
    ] as const) {
      const { data } = (await browsing.server.read(`/api/deals?stage=${stage}&limit=1`)) as { data: { id: string }[] };
      path[name] = `/deals/${data[0]!.id}`;
    }
    await browsing.page.setViewportSize(wide);
  }, 60_000);

  test('a change says its fact, its rule with file and line, and is undone', async () => {
    const { page } = browsing;
    await browsing.open(path['trial']!);
    const why = page.getByRole('region', { name: 'Why is it where it is?' });
    await why.getByText('Qualified → Trial').waitFor();
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
    await why
      .getByText(/pipelines\/new-business\.yaml:\d+/)
      .first()
      .waitFor();
    await why.getByRole('button', { name: 'Undo: back to Qualified' }).click();
    await why.getByText('Trial → Qualified').waitFor();
    expect(await page.locator('li[aria-current=step]').innerText()).toMatch(/Qualified/);
    await page
      .getByText(/holds until/)
      .first()
      .waitFor();
  });

  test('an edit of amount and note is told with who said so; what is refused says why', async () => {
    const { page } = browsing;
    await browsing.open(path['trial']!);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel(/Amount/).fill('12500.50');
    await page.getByRole('textbox', { name: 'Note' }).fill('Wants a call in May');
    await page.getByRole('button', { name: 'Save' }).click();
    const fields = page.getByRole('region', { name: 'Fields' });
    await fields.getByText('Wants a call in May').waitFor();
    expect(await fields.innerText()).toMatch(/12,500\.50/);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.route('**/api/deals/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"detail":"it has changed meanwhile"}' })
        : route.continue(),
    );
    await page.getByRole('textbox', { name: 'Note' }).fill('Another');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('it has changed meanwhile').waitFor();
    await page.unroute('**/api/deals/*');
  });

  test('billing’s own sum and the people of the account stand beside it', async () => {
    const { page } = browsing;
    await browsing.open(path['won']!);
    expect(await page.getByRole('region', { name: 'Billing' }).innerText()).toMatch(/48,000|12,999/);
    expect(await page.getByRole('region', { name: 'People' }).innerText()).toMatch(/contact/i);
  });
});
