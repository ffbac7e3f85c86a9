// Workflows and their runs as ops uses them: a step in picture, table and file; what differs between versions; a run moved, tried again, cancelled.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { inBrowser, wide } from './browser.fixture.js';
import { copyWorkspace } from './workspace-copy.fixture.js';

const file = 'workflows/coffee.yaml';
const text = `# A cup, and a word about it.
workflow: coffee
about: Writes after a cup.
of: person
when:
  - event: Coffee Drunk
again: never
steps:
  - wait: 5d
    id: digest
  - email: first-steps
    id: thanks
`;
const workspace = copyWorkspace();
workspace.write(file, text);
workspace.write(
  'tracking-plan/coffee-drunk.yaml',
  'event: Coffee Drunk\nowner: growth@parcelwise.example\nproperties:\n  size: { type: string }\n',
);

inBrowser((browsing) => {
  const region = (name: string) => browsing.page.getByRole('region', { name, exact: true });
  const runs: string[] = [];
  beforeAll(async () => {
    const { server, page } = browsing;
    for (const who of ['ana', 'ben', 'cleo', 'dan']) {
      await server.track('identify', { userId: who, traits: { email: `${who}@coffee.test`, name: who } });
      await server.track('track', { userId: who, event: 'Coffee Drunk', properties: { size: 'small' } });
    }
    await server.drain();
    for (let tries = 0; tries < 100 && runs.length < 4; tries += 1) {
      const { data } = (await server.read('/api/runs?workflow=coffee&state=sleeping')) as { data: { id: string }[] };
      runs.splice(0, runs.length, ...data.map(({ id }) => id));
      await pause(50);
    }
    await workspace.apply(server, file, text.replace('wait: 5d', 'wait: 6d').replace('after a cup', 'after a cup of coffee'));
    await page.setViewportSize(wide);
  }, 90_000);
  afterAll(() => workspace.remove());

  test('the list counts the runs of each workflow and leads to one', async () => {
    const { page } = browsing;
    await browsing.open('/workflows');
    expect(await page.getByRole('row', { name: /coffee/ }).innerText()).toMatch(/coffee[^]*\b4\b/);
    await page.getByRole('link', { name: 'coffee' }).click();
    await page.getByRole('heading', { level: 1, name: 'coffee' }).waitFor();
  });

  test('a step that is chosen is marked in table and file, stands in the address, and is there again after a reload', async () => {
    const { page } = browsing;
    await browsing.open('/workflows/coffee');
    const marked = () => page.locator('[data-marked]').allInnerTexts();
    await region('Step by step')
      .getByRole('button', { name: /first-steps/ })
      .click();
    await page.waitForURL(/step=/);
    expect((await marked()).join('')).toMatch(/- email: first-steps\s+\d*\s*id: thanks/);
    await browsing.open(page.url().replace(browsing.server.url, ''));
    expect((await marked()).join('')).toContain('email: first-steps');
    expect(await page.getByRole('row', { name: /first-steps/ }).getAttribute('aria-current')).toBe('true');
    await page
      .locator('.mr-graph')
      .getByText(/5 d|wait|6 d/i)
      .first()
      .waitFor();
  });

  test('of two versions the differences are shown, the older first, and stand in the address', async () => {
    const { page } = browsing;
    await browsing.open('/workflows/coffee');
    await region('Versions').getByRole('button', { name: 'Against 2' }).click();
    await page.waitForURL(/with=/);
    const shown = page.getByRole('group', { name: 'Differences' });
    await shown.waitFor();
    const lines = (change: string) => shown.locator(`[data-change=${change}]`).allInnerTexts();
    expect((await lines('removed')).map((line) => line.trim())).toEqual(['- about: Writes after a cup.', '-   - wait: 5d']);
    expect((await lines('added')).map((line) => line.trim())).toEqual(['+ about: Writes after a cup of coffee.', '+   - wait: 6d']);
    await page.getByRole('combobox', { name: 'Version', exact: true }).click();
    await page.getByRole('option', { name: 'Version 1' }).click();
    await page.waitForURL(/version=/);
    await page.getByRole('group', { name: 'The file' }).getByText('wait: 5d').waitFor();
    expect(await browsing.barriers()).toEqual([]);
  });

  test('a run goes on by the newest version', async () => {
    const { page, server } = browsing;
    await browsing.open(`/runs/${runs[0]!}`);
    const before = await server.read(`/api/runs/${runs[0]!}`);
    await page.getByRole('button', { name: 'Move to the newest version' }).click();
    await page.getByRole('button', { name: 'Move to the newest version' }).waitFor({ state: 'detached' });
    const after = await server.read(`/api/runs/${runs[0]!}`);
    expect(after['version_id']).not.toBe(before['version_id']);
    expect(after['ended_at']).toBeNull();
    await page.getByRole('region', { name: 'How it stands' }).getByText('Next wake').waitFor();
    expect(browsing.heard).toEqual([]);
  });

  test('a run is cancelled with a reason, which stands in its journal; nothing can be done about it afterwards', async () => {
    const { page } = browsing;
    await browsing.open(`/runs/${runs[1]!}`);
    await page.getByRole('button', { name: 'Cancel …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel this run' });
    expect(await dialog.getByRole('button', { name: 'Cancel the run' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('they prefer tea');
    await dialog.getByRole('button', { name: 'Cancel the run' }).click();
    await dialog.waitFor({ state: 'detached' });
    await region('How it stands').getByText('Ended').waitFor();
    await page.getByText('they prefer tea').first().waitFor();
    expect(await page.getByRole('button', { name: 'Cancel …' }).count()).toBe(0);
  });

  test('what failed is tried again', async () => {
    const { page, server } = browsing;
    const id = runs[2]!;
    await server.sql(
      `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, workflow, state, attempts, error, ended_at)
       select subject_id, 9001, date_trunc('second', now()), 'coffee-failed', 'email.send', 'dan@coffee.test', '{"template": "first-steps"}', id, person_id,
         workflow, 'failed', 5, 'the mail server was full', now() from run where id = $1`,
      [id],
    );
    await browsing.open(`/runs/${id}`);
    await region('What it sent').getByText('the mail server was full').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
    const { data } = (await server.read(`/api/deliveries?run=${id}`)) as { data: { state: string; error: string | null }[] };
    expect(data[0]).not.toMatchObject({ state: 'failed', error: 'the mail server was full' });
  });

  test('a server’s refusal is told, and the run stays as it is', async () => {
    const { page, server } = browsing;
    const id = runs[3]!;
    await browsing.open(`/runs/${id}`);
    await page.getByRole('button', { name: 'Cancel …' }).click();
    // Somebody else was faster.
    await server.post(`/api/runs/${id}/cancel`, { reason: 'by somebody else' });
    await page.getByRole('dialog').getByLabel('Reason').fill('mine');
    await page.getByRole('button', { name: 'Cancel the run' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(JSON.stringify(await server.read(`/api/runs/${id}`))).toContain('by somebody else');
  });
}, workspace.environment);
