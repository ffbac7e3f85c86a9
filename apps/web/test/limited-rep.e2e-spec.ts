// A rep who sees the team's: every page is walked through, and nowhere stands another team's name; what is of the whole company is not offered.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inBrowser, wide } from './browser.fixture.js';
import { pages } from './pages.fixture.js';
import { seed } from './seed.fixture.js';
import { copyWorkspace } from './workspace-copy.fixture.js';

const workspace = copyWorkspace();
workspace.write('workspace.yaml', `${workspace.read('workspace.yaml')}\nreps_see: team\n`);

inBrowser((browsing) => {
  let back: () => Promise<void>;
  const theirs: string[] = [];
  const ours: Record<string, string> = {};
  beforeAll(async () => {
    const { server, page } = browsing;
    await seed(server);
    const { data } = (await server.read('/api/deals')) as { data: { id: string; name: string; owner: string; account_id: string }[] };
    for (const { id, name, owner, account_id: account } of data) {
      if (owner === 'june' || owner === 'leo') theirs.push(name);
      else Object.assign(ours, { deal: id, account });
    }
    const { data: people } = (await server.read(`/api/people?account=${ours['account']!}`)) as { data: { id: string }[] };
    const { data: runs } = (await server.read(`/api/runs?workflow=inbound`)) as { data: { id: string; subject_id: string }[] };
    ours['person'] = people[0]!.id;
    ours['run'] = runs.find(({ subject_id: of }) => of === ours['person'])!.id;
    const { data: events } = (await server.read(`/api/events?person=${ours['person']}`)) as { data: { id: string }[] };
    ours['event'] = events[0]!.id;
    await page.setViewportSize(wide);
    back = await browsing.as('omar@parcelwise.example', 'rep');
  }, 60_000);
  afterAll(async () => {
    await back?.();
    workspace.remove();
  });

  const shown = pages.filter(({ path, name }) => !path.startsWith('/reports') && !['connections', 'users', 'inbox'].includes(name));
  test.each(shown.map((page) => [page.name, page] as const))('%s tells nothing of another team', async (_, { path }) => {
    expect(theirs.length).toBeGreaterThan(2);
    await browsing.open(path.replace('rep=nina', 'rep=june').replaceAll(/\{(\w+)\}/g, (_match, kind: string) => ours[kind]!));
    const text = await browsing.page.locator('#content').innerText();
    for (const name of theirs) expect(text).not.toContain(name);
    expect(await browsing.page.getByText('This could not be read').count()).toBe(0);
  });

  test('reports are neither in the navigation nor behind their keys nor found, and their address says why', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Reports' }).count()).toBe(0);
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find/).fill('pipeline');
    await page.getByText('Nothing is called like that.').waitFor();
    await page.getByPlaceholder(/Find/).fill(theirs[0]!);
    await page.getByText('Nothing is called like that.').waitFor();
    await page.keyboard.press('Escape');
    expect(page.url()).toMatch(/\/deals$/);
    for (const path of ['/reports', '/reports/pipeline', '/reports/charts/answer_misses']) {
      await browsing.open(path);
      await page.getByRole('heading', { level: 1, name: 'This is about the whole company' }).waitFor();
      expect(await browsing.barriers()).toEqual([]);
    }
    expect(browsing.heard).toEqual([]);
  });

  test('another team’s deal is not there by its address, in the words for what there never was', async () => {
    const { page, server } = browsing;
    const { data } = (await server.read('/api/deals')) as { data: { id: string; name: string }[] };
    for (const id of [data.find(({ name }) => theirs.includes(name))!.id, '999999']) {
      await page.goto(`${server.url}/deals/${id}`);
      await page
        .getByRole('alert')
        .getByText(/there is no deal|no deal/)
        .waitFor();
    }
  });
}, workspace.environment);
