// Settings as somebody uses them: a connection is tested, and whose sight is limited is not shown what is not theirs.

import { expect, test } from '@jest/globals';
import { inBrowser } from './browser.fixture.js';

inBrowser((browsing) => {
  test('a test of a connection tells what came of it and what to do, also by keyboard', async () => {
    const { page } = browsing;
    await page.route('**/api/connections', async (route) => {
      const response = await route.fetch();
      const { looked, data } = (await response.json()) as { looked: number; data: { name: string }[] };
      const set = { is_configured: true, missing: [], can_test: true };
      await route.fulfill({ response, json: { looked, data: data.map((one) => (one.name === 'slack' ? { ...one, ...set } : one)) } });
    });
    await page.route('**/api/connections/slack/test', (route) =>
      route.fulfill({ json: { ok: false, says: 'Slack refused the token: token_revoked.', fix: 'install the app again' } }),
    );
    await browsing.open('/settings?tab=connections');
    await page.getByRole('button', { name: 'Test Slack' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('✗ Slack refused the token: token_revoked. To do: install the app again.').waitFor();
    expect(await page.getByText('CALENDLY_WEBHOOK_SECRETS', { exact: true }).count()).toBe(1);
    expect(await browsing.barriers()).toEqual([]);
  });

  test('a rep whose sight is limited is told so, and has no tab for connections', async () => {
    const { page } = browsing;
    await page.unroute('**/api/connections');
    await page.route('**/api/workspace', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), sees: 'team' } });
    });
    await browsing.open('/settings');
    await page
      .getByRole('tab', { name: 'Team' })
      .or(page.getByRole('link', { name: 'Team' }))
      .first()
      .waitFor();
    expect(await page.getByText('Connections').count()).toBe(0);
    await page.getByRole('button', { name: /Ana Admin/ }).click();
    await page.getByText('sees the team’s').waitFor();
  });
});
