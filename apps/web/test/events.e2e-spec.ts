// Live events as ops uses them: the tail with its verdicts, one event raw and understood, what it caused, and a test that is copied and passes.

import { beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inBrowser, wide } from './browser.fixture.js';
import { copyWorkspace } from './workspace-copy.fixture.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

inBrowser((browsing) => {
  const events = () => browsing.page.getByRole('table', { name: 'Events' });
  const hostile = '<b>{{constructor.constructor("window.hurt=1")()}}</b> #- "\': \u202e';
  beforeAll(async () => {
    const { server, page } = browsing;
    await server.track('identify', { userId: 'u-acme', traits: { email: 'ana@acme.test', name: 'Ana' } });
    const properties = { company_size: 1200, platform: 'shopify', website: 'acme.test', note: hostile };
    const messageId = 'once';
    for (let times = 0; times < 2; times += 1)
      await server.track('track', { userId: 'u-acme', event: 'Demo Requested', properties, messageId });
    await server.track('track', { userId: 'u-acme', event: 'Never Planned' });
    await server.drain();
    await page.setViewportSize(wide);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  }, 60_000);

  test('the tail shows what comes in while it is looked at, with its verdict; paused, it stands still', async () => {
    const { page, server } = browsing;
    await browsing.open('/events');
    await events()
      .getByRole('row', { name: /Never Planned.*Unplanned/i })
      .waitFor();
    await server.track('track', { userId: 'u-acme', event: 'Just Now' });
    await events()
      .getByRole('row', { name: /Just Now/ })
      .waitFor({ timeout: 8000 });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused').waitFor();
    await server.track('track', { userId: 'u-acme', event: 'Not Yet' });
    await page.waitForTimeout(2500);
    expect(await events().getByText('Not Yet').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await events().getByRole('link', { name: 'Not Yet' }).waitFor({ timeout: 8000 });
    // What came twice has one row, and is counted.
    expect(
      await events()
        .getByRole('row', { name: /Demo Requested/ })
        .count(),
    ).toBe(1);
    await page.getByText('1 repeated').waitFor();
    expect(browsing.heard).toEqual([]);
  });

  test('verdict and name filter, stand in the address, and are there again after a reload', async () => {
    const { page } = browsing;
    await browsing.open('/events');
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    await page.getByRole('option', { name: 'Unplanned' }).click();
    await page.waitForURL(/verdict=unplanned/);
    await events().getByText('Demo Requested').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Name of the fact' }).fill('Just Now');
    await page.waitForURL(/name=Just/);
    await events().getByText('Never Planned').waitFor({ state: 'detached' });
    await browsing.open(page.url().replace(browsing.server.url, ''));
    expect(await events().getByRole('row').count()).toBe(2);
    expect(await page.getByRole('textbox', { name: 'Name of the fact' }).inputValue()).toBe('Just Now');
  });

  test('one is shown as it was sent beside how it was understood, with what it caused, each a link', async () => {
    const { page } = browsing;
    await browsing.open('/events?name=Demo+Requested');
    await events().getByRole('link', { name: 'Demo Requested' }).click();
    await page.getByRole('heading', { level: 1, name: 'Demo Requested' }).waitFor();
    expect(await page.getByRole('group', { name: 'As it was sent' }).innerText()).toContain('"messageId": "once"');
    expect(await page.getByRole('group', { name: 'As it was understood' }).innerText()).toMatch(/"company_size": 1200/);
    const caused = page.getByRole('region', { name: 'What it caused' });
    await caused.getByText(/began a run of inbound/).waitFor();
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    await caused.getByRole('link', { name: 'a run of inbound' }).click();
    await page.getByRole('heading', { level: 1, name: /^Run \d+$/ }).waitFor();
  });

  test('what “Copy as test” copies lies in the clipboard, compiles, and passes in `millrace test`', async () => {
    const { page, server } = browsing;
    const { data } = (await server.read('/api/events?name=Demo%20Requested')) as { data: { id: string }[] };
    await browsing.open(`/events/${data[0]!.id}`);
    await page.getByRole('button', { name: 'Copy as test' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(copied).toMatch(/event: Demo Requested[^]*email: ana@acme\.test[^]*emails:\n\s+- book-a-call/);
    const workspace = copyWorkspace();
    workspace.write('workflows/copied.test.yaml', copied);
    const cli = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], { encoding: 'utf8' });
      return { status, said: stdout + stderr };
    };
    expect(cli('check', workspace.folder)).toEqual({ status: 0, said: expect.not.stringContaining('copied.test') });
    const only = ['test', workspace.folder, '--only', 'what follows Demo Requested'];
    expect(cli(...only)).toEqual({ status: 0, said: expect.stringMatching(/✓ what follows Demo Requested\n1 passed, 0 failed/) });
    // It is a test that can fail.
    workspace.write('workflows/copied.test.yaml', copied.replace('- book-a-call', '- still-interested'));
    expect(cli(...only)).toEqual({ status: 4, said: expect.stringContaining('book-a-call') });
    workspace.remove();
  });
});
