// Weeks of a company and what production made of them, with what its reps did by hand: decided again, they differ nowhere.

import { expect, test } from '@jest/globals';
import { openHistory } from '#apps/cli/backtest/open-history.service.js';
import { runVerify } from '#apps/cli/backtest/run-verify.service.js';
import { calendlySecret, stripeSecret, useServer } from '#apps/server/test/server.fixture.js';
import { Api } from '../api.client.js';
import { allDone } from '../play-story.client.js';
import { playQuarter } from '../quarter/play-quarter.client.js';
import { Billing, Scheduling, Website } from '../vendors.client.js';

const server = useServer({ DEMO_CLOCK: 'true' });

test('promise 10: weeks of a company, with what its reps did by hand, replayed differ nowhere from what production did', async () => {
  await server.loops();
  const url = await server.app.getUrl();
  const secrets = { writeKey: 'wk', stripe: stripeSecret, calendly: calendlySecret };
  const website = new Website(url, secrets);
  const api = new Api(url, server.key);
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  await playQuarter(
    {
      api,
      website,
      billing: new Billing(url, secrets, now),
      scheduling: new Scheduling(url, secrets, now),
      now,
      advance: async (hours) => {
        const seconds = Math.round(hours * 3600);
        await api.post('/api/demo/clock/advance', { by: `${seconds}s` });
        ahead += seconds * 1000;
      },
      tell: () => undefined,
    },
    5 * 7 * 24,
  );
  await website.close();
  await allDone(api);
  const verified = await runVerify(openHistory({ server: url, key: server.key, withOutcomes: true }), () => undefined);
  expect(verified.deviations).toEqual([]);
  expect(verified.events).toBeGreaterThan(250);
  expect(verified.compared).toBeGreaterThan(100);

  // An edit that nobody made is found.
  await server.pool.query(`update deal set amount = amount + 1 where stage = 'trial'`);
  const forged = await runVerify(openHistory({ databaseUrl: server.databaseUrl, withOutcomes: true }), () => undefined);
  expect(forged.deviations.length).toBeGreaterThan(1);
  expect(forged.deviations.every(({ what }) => what.startsWith('deal new-business of '))).toBe(true);
}, 90_000);
