// A rep's day as the rep uses it: leads with the time that is left, tasks done at a click, hours and absences, why a lead came.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inBrowser, phone, wide } from './browser.fixture.js';
import { seed } from './seed.fixture.js';
import { copyWorkspace } from './workspace-copy.fixture.js';

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
const workspace = copyWorkspace();
workspace.write(
  'team.yaml',
  workspace
    .read('team.yaml')
    .replace(
      'calendar_url: https://calendly.com/parcelwise-nina/demo',
      (own) => `${own}\n    away:\n      - { from: ${inDays(20)}, to: ${inDays(25)} }`,
    ),
);

inBrowser((browsing) => {
  const region = (name: string | RegExp) => browsing.page.getByRole('region', { name });
  const titles = ['Call about the renewal', 'Send the offer', '<img src=x onerror="window.hurt=1">'];
  let back: () => Promise<void>;
  beforeAll(async () => {
    const { server, page } = browsing;
    await seed(server);
    for (const [at, title] of titles.entries())
      await server.sql(
        `insert into task (id, subject_kind, subject_id, deal_id, account_id, rep, title, created_at, due_at, workflow, run_id, step)
         select $1, 'deal', d.id, d.id, d.account_id, 'nina', $2, now(), now() + interval '1 hour', 'inbound', 1, 's'
         from deal d where owner = 'nina' order by d.id limit 1`,
        [9000 + at, title],
      );
    await page.setViewportSize(wide);
    back = await browsing.as('nina@parcelwise.example', 'rep');
  }, 60_000);
  afterAll(async () => {
    await back?.();
    workspace.remove();
  });

  test('who signs in with a rep’s address sees the own day: leads with a countdown that goes down, and why each came', async () => {
    const { page } = browsing;
    await browsing.open('/me');
    expect(await page.getByRole('combobox', { name: 'Whose day' }).inputValue()).toBe('Nina Berg');
    const leads = region(/^New leads/);
    const left = leads.getByRole('timer').first();
    const before = await left.innerText();
    expect(before).toMatch(/^[0-4]:\d\d$/);
    while ((await left.innerText()) === before) await page.waitForTimeout(100);
    const seconds = (text: string) => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1]);
    expect(seconds(await left.innerText())).toBeLessThan(seconds(before));
    await leads.getByText('Why you?').first().click();
    expect(await leads.getByRole('listitem').first().innerText()).toMatch(/It was your turn\.[^]*Nina Berg · level/);
    expect(await browsing.barriers()).toEqual([]);
  });

  test('a task is done at a click, another dismissed by keyboard; a double click answers one; one that is refused is there again', async () => {
    const { page, server } = browsing;
    await browsing.open('/me');
    await region('Tasks: 3').waitFor();
    await page.getByRole('button', { name: `Done: ${titles[0]!}` }).dblclick({ delay: 50 });
    await region('Tasks: 2').waitFor();
    await page.waitForTimeout(500);
    await region('Tasks: 2').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: `Dismiss: ${titles[1]!}` }).focus();
    await page.keyboard.press('Enter');
    await region('Tasks: 1').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
    const states = await server.sql('select state, answered_by from task where id >= 9000 order by id');
    expect(states).toEqual([
      { state: 'done', answered_by: 'nina@parcelwise.example' },
      { state: 'dismissed', answered_by: 'nina@parcelwise.example' },
      { state: 'open', answered_by: null },
    ]);
    await page.route('**/api/tasks/*/done', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"detail":"somebody else has it"}' }),
    );
    await page.getByRole('button', { name: `Done: ${titles[2]!}` }).click();
    await page.getByRole('alert').getByText('somebody else has it').waitFor();
    await region('Tasks: 1').getByText(titles[2]!).waitFor();
    expect(await page.evaluate('window.hurt')).toBeUndefined();
    await page.unroute('**/api/tasks/*/done');
  });

  test('hours and absences stand there with the line of the file that says so, and the shares of turns add up', async () => {
    const { page } = browsing;
    await browsing.open('/me');
    const settings = region('Hours and absences');
    expect(await settings.innerText()).toMatch(/Away[^]*\d{1,2} \w{3}[^]* – /);
    expect(await settings.innerText()).not.toContain('no absence planned');
    await settings.getByText(/^config\/team\.yaml:\d+$/).waitFor();
    expect(await region('Why these leads came to you').innerText()).toMatch(/A turn in inbound:enterprise because of Demo Requested/);
    await page.setViewportSize(phone);
    await browsing.open('/me');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.setViewportSize(wide);
  });

  test('another rep’s day is looked at, stands in the address, and says whose it is', async () => {
    const { page } = browsing;
    await browsing.open('/me');
    await page.getByRole('combobox', { name: 'Whose day' }).click();
    await page.getByRole('option', { name: 'June Park' }).click();
    await page.waitForURL(/rep=june/);
    await page.getByRole('heading', { level: 1, name: 'June Park’s day' }).waitFor();
    await browsing.open('/me?rep=june');
    await region('Hours and absences').getByText('no absence planned').waitFor();
    expect(browsing.heard).toEqual([]);
  });
}, workspace.environment);
