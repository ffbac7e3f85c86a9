// `npm run pictures`: takes the pictures of docs/tour.md anew, of the demo's quarter in a browser. Needs Chromium (apt-get install chromium).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? `${root}docs/pictures`;
const wide = { width: 1360, height: 860 };
const phone = { width: 390, height: 844 };
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (executablePath === undefined) throw new Error('No Chromium here: apt-get install chromium.');

const demo = spawn(process.execPath, ['dist/apps/demo/main.js', '--quarter'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
let browser;
try {
  const { link, key } = await until(demo);
  const server = new URL(link).origin;
  const read = async (path) => (await (await fetch(`${server}${path}`, { headers: { authorization: `Bearer ${key}` } })).json()).data;
  const [enterprise] = (await read('/api/deals?stage=won&limit=100')).filter(({ name }) => name === 'Brightwater');
  const [run] = await read('/api/runs?workflow=inbound&limit=1');
  // The newest one waits in the inbox.
  const [, event] = await read('/api/events?name=stripe.invoice_paid&limit=2');

  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  const context = await browser.newContext({ viewport: wide, locale: 'en-US', timezoneId: 'America/New_York', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in to the demo' }).click();
  await page.waitForURL(/\/deals/);

  const take = async (name, path, { size = wide, scheme = 'light', before = async () => {} } = {}) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(`${server}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const loading = page.locator('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root');
    while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
    await before();
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${folder}/${name}.png` });
    process.stdout.write(`${name}.png\n`);
  };
  mkdirSync(folder, { recursive: true });
  await take('board', '/deals');
  await take('board-dark', '/deals', { scheme: 'dark' });
  await take('board-phone', '/deals', { size: phone });
  await take('deal', `/deals/${enterprise.id}`);
  await take('account', `/accounts/${enterprise.account_id}`);
  await take('person', `/people/${enterprise.contact_id}`);
  await take('my-day', '/me?rep=nina');
  await take('workflows', '/workflows');
  await take('workflow', '/workflows/inbound');
  await take('run', `/runs/${run.id}`);
  await take('event', `/events/${event.id}`);
  await take('inbox', '/inbox?kind=unmatched');
  await take('reports', '/reports/pipeline');
  await take('reports-dark', '/reports/growth', { scheme: 'dark' });
  await take('emails', '/emails');
  await take('palette', '/deals', {
    before: async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('textbox').fill('bright');
      await page.getByRole('dialog').getByText('Brightwater').first().waitFor();
    },
  });
  await take('team', '/settings?tab=team');
  await take('system', '/settings');
} finally {
  await browser?.close();
  if (demo.exitCode === null) {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
}

function until(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      if (!said.includes('Stays up')) return;
      resolve({ link: /https?:\S+\/welcome#\S+/.exec(said)[0], key: /mr_[\w-]+/.exec(said)[0] });
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${said}`)));
  });
}
