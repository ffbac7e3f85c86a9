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

  test('an amount that cannot be is told and not made another one in silence; saving nothing changed closes and asks for nothing', async () => {
    const { page, server } = browsing;
    await browsing.open(path['trial']!);
    const read = () => server.read(path['trial']!.replace('/deals', '/api/deals'));
    const before = await read();
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    for (const wrong of ['-5', '99999999999999']) {
      await dialog.getByLabel(/Amount/).fill(wrong);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('From 0 to 1,000,000,000').waitFor();
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await read())['version']).toBe(before['version']);
    expect(browsing.heard).toEqual([]);
  });

  test('billing’s own sum and the people of the account stand beside it', async () => {
    const { page } = browsing;
    await browsing.open(path['won']!);
    expect(await page.getByRole('region', { name: 'Billing' }).innerText()).toMatch(/48,000|12,999/);
    expect(await page.getByRole('region', { name: 'People' }).innerText()).toMatch(/contact/i);
  });

  test('the timeline shows one kind alone, several together, and a mail with what it says', async () => {
    const { page } = browsing;
    await browsing.open(path['won']!);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    const kinds = () =>
      page.evaluate(`[...new Set([...document.querySelectorAll('.mr-timeline > li')].map(({ dataset }) => dataset.kind))].sort()`);
    const choose = async (name: string, ...left: readonly string[]) => {
      await timeline.getByRole('checkbox', { name }).press('Space');
      for (let tries = 0; tries < 60 && JSON.stringify(await kinds()) !== JSON.stringify(left); tries += 1) await page.waitForTimeout(50);
      expect(await kinds()).toEqual(left);
    };
    const before = (await kinds()) as string[];
    expect(before.length).toBeGreaterThan(3);
    await choose('Payments', 'payment');
    expect(await timeline.getByRole('listitem').first().innerText()).toMatch(/stripe\.invoice_paid/);
    await choose('Mail', 'mail', 'payment');
    await choose('Payments', 'mail');
    await timeline.getByText('What it says').first().click();
    await timeline.getByText('As the template is today').waitFor();
    expect(await timeline.locator('.mr-letter pre').first().innerText()).toMatch(/calendly\.com\/parcelwise/);
    expect(await browsing.barriers()).toEqual([]);
    await choose('Mail', ...before);
    await choose('Calls and meetings');
    await timeline.getByText('Nothing of this kind has happened').waitFor();
  });

  test('a note is written, told with its author and time, and one too many stays in the field with the reason', async () => {
    const { page } = browsing;
    await browsing.open(path['won']!);
    const notes = page.getByRole('region', { name: 'Notes' });
    const field = notes.getByRole('textbox', { name: 'What should the next one know?' });
    const long = `They renew in March. ${'An answer. '.repeat(150)}<img src=x onerror="window.hurt=1">`;
    for (const text of ['Ask for Ben', long]) {
      await field.fill(text);
      const { x, y } = (await notes.getByRole('button', { name: 'Add the note' }).boundingBox())!;
      await page.mouse.dblclick(x + 20, y + 10, { delay: 30 });
      await notes.locator('.mr-note').getByText(text.slice(0, 20)).waitFor();
    }
    expect(await notes.locator('.mr-note').count()).toBe(2);
    expect(await notes.locator('li').first().innerText()).toMatch(/ana@parcelwise\.example, /);
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.route('**/api/deals/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"detail":"the database is away for a moment"}' })
        : route.continue(),
    );
    await field.fill('Not lost');
    await notes.getByRole('button', { name: 'Add the note' }).click();
    await notes.getByRole('alert').getByText('the database is away for a moment').waitFor();
    expect(await field.inputValue()).toBe('Not lost');
    await page.unroute('**/api/deals/*');
  });

  test('against a rep’s own word a fact only proposes: it is dismissed, and another is accepted, each once though clicked twice', async () => {
    const { page, server } = browsing;
    for (const [site, way, stands] of [
      ['dunlin-outdoor.test', 'Dismiss', 'Qualified'],
      ['granatapfel.test', 'Accept', 'Trial'],
    ] as const) {
      const { data } = (await server.read(`/api/deals?stage=qualified&limit=100`)) as { data: { id: string; name: string }[] };
      const { id } = data.find(({ name }) => name === site)!;
      await server.edit(id, { stage: 'new', as: 'nina' });
      await server.edit(id, { stage: 'qualified', as: 'nina' });
      await browsing.open(`/deals/${id}`);
      await server.track('track', { userId: `u-${site}`, event: 'Trial Started', properties: { plan: 'growth' } });
      // It appears by itself.
      const proposed = page.getByRole('alert').filter({ hasText: 'Proposed: move to Trial' });
      await proposed.waitFor();
      expect(await page.locator('li[aria-current=step]').innerText()).toMatch(/Qualified/);
      await proposed.getByRole('button', { name: way }).dblclick({ delay: 40 });
      await proposed.waitFor({ state: 'detached' });
      await page.locator('li[aria-current=step]').getByText(stands).waitFor();
      expect(await page.getByText('It stays as it was').count()).toBe(0);
    }
  });

  test('an undo that comes too late is refused with the reason, and the deal stays as it is', async () => {
    const { page, server } = browsing;
    const { data } = (await server.read('/api/deals?stage=trial&limit=100')) as { data: { id: string; name: string }[] };
    const { id } = data.find(({ name }) => /^(acme|fjordkaffe)/.test(name))!;
    await browsing.open(`/deals/${id}`);
    // The page hears nothing of what another one does.
    await page.route('**/api/{deals,why,board}*/**', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
    await server.edit(id, { amount: { amount: 100_00, currency: 'usd' }, as: 'nina' });
    await page
      .getByRole('button', { name: /^Undo: back to/ })
      .first()
      .click();
    await page.getByText(/has changed meanwhile/).waitFor();
    // What cannot be read anew stays as it was, and that is said.
    await page.getByRole('status').getByText('Not all is up to date …').waitFor({ timeout: 20_000 });
    await page.getByRole('region', { name: 'Why is it where it is?' }).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(await server.read(`/api/deals/${id}`)).toMatchObject({ stage: 'trial', amount: { amount: 100_00 } });
  });
});
