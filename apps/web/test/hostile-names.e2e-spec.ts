// Names that try to be more than text: no script runs, nothing is drawn but letters, and the page keeps its shape.

import { expect, test } from '@jest/globals';
import { inBrowser, phone, wide } from './browser.fixture.js';

const names = {
  script: `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>`,
  backwards: '\u202egnp.exe\u202c שלום עולם',
  long: 'W'.repeat(10_000), // of a person; an account's is cut to 1,000,
  template: '{{constructor.constructor("window.hurt=1")()}} ${window.hurt=1}',
} as const;

inBrowser((browsing) => {
  test.each(Object.entries(names))('a name of the kind “%s” is shown as text', async (kind, name) => {
    const { page, server } = browsing;
    const userId = `u-${kind}`;
    const site = `${kind}.test`;
    await server.track('identify', { userId, traits: { email: `a@${site}`, name } });
    await server.track('group', {
      userId,
      groupId: `g-${kind}`,
      traits: { name: name.slice(0, 1000), domain: site, employees: 1200, platform: 'shopify' },
    });
    await server.track('track', {
      userId,
      event: 'Demo Requested',
      properties: { company_size: 1200, platform: 'shopify', website: site },
    });
    await server.drain();
    const { data } = (await server.read('/api/deals?limit=1')) as { data: { id: string }[] };
    for (const viewport of [wide, phone])
      for (const path of ['/deals', `/deals/${data[0]!.id}`]) {
        await page.setViewportSize(viewport);
        await browsing.open(path);
        await page.getByText(name.slice(0, 24)).first().waitFor();
        expect(await page.evaluate('window.hurt')).toBeUndefined();
        expect(await page.evaluate('document.querySelectorAll("main img").length')).toBe(0);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        expect(browsing.heard).toEqual([]);
      }
    await page.setViewportSize(wide);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find/).fill(name.slice(0, 24));
    await page.getByRole('dialog').getByText(name.slice(0, 24)).first().waitFor();
    expect(await page.evaluate('window.hurt')).toBeUndefined();
  });
});
