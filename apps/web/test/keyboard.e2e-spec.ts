// Everything by keyboard: from the board over a deal to the inbox, without a pointer; the focus is always seen and never lost.

import { beforeAll, expect, test } from '@jest/globals';
import { inBrowser, wide } from './browser.fixture.js';
import { seed } from './seed.fixture.js';

inBrowser((browsing) => {
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await browsing.page.keyboard.press(key);
  };
  /** What has the focus, as a reader would say it, and whether it is seen. */
  const focus = () =>
    browsing.page.evaluate(
      `(() => { const one = document.activeElement; const { outlineStyle, boxShadow } = getComputedStyle(one);
        return { tag: one.tagName, name: one.getAttribute('aria-label') ?? one.innerText?.slice(0, 80) ?? '', card: one.dataset.card ?? null,
          isSeen: one.matches(':focus-visible') && (outlineStyle !== 'none' || boxShadow !== 'none') }; })()`,
    ) as Promise<{ tag: string; name: string; card: string | null; isSeen: boolean }>;
  /** Presses Tab until the focus is on what is wanted. */
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await press('Tab');
      const { name: at, isSeen } = await focus();
      expect({ at, isSeen }).toEqual({ at, isSeen: true });
      if (name.test(at)) return;
    }
    throw new Error(`${String(name)} is not reached by Tab`);
  };
  /** Waits until the focus has come to what is wanted. */
  const focusOn = async (of: 'tag' | 'name' | 'card', isWanted: (text: string | null) => boolean) => {
    for (let tries = 0; tries < 60; tries += 1) {
      if (isWanted((await focus())[of])) return;
      await browsing.page.waitForTimeout(50);
    }
    throw new Error(`The focus is on ${JSON.stringify(await focus())}`);
  };
  const cardIn = (stage: string, site: string) =>
    browsing.page.getByRole('region', { name: stage, exact: true }).getByRole('article', { name: site });
  const stageOf = (card: string) =>
    browsing.page.locator('section', { has: browsing.page.locator(`[data-card="${card}"]`) }).getAttribute('aria-label');
  /** Moves the card that has the focus to another stage by its menu; the focus goes with it. */
  const moveOn = async (card: string) => {
    await press('m');
    await browsing.page.getByRole('menu').waitFor();
    await focusOn('tag', (tag) => tag !== 'A');
    await press('ArrowDown', 'Enter');
    await browsing.page.getByText(/Your move wins/).waitFor();
    await focusOn('card', (one) => one === card);
  };
  beforeAll(async () => {
    await seed(browsing.server);
    for (const userId of ['u-one', 'u-two']) await browsing.server.track('identify', { userId, traits: { email: 'both@clash.test' } });
    await browsing.server.drain();
    await browsing.page.setViewportSize(wide);
  }, 60_000);

  test('the first key leads past the navigation, arrows from card to card, M moves one, U takes it back, and the focus stays with it', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await press('Tab');
    expect((await focus()).name).toBe('To the content');
    await press('Enter');
    await tabTo(/^cornercandles\.test$|^dunlin|^granat|^hokkaido|^acme|^fjord/);
    await press('ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft');
    const { card, name } = await focus();
    expect(card).not.toBeNull();
    const from = (await stageOf(card!))!;
    await moveOn(card!);
    expect(await cardIn(from, name).count()).toBe(0);
    await press('u');
    await cardIn(from, name).waitFor();
    await focusOn('card', (one) => one === card);
  });

  test('a morning on the board by keyboard alone: searched, filtered, opened, back, moved, undone, as a table', async () => {
    const { page } = browsing;
    const articles = page.getByRole('article');
    await browsing.open('/deals');
    const all = await articles.count();
    await press('/');
    await page.keyboard.type('dunlin', { delay: 20 });
    await page.waitForURL(/find=dunlin/);
    await focusOn('name', (name) => name === 'Search the board');
    expect(await articles.count()).toBe(1);
    await press('Control+a', 'Delete');
    await page.waitForURL((url) => !url.search.includes('find'));
    await tabTo(/^Tier$/);
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await page.waitForURL(/tier=/);
    const some = await articles.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await tabTo(/\.test$/);
    const { name } = await focus();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    // Alt and the arrow are the browser's own, and a headless one has none.
    await page.goBack();
    await page.waitForURL(/tier=/);
    await articles.first().waitFor();
    expect(await articles.count()).toBe(some);
    await tabTo(/\.test$/);
    const { card } = await focus();
    const from = await stageOf(card!);
    await moveOn(card!);
    expect(await stageOf(card!)).not.toBe(from);
    await press('u');
    for (let tries = 0; tries < 60 && (await stageOf(card!)) !== from; tries += 1) await page.waitForTimeout(50);
    expect(await stageOf(card!)).toBe(from);
    await page.evaluate(`document.querySelector('#content').focus()`);
    await tabTo(/^Table$/);
    await press('Enter');
    await page.getByRole('table', { name: 'Deals' }).waitFor();
    await tabTo(/^Amount$|^Amount /);
    await press('Enter');
    await page.waitForURL(/sort=-?amount/);
    expect(browsing.heard).toEqual([]);
  });

  test('a card that moves by itself takes the focus with it', async () => {
    const { page, server } = browsing;
    await browsing.open('/deals');
    await cardIn('Trial', 'acme.test').getByRole('link').focus();
    await server.paid('ana@acme.test', 2_499_900);
    await cardIn('Won', 'acme.test').waitFor();
    await focusOn('name', (name) => name === 'acme.test');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'acme.test' }).waitFor();
    await focusOn('tag', (tag) => tag !== 'BODY');
  });

  test('a dialog gives the focus back to where it was', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await cardIn('Trial', 'fjordkaffe.test').getByRole('link').focus();
    for (const open of ['?', 'Control+k']) {
      await press(open);
      await page.getByRole('dialog').first().waitFor();
      // It has come into the dialog.
      await focusOn('tag', (tag) => tag !== 'A' && tag !== 'BODY');
      await press('Escape');
      await page.getByRole('dialog').first().waitFor({ state: 'detached' });
      await focusOn('name', (name) => name === 'fjordkaffe.test');
    }
    await cardIn('Trial', 'fjordkaffe.test').getByRole('button', { name: /Move/ }).focus();
    await press('Enter');
    await page.getByRole('menu').waitFor();
    await press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await focusOn('name', (name) => name?.startsWith('Move fjordkaffe') === true);
  });

  test('the exact instant of a card is told to who comes by keyboard', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await page.getByRole('group', { name: 'Deals in Trial' }).focus();
    await press('ArrowDown');
    await page
      .getByRole('tooltip')
      .getByText(/In Trial since .*\d\d:\d\d:\d\d/)
      .waitFor();
    await press('Escape');
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
  });

  test('the inbox is reached by G I, a kind is chosen and a row decided, and the focus stays on the page', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await press('g', 'i');
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await tabTo(/Identity clashes/);
    await press('Enter');
    await page.getByRole('region', { name: 'Identity clashes' }).waitFor();
    await tabTo(/^They are two/);
    await press('Enter');
    await page.getByText('Nobody is said to be somebody else').waitFor();
    await focusOn('tag', (tag) => tag !== 'BODY');
  });

  test('who turns single keys off in the sheet is not led anywhere by them', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await press('?');
    await page.getByRole('switch', { name: 'Single keys are shortcuts' }).press('Space');
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('g', 'i', '?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(page.url()).toMatch(/\/deals$/);
    await page.evaluate(`localStorage.removeItem('millrace:single-keys')`);
  });
});
