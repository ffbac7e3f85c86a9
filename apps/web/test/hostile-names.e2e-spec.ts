// Names that try to be more than text: no script runs, nothing is drawn but letters, and the page keeps its shape.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { inBrowser, phone, wide } from './browser.fixture.js';
import { pages } from './pages.fixture.js';
import { seed, seedPast } from './seed.fixture.js';

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

  describe('in every field that somebody else can fill', () => {
    const evil = `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{7*7}}\u202e</b>`;
    const ids: Record<string, string> = {};
    beforeAll(async () => {
      const { server } = browsing;
      await seed(server);
      await seedPast(server);
      const properties = { company_size: 1200, platform: evil, website: 'evil.test', page_title: evil, [evil]: evil };
      const context = { page: { path: `/${evil}`, title: evil, referrer: evil }, userAgent: evil, campaign: { source: evil, name: evil } };
      await server.track('identify', {
        userId: evil,
        traits: { email: 'ana@evil.test', name: evil, title: evil, role: evil, phone: evil },
        context,
      });
      await server.track('group', { userId: evil, groupId: evil, traits: { name: evil, domain: 'evil.test', plan: evil } });
      await server.track('page', { userId: evil, name: evil, properties: { path: `/${evil}`, content_group: evil }, context });
      await server.track('track', { userId: evil, event: 'Demo Requested', properties, context });
      await server.track('track', { userId: evil, event: evil, properties, context });
      await server.paid('nobody-here@evil2.test', 99_900);
      await server.drain();
      const first = async (path: string) => ((await server.read(path)) as { data: { id: string }[] }).data[0]!.id;
      ids['account'] = await first('/api/accounts?domain=evil.test');
      ids['person'] = await first('/api/people?email=ana@evil.test');
      ids['deal'] = await first(`/api/deals?account=${ids['account']}`);
      ids['run'] = await first(`/api/runs?workflow=inbound`);
      ids['event'] = await first(`/api/events?person=${ids['person']}&name=Demo%20Requested`);
      await server.edit(ids['deal'], {
        name: evil,
        amount: { amount: 100, currency: 'usd' },
        fields: { note: evil, lost_reason: evil },
        as: 'nina',
      });
      await server.edit(ids['deal'], { owner: 'nina', as: 'nina' });
      await server.post('/api/workflows/no-show/pause', { reason: evil });
      await server.post('/api/keys', { name: evil, scope: 'read' });
      await server.sql(`insert into app_user (email, name, role) values ($1, $1, 'rep')`, [evil]);
      await server.sql(
        `insert into task (id, subject_kind, subject_id, deal_id, account_id, rep, title, note, created_at, workflow, run_id, step)
         values (9000, 'deal', $1, $1, $2, 'nina', $3, $3, now(), $3, 1, $3)`,
        [ids['deal'], ids['account'], evil],
      );
      await server.sql(
        `insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at)
         values (9001, 1, now(), 'stripe', gen_random_uuid(), convert_to($1, 'utf8'), $1, now())`,
        [evil],
      );
      await server.sql(
        `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, person_id, workflow, state, attempts, error)
         values ($1, 9002, date_trunc('second', now()), 'evil', $2, $2, '{}', $1, $2, 'unknown', 1, $2)`,
        [ids['person'], evil],
      );
      await server.sql(
        `insert into breaker (action, failures, since, open_until, error) values ($1, 6, now(), now() + interval '1 hour', $1)`,
        [evil],
      );
      await server.sql(
        `insert into proposal (id, deal_id, key, from_stage, to_stage, at, reason, because) values (9003, $1, 'k', 'qualified', 'won', now(), $2, '{}')`,
        [ids['deal'], evil],
      );
      await server.sql(
        `insert into mailbox (key, at, sender, recipient, template, subject, html, text, headers) values ('evil', now(), $1, $1, $1, $1, '<p>A letter</p>', $1, '{}')`,
        [evil],
      );
      await server.sql(
        `insert into rejection (source, reason, minute, count, last_at) values ('stripe', $1, date_trunc('minute', now()), 1, now())`,
        [evil],
      );
      await server.sql(
        `insert into saved_view (user_id, page, name, search) select id, '/deals', $1, '{}' from app_user where name = 'Ana Admin'`,
        [evil],
      );
      await browsing.page.setViewportSize(wide);
    }, 90_000);

    const kinds = ['dead_letters', 'unknown', 'breakers', 'clashes', 'blocked', 'unmatched'];
    const all = [...pages, ...kinds.map((kind) => ({ name: `inbox ${kind}`, path: `/inbox?kind=${kind}`, shows: 'Inbox' }))];
    const shown: string[] = [];
    test.each(all)('$name runs no script and keeps its shape', async ({ name, path }) => {
      const { page } = browsing;
      await browsing.open(path.replaceAll(/\{(\w+)\}/g, (_, kind: string) => ids[kind]!));
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
      expect(await page.evaluate('window.hurt')).toBeUndefined();
      expect(await page.evaluate('document.querySelectorAll("#content img, #content script").length')).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(browsing.heard).toEqual([]);
      if ((await page.locator('#content').innerText()).includes('onerror=')) shown.push(name);
    });

    test('what was filled was there: the pages have shown it, as it was typed', () => {
      const names = ['board', 'deal', 'my-day', 'people', 'person', 'accounts', 'account', 'events', 'event', 'keys', 'users', 'mailbox'];
      expect(shown).toEqual(expect.arrayContaining([...names, 'inbox dead_letters', 'inbox unknown', 'inbox breakers']));
    });
  });
});
