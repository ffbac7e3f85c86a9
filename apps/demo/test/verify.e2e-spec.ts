// The demo's whole history and what production made of it: decided again, it differs nowhere.

import { expect, test } from '@jest/globals';
import { openHistory } from '#apps/cli/backtest/open-history.service.js';
import { runVerify } from '#apps/cli/backtest/run-verify.service.js';
import { Api } from '../api.client.js';
import { playStory } from '../play-story.client.js';
import { Billing, Scheduling, Website } from '../vendors.client.js';
import { calendlySecret, stripeSecret, useServer } from '#apps/server/test/server.fixture.js';

const server = useServer({ DEMO_CLOCK: 'true' });

test('promise 10: the demo’s history replayed with an unchanged workspace differs nowhere from what production did', async () => {
  await server.loops();
  const url = await server.app.getUrl();
  const secrets = { writeKey: 'wk', stripe: stripeSecret, calendly: calendlySecret };
  const website = new Website(url, secrets);
  const unexpected: string[] = [];
  await playStory({
    api: new Api(url, server.key),
    website,
    billing: new Billing(url, secrets),
    scheduling: new Scheduling(url, secrets),
    chapter: () => undefined,
    tell: () => undefined,
    expect: (what, holds) => {
      if (!holds) unexpected.push(what);
    },
  });
  await website.close();
  await server.drain();
  expect(unexpected).toEqual([]);

  const verified = await runVerify(openHistory({ server: url, key: server.key, withOutcomes: true }), () => undefined);
  expect(verified.deviations).toEqual([]);
  expect(verified.runs).toBeGreaterThanOrEqual(4);
  expect(verified.decisions).toBeGreaterThan(15);
  expect(verified.compared).toBeGreaterThan(15);

  // A journal, an owner and a stage that nobody decided are found.
  await server.pool.query(`update account set tier = 'growth' where domain = 'acme.test'`);
  await server.pool.query(`update deal set stage = 'qualified' where amount = 2900`);
  await server.pool.query(
    `update run_step set outcome = jsonb_set(outcome::jsonb, '{port}', '"else"')::json where step = '1-if' and run_id = (select min(id) from run)`,
  );
  const forged = await runVerify(openHistory({ databaseUrl: server.databaseUrl, withOutcomes: true }), () => undefined);
  expect(forged.deviations.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^run \d+ of inbound, decision 1 \(1-if\)$/),
    'account acme.test',
    'deal new-business of cornercandles.test',
  ]);
}, 60_000);

test('what is due and not done yet, as right after a clock jumped, is told apart from what production decided otherwise', async () => {
  await server.track('track', {
    userId: 'mia',
    event: 'Demo Requested',
    context: { traits: { email: 'mia@midshop.test' } },
    properties: { company_size: 250, platform: 'shopify' },
  });
  await server.drain();
  await server.endLoops();
  // A rep who should have answered, a wait that ended, with nobody there to do it.
  const headers = ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'];
  expect((await server.call('POST', '/api/demo/clock/advance', headers, '{"by":"9d"}')).status).toBe(200);
  const verify = () => runVerify(openHistory({ databaseUrl: server.databaseUrl, withOutcomes: true }), () => undefined);
  const early = await verify();
  expect(early.deviations).toEqual([]);
  expect(early.pending.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^notify\.rep to /));
  // Nothing else is excused by it.
  await server.pool.query(`update account set tier = 'enterprise' where domain = 'midshop.test'`);
  await server.pool.query(`delete from awaited_answer`);
  const forged = await verify();
  expect(forged.deviations.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^notify\.rep to /));
}, 60_000);
