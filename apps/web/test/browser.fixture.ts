// Debian's Chromium against the built server. Everything a page must never do is listened for: errors, violations of the policy, shifts.

import { afterAll, beforeAll, describe } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type StartedServer, startBuiltServer } from './started-server.fixture.js';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export const password = 'seven green kettles';
export const wide = { width: 1360, height: 860 } as const;
export const phone = { width: 390, height: 844 } as const;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browsing {
  readonly server: StartedServer;
  /** A page of the admin, who is signed in; `heard` has what it should not have said. */
  readonly page: Page;
  readonly heard: readonly string[];
  /** Opens an address of the server and waits until the page shows its title and loads nothing more. */
  open(path: string): Promise<void>;
  colours(scheme: 'light' | 'dark'): Promise<void>;
  /** Another user, in the same browser, until it is called back. */
  as(email: string, role: string): Promise<() => Promise<void>>;
  /** What axe finds against WCAG 2.2 AA, one line each. */
  barriers(): Promise<string[]>;
}

/** Runs when a page loads, before its own scripts. */
const listen = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      window.shifts.push({ by: entry.value, what: entry.sources.map(({ node }) => node?.className || node?.nodeName).join(', ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('securitypolicyviolation', (event) => console.error('Content Security Policy: ' + event.violatedDirective + ' ' + event.blockedURI));
`;

/** The tests of a file that need a browser; where there is none they are skipped, and that is said. */
export function inBrowser(tests: (browsing: Browsing) => void, environment: Readonly<Record<string, string>> = {}): void {
  if (executable === undefined) {
    process.stderr.write('No Chromium here (apt-get install chromium): the browser tests are skipped.\n');
    describe.skip('in a browser', () => tests({} as Browsing));
    return;
  }
  const state = { heard: [] as string[] } as { server?: StartedServer; page?: Page; heard: string[] };
  let context: BrowserContext;
  let profile = '';
  beforeAll(async () => {
    state.server = await startBuiltServer(environment);
    profile = mkdtempSync(join(tmpdir(), 'millrace-chromium-'));
    context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      headless: true,
      args: flags,
      viewport: wide,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    state.page = context.pages()[0] ?? (await context.newPage());
    await state.page.addInitScript(listen);
    state.page.on('pageerror', (error) => state.heard.push(String(error)));
    state.page.on('console', (message) => {
      // A sandboxed frame (a letter's preview) runs no script, the listener above neither.
      const isSandbox = message.text().startsWith('Blocked script execution');
      if (message.type() === 'error' && !isSandbox) state.heard.push(message.text());
    });
    await state.page.goto(state.server.firstLink);
    await state.page.getByLabel('E-mail').fill('ana@parcelwise.example');
    await state.page.getByLabel('Name').fill('Ana Admin');
    await state.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await state.page.getByRole('button', { name: 'Make my account' }).click();
    await state.page.waitForURL(/\/deals$/);
    // Nobody is signed in at first, and the page asks: the browser says that it was refused.
    state.heard.length = 0;
  }, 120_000);
  afterAll(async () => {
    await context?.close();
    await state.server?.stop();
    rmSync(profile, { recursive: true, force: true });
  }, 60_000);
  describe('in a browser', () => tests(browsingWith(state)));
}

function browsingWith(state: { server?: StartedServer; page?: Page; heard: string[] }): Browsing {
  const page = () => state.page!;
  return {
    get server() {
      return state.server!;
    },
    get page() {
      return page();
    },
    heard: state.heard,
    open: async (path) => {
      state.heard.length = 0;
      await page().goto(`${state.server!.url}${path}`);
      await page().getByRole('heading', { level: 1 }).waitFor();
      // Not waitForFunction: it evaluates text, which the policy forbids.
      const loading = page().locator('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root');
      while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
    },
    colours: async (scheme) => {
      await page().emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    },
    as: async (email, role) => {
      const context = page().context();
      const before = await context.cookies();
      await context.addCookies([{ name: 'millrace_session', value: await state.server!.cookieOf(email, role), url: state.server!.url }]);
      return async () => {
        await context.clearCookies();
        await context.addCookies(before);
      };
    },
    barriers: async () => {
      await page().evaluate(axe.source);
      const found = (await page().evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))`,
      )) as string[];
      return found;
    },
  };
}
