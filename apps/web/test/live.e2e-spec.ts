// What happens while a page does not hear the server: a cut line, a server that is killed, a session that ends, two who edit one deal.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inBrowser, password, wide } from './browser.fixture.js';
import { type Line, lineTo } from './cut-line.fixture.js';
import { seed } from './seed.fixture.js';

inBrowser((browsing) => {
  const ids: Record<string, string> = {};
  const column = (name: string) => browsing.page.getByRole('region', { name, exact: true });
  const cardIn = (stage: string, site: string) => column(stage).getByRole('article', { name: site });
  const connecting = () => browsing.page.getByRole('status').getByText('Connecting …');
  let line: Line;
  beforeAll(async () => {
    await seed(browsing.server);
    const { data } = (await browsing.server.read('/api/deals')) as { data: { id: string; name: string }[] };
    for (const { id, name } of data) ids[name] = id;
    line = await lineTo(browsing.server.url);
    await browsing.page.setViewportSize(wide);
  }, 60_000);
  afterAll(() => line?.close());

  test('a line is cut, deals change meanwhile: the page says so, comes back with Last-Event-ID, and each card is right without a reload', async () => {
    const { page, server } = browsing;
    await page.goto(`${line.url}/deals`);
    await cardIn('Trial', 'acme.test').waitFor();
    // Something is heard first, so that there is an id to come back with.
    await server.edit(ids['dunlin-outdoor.test']!, { amount: { amount: 777_700, currency: 'usd' }, as: 'nina' });
    await cardIn('Qualified', 'dunlin-outdoor.test').getByText('$7,777').waitFor();
    let reads = 0;
    page.on('request', (request) => {
      if (/\/api\/board\?pipeline=[^&]+$/.test(request.url())) reads += 1;
    });
    line.cut();
    await connecting().waitFor();
    await server.paid('ana@acme.test', 2_499_900);
    await server.edit(ids['cornercandles.test']!, { stage: 'trial', as: 'nina' });
    await server.drain();
    expect(await cardIn('Trial', 'acme.test').count()).toBe(1);
    line.mend();
    await cardIn('Won', 'acme.test').getByText('$24,999').waitFor({ timeout: 15_000 });
    await cardIn('Trial', 'cornercandles.test').waitFor();
    await connecting().waitFor({ state: 'detached' });
    expect(line.asked.at(-1)).toMatch(/\r\nlast-event-id: [0-9a-f]{12}-\d+\r\n/i);
    // It was told which deals: the board was not read anew.
    expect(reads).toBe(0);
    page.removeAllListeners('request');
  });

  test('a server that is killed and started again is heard again, and what changed in between is shown', async () => {
    const { page, server } = browsing;
    await browsing.open('/deals');
    await cardIn('Trial', 'fjordkaffe.test').waitFor();
    await server.restart(async () => {
      await connecting().waitFor();
      // What is shown stays, also where the page is looked at elsewhere meanwhile.
      expect(await cardIn('Trial', 'fjordkaffe.test').count()).toBe(1);
      await server.sql(`update deal set stage = 'qualified', version = version + 1 where id = $1`, [ids['fjordkaffe.test']]);
    });
    await cardIn('Qualified', 'fjordkaffe.test').waitFor({ timeout: 20_000 });
    await connecting().waitFor({ state: 'detached' });
    // It hears what comes from now on, too.
    await server.edit(ids['granatapfel.test']!, { amount: { amount: 1_234_500, currency: 'usd' }, as: 'nina' });
    await page.getByRole('article', { name: 'granatapfel.test' }).getByText('$12,345').waitFor({ timeout: 5000 });
  }, 90_000);

  test('a form that is open while the server starts again keeps what was typed, and is saved afterwards', async () => {
    const { page, server } = browsing;
    await browsing.open(`/deals/${ids['birchsupply.test']!}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Typed before it went away');
    await server.restart(async () => {
      await connecting().waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').getByText('The server does not answer').waitFor();
    });
    await connecting().waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Typed before it went away');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Notes' }).getByText('Typed before it went away').waitFor();
  }, 90_000);

  test('two tabs edit one deal: the later one is told what it is by now, keeps what was typed, and overwrites only that', async () => {
    const { page, server } = browsing;
    const path = `/deals/${ids['hokkaido-tea.test']!}`;
    await browsing.open(path);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Mine');
    const other = await page.context().newPage();
    await other.goto(`${server.url}${path}`);
    await other.getByRole('button', { name: 'Edit' }).click();
    await other.getByLabel(/Amount/).fill('4321');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByRole('dialog').waitFor({ state: 'detached' });
    await other.close();
    // The page beneath has heard of it; the form that is open has not been changed under the hands.
    await page.getByText('$4,321').first().waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const told = page.getByRole('dialog').getByRole('alert');
    await told.getByText(/has changed meanwhile/).waitFor();
    await told.getByText(/By now: amount US\$4,321/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Mine');
    await told.getByRole('button', { name: 'Keep what I changed, take the rest from there' }).click();
    expect(await page.getByLabel(/Amount/).inputValue()).toBe('4,321');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { data } = (await server.read('/api/deals')) as { data: { id: string; amount: unknown; fields: { note: string } }[] };
    expect(data.find(({ id }) => id === ids['hokkaido-tea.test'])).toMatchObject({
      amount: { amount: 432_100, currency: 'usd' },
      fields: { note: 'Mine' },
    });
  });

  test('a card that somebody else has just moved is put back where it is, with the server’s own words', async () => {
    const { page, server } = browsing;
    await browsing.open('/deals');
    const card = cardIn('Qualified', 'dunlin-outdoor.test');
    await card.waitFor();
    // The page does not hear of it in time.
    await page.route('**/api/board?*ids=*', (route) => route.abort());
    await page.route('**/api/board?pipeline=new-business', (route) => route.abort());
    await server.edit(ids['dunlin-outdoor.test']!, { amount: { amount: 888_800, currency: 'usd' }, as: 'nina' });
    await card.getByRole('button', { name: /Move/ }).click();
    await page.getByRole('menuitem', { name: 'Trial' }).click();
    await page
      .getByRole('alert')
      .getByText(/has changed meanwhile/)
      .waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await cardIn('Qualified', 'dunlin-outdoor.test').waitFor();
    expect(await cardIn('Trial', 'dunlin-outdoor.test').count()).toBe(0);
    expect((await server.read(`/api/deals/${ids['dunlin-outdoor.test']!}`))['stage']).toBe('qualified');
  });

  test('a session that is ended elsewhere leads to sign in, and back to the same place with its filters', async () => {
    const { page, server } = browsing;
    await browsing.open('/events?verdict=used');
    await server.sql('delete from session');
    await page.getByRole('heading', { name: 'Sign in to Millrace' }).waitFor();
    await page.getByLabel('E-mail').fill('ana@parcelwise.example');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Live events' }).waitFor();
    expect(page.url()).toBe(`${server.url}/events?verdict=used`);
  });

  test('an edit after the session has ended changes nothing and leads to sign in; a deep link leads back to itself, and never elsewhere', async () => {
    const { page, server } = browsing;
    const path = `/deals/${ids['elmandash.test']!}`;
    await browsing.open(path);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Too late');
    await server.sql('delete from session');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Sign in to Millrace' }).waitFor();
    expect(JSON.stringify(await server.read(path.replace('/deals', '/api/deals')))).not.toContain('Too late');
    for (const [to, leads] of [
      [`/sign-in?to=${encodeURIComponent('//elsewhere.example')}`, '/deals'],
      [`/sign-in?to=${encodeURIComponent('https://elsewhere.example/')}`, '/deals'],
      [`/sign-in?to=${encodeURIComponent('/\\elsewhere.example')}`, '/deals'],
      [path, path],
    ] as const) {
      await page.context().clearCookies();
      await page.goto(`${server.url}${to}`);
      await page.getByLabel('E-mail').fill('ana@parcelwise.example');
      await page.getByRole('textbox', { name: 'Password' }).fill(password);
      await page.keyboard.press('Enter');
      await page
        .getByRole('heading', { level: 1 })
        .getByText(/Deals|elmandash/)
        .waitFor();
      expect(page.url()).toBe(`${server.url}${leads}`);
    }
  });

  test('back and forward go through pages, filters and dialogs as they were', async () => {
    const { page } = browsing;
    await browsing.open('/deals?tier=growth');
    const growing = await page.getByRole('article').count();
    await page.getByRole('article').first().getByRole('link').click();
    await page.getByRole('region', { name: 'Why is it where it is?' }).waitFor();
    await page.goBack();
    await page.waitForURL(/tier=growth/);
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(growing);
    await page.goForward();
    await page.getByRole('region', { name: 'Why is it where it is?' }).waitFor();
    expect(browsing.heard).toEqual([]);
  });
});
