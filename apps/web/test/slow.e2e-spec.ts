// Where the answers that were asked for first come last, nothing on a page moves all the same.

import { beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { inBrowser, wide } from './browser.fixture.js';
import { pages } from './pages.fixture.js';
import { seed } from './seed.fixture.js';

/** Those of several parts, each with a question of its own. */
const names = ['deal', 'person', 'account', 'workflow', 'run', 'settings'];
const lists = { deal: 'deals', account: 'accounts', person: 'people', run: 'runs' } as const;
const longest = 900;

inBrowser((browsing) => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    await seed(browsing.server);
    for (const [name, list] of Object.entries(lists)) {
      const { data } = (await browsing.server.read(`/api/${list}?limit=1`)) as { data: { id: string }[] };
      ids[name] = data[0]!.id;
    }
  }, 90_000);

  test.each(pages.filter(({ name }) => names.includes(name)))('$name', async ({ path, shows }) => {
    const { page } = browsing;
    await page.setViewportSize(wide);
    let asked = 0;
    await page.route('**/api/**', async (route) => {
      asked += 1;
      await pause(Math.max(0, longest - 80 * asked));
      await route.continue().catch(() => undefined);
    });
    await browsing.open(path.replaceAll(/\{(\w+)\}/g, (_, kind: string) => ids[kind]!));
    await page.getByText(shows).first().waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(asked).toBeGreaterThan(3);
    expect(await page.evaluate('window.shifts')).toEqual([]);
  });
});
