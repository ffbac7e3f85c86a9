// Settings as somebody uses them: a connection is tested, and whose sight is limited is not shown what is not theirs.

import { expect, test } from '@jest/globals';
import { inBrowser, password } from './browser.fixture.js';

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

  test('a key is shown once, works, tells when it was last used, and is revoked', async () => {
    const { page, server } = browsing;
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await browsing.open('/settings?tab=keys');
    await page.getByRole('textbox', { name: 'Name' }).fill('grafana');
    await page.getByRole('combobox', { name: 'Scope' }).click();
    await page.getByRole('option', { name: 'Read' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = await page.getByText(/^mr_[\w-]{20,}$/).innerText();
    const asks = () => fetch(`${server.url}/api/deals`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asks()).status).toBe(200);
    await browsing.open('/settings?tab=keys');
    expect(await page.getByText(key).count()).toBe(0);
    const row = page.getByRole('row', { name: /grafana/ });
    expect(await row.innerText()).not.toContain('never');
    await row.getByRole('button', { name: 'Revoke grafana' }).click();
    await row.getByText('revoked').waitFor();
    expect((await asks()).status).toBe(401);
    expect(browsing.heard).toEqual([]);
  });

  test('somebody is invited, comes in by the link, gets another role, is signed out everywhere, and is kept out', async () => {
    const { page, server } = browsing;
    await browsing.colours('light');
    await browsing.open('/settings?tab=users');
    await page.getByLabel('E-mail').fill('bea@parcelwise.example');
    await page.getByRole('combobox', { name: 'Role', exact: true }).click();
    await page.getByRole('option', { name: 'Viewer: looks' }).click();
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    const link = await page.getByText(/^http.*\/welcome#/).innerText();
    const accepted = await fetch(`${server.url}/api/sign-in/accept`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ token: link.split('#')[1], name: 'Bea', password }),
    });
    const cookie = String(accepted.headers.get('set-cookie')).split(';')[0]!;
    const me = async () => {
      const answer = await fetch(`${server.url}/api/me`, { headers: { cookie } });
      return answer.status === 200 ? ((await answer.json()) as { role: string }).role : answer.status;
    };
    expect(await me()).toBe('viewer');
    await browsing.open('/settings?tab=users');
    const row = page.getByRole('row', { name: /bea@/ });
    await row.getByRole('button', { name: 'Sessions of Bea' }).click();
    const dialog = page.getByRole('dialog', { name: 'Where Bea is signed in' });
    await dialog.getByText(/^since /).waitFor();
    expect(await browsing.barriers()).toEqual([]);
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await dialog.getByText('Nowhere at the moment.').waitFor();
    expect(await me()).toBe(401);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await row.getByRole('combobox', { name: 'Role of Bea' }).click();
    await page.getByRole('option', { name: 'ops', exact: true }).click();
    await row.getByRole('button', { name: 'Disable Bea' }).click();
    await row.getByRole('button', { name: 'Enable Bea' }).waitFor();
    const { data } = (await server.read('/api/users')) as { data: { email: string }[] };
    expect(data.find(({ email }) => email.startsWith('bea'))).toMatchObject({ role: 'ops', disabled_at: expect.any(String) });
    // The last admin cannot shut everybody out, and is told why.
    await page.getByRole('button', { name: 'Disable Ana Admin' }).click();
    await page
      .getByRole('alert')
      .getByText(/this is the last admin/)
      .waitFor();
  });

  test('the audit is narrowed by kind, field and subject, and says who did it', async () => {
    const { page, server } = browsing;
    await server.track('identify', { userId: 'u-acme', traits: { email: 'ana@acme.test' } });
    await server.track('track', {
      userId: 'u-acme',
      event: 'Demo Requested',
      properties: { company_size: 1200, platform: 'shopify', website: 'acme.test' },
    });
    await server.drain();
    await browsing.open('/settings?tab=audit');
    const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('row');
    await rows.nth(1).waitFor();
    const settles = async (is: (texts: readonly string[]) => boolean) => {
      for (let tries = 0; tries < 80; tries += 1) {
        if (is((await rows.allInnerTexts()).slice(1))) return;
        await page.waitForTimeout(50);
      }
      expect(await rows.allInnerTexts()).toBe('narrowed');
    };
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Setting' }).click();
    await settles(
      (texts) =>
        texts.some((text) => /user[^]*viewer → ops[^]*ana@parcelwise\.example/.test(text)) && texts.every((text) => !/stage/.test(text)),
    );
    await page.getByRole('textbox', { name: 'Field' }).fill('sessions');
    await settles((texts) => texts.length === 1);
    await page.getByRole('textbox', { name: 'Field' }).fill('');
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Deal' }).click();
    await settles((texts) => texts.length > 0 && texts.every((text) => /^[^]*deal \d+/i.test(text)));
    const { data } = (await server.read('/api/deals')) as { data: { id: string }[] };
    await page.getByRole('textbox', { name: 'Id of the subject' }).fill(data[0]!.id);
    await settles((texts) => texts.length > 0 && texts.every((text) => text.includes(`deal ${data[0]!.id}`)));
    await page.getByRole('textbox', { name: 'Id of the subject' }).fill('acme');
    await page.getByText('An id is digits').waitFor();
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
