// `npm run demo`: a server of its own on a fresh database, the story through its public API, then the addresses to open.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '#libs/database/open-database.service.js';
import { readSettings } from '#libs/settings/read-settings.service.js';
import type { Settings } from '#libs/settings/settings.js';
import { type RunningServer, startServer } from '#apps/server/start-server.service.js';
import { Api } from './api.client.js';
import { type FinalState, readFinalState } from './final-state.client.js';
import { freshDatabase } from './fresh-database.store.js';
import { type Options, readOptions, usage } from './options.js';
import { playStory } from './play-story.client.js';
import { playQuarter } from './quarter/play-quarter.client.js';
import { shops } from './quarter/shops.js';
import { Screen } from './screen.service.js';
import { formatMoney, formatTable } from './terminal.js';
import { Billing, Scheduling, type Secrets, Website } from './vendors.client.js';

const cleanups: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;

/** What was started last is stopped first; a second signal does not start it again. */
function end(): Promise<void> {
  ending ??= (async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  })();
  return ending;
}

async function main(options: Options): Promise<number> {
  const screen = new Screen(options.json);
  const secrets: Secrets = { writeKey: secret(), stripe: `whsec_${secret()}`, calendly: secret() };
  const settings = demoSettings(readSettings(), secrets);
  screen.heading('Millrace demo');
  const database = await screen.during(
    'starting Postgres',
    openDatabase(settings, (line) => screen.note(line)),
  );
  cleanups.push(() => database.stop());
  screen.note(database.description);
  const url = await freshDatabase(database.url);
  const server = await screen.during('starting the server', startServer({ settings, databaseUrl: url, tell: (line) => screen.note(line) }));
  cleanups.push(() => server.close());
  screen.note(`listening on ${server.url}`);

  const ok = options.quarter ? await tellQuarter(screen, server, secrets) : await tellStory(screen, server, secrets);
  const api = new Api(server.url, server.firstKey ?? '');
  const state = await readFinalState(api, ok);
  if (options.json) process.stdout.write(`${JSON.stringify(state, null, 2)}\n`);
  else await showEnd(screen, api, server, state);
  if (options.exit) return state.ok ? 0 : 1;
  screen.line(`\nStays up until Ctrl-C.`);
  return new Promise<number>(() => undefined);
}

async function tellStory(screen: Screen, server: RunningServer, secrets: Secrets): Promise<boolean> {
  const website = new Website(server.url, secrets);
  cleanups.push(() => website.close());
  let ok = true;
  try {
    await playStory({
      api: new Api(server.url, server.firstKey ?? ''),
      website,
      billing: new Billing(server.url, secrets),
      scheduling: new Scheduling(server.url, secrets),
      chapter: (title) => screen.heading(title),
      tell: (line) => screen.happened(line),
      expect: (what, holds) => {
        if (holds) return;
        ok = false;
        screen.wrong(`not as expected: ${what}`);
      },
    });
  } catch (error) {
    ok = false;
    screen.wrong(error instanceof Error ? error.message : String(error));
  }
  return ok;
}

async function tellQuarter(screen: Screen, server: RunningServer, secrets: Secrets): Promise<boolean> {
  screen.heading(`Twelve weeks of Parcelwise, ${shops.length} shops`);
  const website = new Website(server.url, secrets);
  cleanups.push(() => website.close());
  const api = new Api(server.url, server.firstKey ?? '');
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  await playQuarter({
    api,
    website,
    billing: new Billing(server.url, secrets, now),
    scheduling: new Scheduling(server.url, secrets, now),
    now,
    advance: async (hours) => {
      const seconds = Math.round(hours * 3600);
      await api.post('/api/demo/clock/advance', { by: `${seconds}s` });
      ahead += seconds * 1000;
    },
    tell: (line) => screen.happened(line),
  });
  return true;
}

async function showEnd(screen: Screen, api: Api, server: RunningServer, state: FinalState): Promise<void> {
  screen.heading('The deals now');
  const rows = state.deals.map(({ account, tier, owner, stage, amount }) => [
    account,
    tier ?? '–',
    owner ?? '–',
    stage,
    formatMoney(amount),
  ]);
  for (const line of formatTable(['account', 'tier', 'owner', 'stage', 'amount'], rows, screen.paint)) screen.line(line);
  const [won] = (await api.list('/api/deals?stage=won&limit=500')).toReversed();
  if (won !== undefined) {
    screen.heading(`Why is the deal of ${String(won['name'])} where it is?`);
    const path = `/api/why/deal/${String(won['id'])}`;
    const { lines } = await api.read<{ lines: string[] }>(`${path}?current=true`);
    for (const line of lines) screen.line(`  ${line}`);
    screen.note(`all that ever changed it: GET ${path}`);
  }
  const { accepted, done, waiting, setAside, duplicates, rejected } = state.events;
  screen.heading('The books');
  screen.line(
    `  ${accepted} facts accepted = ${done} done + ${waiting} waiting + ${setAside} set aside; ${duplicates} of them repetitions; ${rejected} refused`,
  );
  screen.heading('Look around');
  if (server.firstLink !== null) screen.line(`  the pages       ${server.firstLink}  (signs you in, once)`);
  screen.line(`  API reference   ${server.url}/docs`);
  screen.line(`  deals           curl -H 'Authorization: Bearer ${server.firstKey ?? ''}' ${server.url}/api/deals`);
  screen.line(`  mail            curl -H 'Authorization: Bearer ${server.firstKey ?? ''}' ${server.url}/api/mailbox`);
}

function demoSettings(settings: Settings, secrets: Secrets): Settings {
  return {
    ...settings,
    role: 'all',
    dataDir: join(settings.dataDir, 'demo'),
    demoClock: true,
    logLevel: 'error',
    // Nothing of a demo leaves this machine.
    smtpUrl: undefined,
    stripeApiKey: undefined,
    segmentWriteKeys: [{ name: 'website', key: secrets.writeKey }],
    stripeWebhookSecrets: [secrets.stripe],
    calendlyWebhookSecrets: [secrets.calendly],
  };
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end().then(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${usage}\n`);
  const code = options.help ? 0 : await main(options);
  await end();
  process.exit(code);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await end();
  process.exit(1);
}
