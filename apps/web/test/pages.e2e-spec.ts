// What every page owes: no barrier in light and dark, wide and on a phone; no error, no violation of the policy, no shift.

import { beforeAll, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inBrowser, phone, wide } from './browser.fixture.js';
import { pages } from './pages.fixture.js';
import { seed, seedPast } from './seed.fixture.js';

/** Of the whole load, as browsers count it (0.1 counts as good): what nobody sees. */
const mostShift = 0.001;
const pictures = process.env['PICTURES'];
const lists = { deal: 'deals', account: 'accounts', person: 'people', run: 'runs', event: 'events' } as const;

inBrowser((browsing) => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    await seed(browsing.server);
    for (const [name, list] of Object.entries(lists)) {
      const { data } = (await browsing.server.read(`/api/${list}?limit=1`)) as { data: { id: string }[] };
      ids[name] = data[0]!.id;
    }
    await seedPast(browsing.server);
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  }, 90_000);

  const widths = { wide, phone } as const;
  const cases = pages.flatMap((page) =>
    (['wide', 'phone'] as const).flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ ...page, width, scheme }))),
  );
  test.each(cases)('$name, $width, $scheme: no barrier, no error, no shift', async ({ name, path, shows, width, scheme }) => {
    const { page } = browsing;
    await page.setViewportSize(widths[width]);
    await browsing.colours(scheme);
    await browsing.open(path.replaceAll(/\{(\w+)\}/g, (_, kind: string) => ids[kind]!));
    await page.getByText(shows).first().waitFor();
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
    expect(await browsing.barriers()).toEqual([]);
    expect(browsing.heard).toEqual([]);
    const shifts = (await page.evaluate('window.shifts')) as readonly { by: number; what: string }[];
    if (shifts.reduce((sum, { by }) => sum + by, 0) > mostShift) expect(shifts).toEqual([]);
    // Nothing sticks out to the right: only parts that say so may be scrolled sideways.
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });

  test('the first load is under 250 kB', async () => {
    await browsing.page.setViewportSize(wide);
    // A profile that knows nothing of us yet.
    const client = await browsing.page.context().newCDPSession(browsing.page);
    await client.send('Network.clearBrowserCache');
    await browsing.open('/deals');
    const bytes = (await browsing.page.evaluate(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'))]
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`,
    )) as number;
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });
});
