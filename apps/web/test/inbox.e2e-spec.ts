// The inbox as ops uses it: each of its six kinds with each way out, by pointer and by keyboard alone, and a double click decides one row.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { inBrowser, wide } from './browser.fixture.js';
import { copyWorkspace } from './workspace-copy.fixture.js';

const plan = 'tracking-plan/demo-requested.yaml';
const workspace = copyWorkspace();
workspace.write(plan, workspace.read(plan).replace('on_violation: flag', 'on_violation: block'));

inBrowser((browsing) => {
  const region = (name: string) => browsing.page.getByRole('region', { name, exact: true });
  const way = (kind: string, name: RegExp) => region(kind).getByRole('button', { name });
  const counts = async () => (await browsing.server.read('/api/inbox')) as Record<string, number>;
  const until = async (kind: string, count: number) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await counts())[kind] === count) return;
      await pause(50);
    }
    expect((await counts())[kind]).toBe(count);
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await browsing.page.keyboard.press(key);
  };
  /** Tab, until what has the focus is called like that. */
  const tabTo = async (name: RegExp) => {
    const named = `document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? ''`;
    const seen: string[] = [];
    for (let presses = 0; presses < 120; presses += 1) {
      const at = String(await browsing.page.evaluate(named));
      if (presses > 0 && name.test(at)) return;
      seen.push(at.slice(0, 40));
      await press('Tab');
    }
    throw new Error(`${String(name)} is not reached by Tab, only ${seen.join(' | ')}`);
  };

  beforeAll(async () => {
    const { server } = browsing;
    for (const site of ['one', 'two', 'three'])
      for (const userId of [`u-${site}`, `v-${site}`]) await server.track('identify', { userId, traits: { email: `both@${site}.test` } });
    for (const site of ['a', 'b', 'c', 'd', 'e'])
      await server.track('track', {
        userId: `u-${site}`,
        event: 'Demo Requested',
        properties: { platform: 'shopify', website: `blocked-${site}.test` },
        context: { traits: { email: `ana@blocked-${site}.test` } },
      });
    await server.paid('nobody@nowhere.test', 99_900);
    await server.drain();
    const message = (at: number) =>
      JSON.stringify({
        type: 'track',
        userId: `dead-${at}`,
        event: 'Set Aside',
        messageId: `dead-${at}`,
        timestamp: new Date().toISOString(),
      });
    for (let at = 1; at <= 4; at += 1)
      await server.sql(
        `insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at)
         values ($1, 1, now(), 'segment:website', gen_random_uuid(), convert_to($2, 'utf8'), 'the disk was full', now())`,
        [700 + at, message(at)],
      );
    await server.sql('update shard set set_aside = set_aside + 4 where id = 1');
    for (let at = 1; at <= 5; at += 1)
      await server.sql(
        `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, state, attempts, error)
         values (3, $1, date_trunc('second', now()), $2, 'slack.post_message', $3, '{}', 'unknown', 1, 'the connection was lost')`,
        [800 + at, `k-${at}`, `#room-${at}`],
      );
    for (const action of ['crm.update', 'sheet.append', 'chat.post'])
      await server.sql(
        `insert into breaker (action, failures, since, open_until, error) values ($1, 6, now(), now() + interval '1 hour', '503, come back later')`,
        [action],
      );
    await browsing.page.setViewportSize(wide);
  }, 90_000);
  afterAll(() => workspace.remove());

  test('all that waits is counted, on the page and in the navigation', async () => {
    const { page } = browsing;
    await browsing.open('/inbox');
    const all = { dead_letters: 4, unknown: 5, breakers: 3, clashes: 3, blocked: 5, unmatched: 1 };
    expect(await counts()).toMatchObject(all);
    const kinds = page.getByRole('navigation', { name: 'Kinds' }).getByRole('button');
    expect(await kinds.allInnerTexts()).toEqual([
      expect.stringMatching(/^4\s+Dead letters$/),
      expect.stringMatching(/^5\s+Unknown deliveries$/),
      expect.stringMatching(/^3\s+Tripped breakers$/),
      expect.stringMatching(/^3\s+Identity clashes$/),
      expect.stringMatching(/^5\s+Blocked events$/),
      expect.stringMatching(/^1\s+Unmatched facts$/),
    ]);
    await page.getByLabel('21 need you').waitFor();
  });

  test.each([
    ['dead_letters', 'Dead letters', /^Try again: dead letter 701/, 3],
    ['dead_letters', 'Dead letters', /^Give up: dead letter 702/, 2],
    ['unknown', 'Unknown deliveries', /^It arrived: slack.post_message to #room-1/, 4],
    ['unknown', 'Unknown deliveries', /^It did not: slack.post_message to #room-2/, 3],
    ['clashes', 'Identity clashes', /^They are two: /, 2],
    ['blocked', 'Blocked events', /^Discard: Demo Requested/, 4],
  ])('%s: %s, %s leaves %d', async (kind, title, button, left) => {
    await browsing.open(`/inbox?kind=${kind}`);
    const pressed = await way(title, button).first().getAttribute('aria-label');
    await way(title, button).first().click();
    await browsing.page.getByRole('button', { name: pressed!, exact: true }).waitFor({ state: 'detached' });
    await until(kind, left);
    expect(browsing.heard).toEqual([]);
  });

  test('what is tried again takes its effect', async () => {
    await browsing.server.drain();
    const { data } = (await browsing.server.read('/api/events?name=Set%20Aside')) as { data: unknown[] };
    expect(data).toHaveLength(1);
  });

  test('an unknown delivery is sent again', async () => {
    await browsing.open('/inbox?kind=unknown');
    await way('Unknown deliveries', /^Send again: slack.post_message to #room-3/).click();
    await until('unknown', 2);
    const [row] = await browsing.server.sql(`select state from delivery where id = 803`);
    expect(row!['state']).not.toBe('unknown');
  });

  test('two that are one are merged, with a look at what that means and a reason', async () => {
    const { page, server } = browsing;
    await browsing.open('/inbox?kind=clashes');
    await way('Identity clashes', /They are one/)
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Two people are one' });
    await dialog.getByText('It cannot be undone').waitFor();
    await dialog.getByRole('radio').nth(1).check();
    await dialog.getByText(/Known as, too: /).waitFor();
    expect(await dialog.getByRole('button', { name: 'Make them one' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('the same inbox');
    await dialog.getByRole('button', { name: 'Make them one' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('clashes', 1);
    const { data } = (await server.read('/api/audit?kind=person')) as { data: { because: unknown }[] };
    expect(JSON.stringify(data)).toContain('the same inbox');
  });

  test('a breaker is tried at once, and given up with a reason', async () => {
    const { page, server } = browsing;
    await browsing.open('/inbox?kind=breakers');
    await way('Tripped breakers', /^Try now: crm.update/).click();
    while ((await server.sql(`select 1 from breaker where action = 'crm.update' and open_until <= now()`)).length === 0) await pause(50);
    await way('Tripped breakers', /^Give up: sheet.append/).click();
    const dialog = page.getByRole('dialog', { name: 'Give up what waits for sheet.append' });
    await dialog.getByLabel('Reason').fill('we left that vendor');
    await dialog.getByRole('button', { name: 'Give up' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('breakers', 2);
  });

  test('a blocked event is checked again by the plan of today, which says why not, or lets it through once it is mended; another is let through anyway', async () => {
    const { page, server } = browsing;
    await browsing.open('/inbox?kind=blocked');
    await way('Blocked events', /^Check again: /)
      .first()
      .click();
    await region('Blocked events')
      .getByRole('alert')
      .getByText(/still blocked: .*company_size/)
      .waitFor();
    await until('blocked', 4);
    await region('Blocked events').getByRole('checkbox').nth(1).check();
    await region('Blocked events').getByLabel('Why (needed to let through)').fill('the form forgot it');
    await region('Blocked events').getByRole('button', { name: 'Let through anyway' }).click();
    await until('blocked', 3);
    await workspace.apply(server, plan, workspace.read(plan).replace('required: true, ', ''));
    await browsing.open('/inbox?kind=blocked');
    await way('Blocked events', /^Check again: /)
      .first()
      .click();
    await until('blocked', 2);
    await server.drain();
    const { data } = (await server.read('/api/events?name=Demo%20Requested')) as { data: { verdict: string }[] };
    expect(data.map(({ verdict }) => verdict).toSorted()).toEqual(['blocked', 'blocked', 'discarded', 'used', 'used']);
    // And from the event's own page.
    const { data: left } = (await server.read('/api/events?verdict=blocked')) as { data: { id: string }[] };
    await browsing.open(`/events/${left[0]!.id}`);
    await page.getByText('The tracking plan of today would let it through').waitFor();
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('region', { name: 'Decided by people' }).waitFor();
    await until('blocked', 1);
  });

  test('an unmatched fact says which pipeline it waits in, and leads to its event', async () => {
    const { page } = browsing;
    await browsing.open('/inbox?kind=unmatched');
    await region('Unmatched facts').getByRole('cell', { name: 'new-business' }).waitFor();
    await region('Unmatched facts').getByRole('link').first().click();
    await page.getByText('waits for a deal in new-business').waitFor();
  });

  test('a double click decides one row, not the one that comes under the pointer', async () => {
    await browsing.open('/inbox?kind=unknown');
    await way('Unknown deliveries', /^It arrived/)
      .first()
      .dblclick({ delay: 60 });
    await pause(700);
    expect(await counts()).toMatchObject({ unknown: 1 });
    expect(await region('Unknown deliveries').getByRole('alert').count()).toBe(0);
  });

  test('by keyboard alone from the board through every kind, a way out of each, and the focus is never lost', async () => {
    const { page } = browsing;
    await browsing.open('/deals');
    await press('g', 'i');
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    for (const [title, kind, name] of [
      ['Dead letters', 'dead_letters', /^Try again: dead letter/],
      ['Unknown deliveries', 'unknown', /^It did not: /],
      ['Identity clashes', 'clashes', /^They are two: /],
      ['Blocked events', 'blocked', /^Discard: /],
    ] as const) {
      const before = (await counts())[kind]!;
      await press('g', 'i');
      await tabTo(new RegExp(`^\\d+\\s+${title}$`));
      await press('Enter');
      await region(title).waitFor();
      await tabTo(name);
      await press('Enter');
      await until(kind, before - 1);
      await pause(300);
      expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
    }
    await tabTo(/^\d+\s+Tripped breakers$/);
    await press('Enter');
    await tabTo(/^Give up: /);
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('by keyboard');
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await until('breakers', 1);
    await tabTo(/^\d+\s+Unmatched facts$/);
    await press('Enter');
    await tabTo(/./);
    expect(browsing.heard).toEqual([]);
  });

  test('who may only look is told who decides, and has nothing to press', async () => {
    const { page } = browsing;
    const back = await browsing.as('vera@parcelwise.example', 'viewer');
    await browsing.open('/inbox?kind=dead_letters');
    await region('Dead letters').getByText('for ops to decide').first().waitFor();
    expect(await region('Dead letters').getByRole('button').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Give up/ }).count()).toBe(0);
    await back();
  });
}, workspace.environment);
