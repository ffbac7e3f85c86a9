// Several processes on one database: each event takes effect once, and the end is the same as with one.

import { expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { migrate } from '#libs/database/migrate.service.js';
import { emptyDatabase } from '#libs/testing/test-database.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { makeHttp } from '../http/make-http.service.js';
import { KeysStore } from '../keys/keys.store.js';
import { startLoops } from '../loops/start-loops.service.js';
import { signers, useServer, writeKey } from './server.fixture.js';

const server = useServer();
const minute = 60_000;
const start = Math.floor(Date.now() / 1000) * 1000 - 3 * 86_400_000;

interface Sent {
  readonly path: string;
  readonly body: string;
}

/** Two hundred facts about 24 people of 12 companies: who they are, what they ask for, book, use and pay. */
function story(): Sent[] {
  const sent: Sent[] = [];
  const call = (path: string, at: number, message: object) => {
    sent.push({
      path: `/v1/${path}`,
      body: JSON.stringify({ messageId: `m${sent.length}`, timestamp: new Date(at).toISOString(), ...message }),
    });
  };
  for (let company = 0; company < 12; company += 1) {
    const domain = `company${company}.test`;
    const at = start + company * 7 * minute;
    const size = [3, 250, 1200][company % 3]!;
    for (const [person, name] of ['ana', 'ben'].entries()) {
      const email = `${name}@${domain}`;
      const userId = `${name}-${company}`;
      const anonymousId = `anon-${userId}`;
      const first = at + person * 3 * minute;
      call('page', first, { anonymousId, properties: { path: '/pricing' } });
      call('page', first + minute, { anonymousId, properties: { path: '/demo' } });
      call('identify', first + 2 * minute, { anonymousId, userId, traits: { email, name, role: 'agent' } });
      call('identify', first + 9 * minute, { userId, traits: { role: 'lead' } });
      call('track', first + 20 * minute, { userId, event: 'ticket_answered', properties: { channel: person === 0 ? 'email' : 'chat' } });
    }
    const userId = `ana-${company}`;
    call('group', at + 3 * minute, {
      userId,
      groupId: `g${company}`,
      traits: { name: `Company ${company}`, website: domain, industry: 'retail' },
    });
    call('track', at + 4 * minute, {
      userId,
      event: size === 3 ? 'Signed Up' : 'Book Demo',
      properties: { company_size: size, platform: 'shopify' },
      // As a form sends it: what is decided at once needs the account, and with it the address.
      context: { traits: { email: `ana@${domain}` } },
    });
    call('track', at + 30 * minute, { userId, event: 'Trial Started', properties: { plan: 'pro' } });
    const seconds = Math.floor(at / 1000);
    const email = `ana@${domain}`;
    const booking = { uri: `https://api.calendly.com/scheduled_events/E${company}/invitees/I`, email, name: 'ana' };
    sent.push({
      path: '/v1/webhooks/calendly',
      body: JSON.stringify({ event: 'invitee.created', created_at: new Date(at + 10 * minute).toISOString(), payload: booking }),
    });
    const invoice = { id: `in_${company}`, object: 'invoice', customer: `cus_${company}`, customer_email: email, currency: 'usd' };
    const paid = { ...invoice, amount_paid: 4900 + company, billing_reason: 'subscription_create' };
    for (const [index, type] of ['invoice.paid', 'invoice.payment_succeeded'].entries())
      sent.push({
        path: '/v1/webhooks/stripe',
        body: JSON.stringify({ id: `evt_${company}_${index}`, object: 'event', type, created: seconds + 3600, data: { object: paid } }),
      });
  }
  return sent;
}

/** The same seed, the same order: what failed once fails again. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const list = [...items];
  let state = seed;
  for (let at = list.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (at + 1);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list;
}

async function post(door: string, { path, body }: Sent): Promise<void> {
  const [name, value] = path.endsWith('stripe') ? signers.stripe(body) : path.endsWith('calendly') ? signers.calendly(body) : writeKey;
  const { status } = await fetch(door + path, { method: 'POST', headers: { [name]: value }, body });
  expect(status).toBe(200);
}

async function openDoor(): Promise<{ readonly app: NestFastifyApplication; readonly url: string }> {
  const app = await makeHttp(server.settings, server.databaseUrl, { docsPage: false });
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
}

/** Empties the database, starts so many of each, sends all, and answers what the world looks like when nothing waits. */
async function live(sent: readonly Sent[], { apis, workers }: { apis: number; workers: number }) {
  await server.pool.query('select testing.reset()');
  const doors = await Promise.all(Array.from({ length: apis }, openDoor));
  await Promise.all(doors.map(({ app }) => app.get(WorkspacesService).applyFolder(server.settings.configDir, Date.now())));
  const failures: string[] = [];
  const worker = () =>
    startLoops({
      part: 'all',
      settings: server.settings,
      databaseUrl: server.databaseUrl,
      onRound: () => undefined,
      onError: (loop, error) => failures.push(`${loop}: ${String(error)}`),
    });
  const stops = await Promise.all(Array.from({ length: workers }, worker));
  try {
    for (let at = 0; at < sent.length; at += 20)
      await Promise.all(sent.slice(at, at + 20).map((one, index) => post(doors[index % apis]!.url, one)));
    while ((await server.pool.query('select from inbox limit 1')).rowCount! > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    await Promise.all(doors.map(({ app }) => app.close()));
  }
  expect(failures).toEqual([]);
  const counted = await counts();
  expect(counted['accepted']).toBe(counted['done']! + counted['waiting']! + counted['aside']!);
  return { world: await world(), counts: counted };
}

/**
 * Left out is what says when or in which order we acted ourselves: ids, and owners (whose turn it is follows from who came first).
 */
async function world() {
  const rows = async (sql: string) => (await server.pool.query<Record<string, unknown>>(sql)).rows;
  return {
    people: await rows(`select p.user_id, p.email, p.name, p.traits, p.first_seen_at, p.last_seen_at, a.domain as account,
      (select array_agg(kind || ':' || value order by kind, value) from person_key where person_id = p.id) as keys
      from person p left join account a on a.id = p.account_id where p.merged_into is null order by p.user_id, p.email`),
    accounts: await rows(`select name, domain, tier, people, traits, first_seen_at, last_seen_at,
      (select array_agg(kind || ':' || value order by kind, value) from account_key where account_id = a.id) as keys
      from account a where merged_into is null order by domain, name`),
    deals: await rows(`select a.domain, p.email, d.pipeline, d.name, d.stage, d.amount, d.currency, d.fields, d.closed_at
      from deal d left join account a on a.id = d.account_id left join person p on p.id = d.contact_id order by a.domain, d.pipeline`),
  };
}

/** Events without our own answers about what was sent, whose moment is the deliver loop's. */
async function counts() {
  const { rows } = await server.pool.query<Record<string, number>>(`select
    (select sum(accepted) from intake_tally)::int as accepted, (select sum(done) from shard)::int as done,
    (select sum(duplicates) from shard)::int as duplicates, (select count(*) from inbox)::int as waiting, (select sum(set_aside) from shard)::int as aside,
    (select count(distinct key) from event where source not like 'millrace%')::int as keys,
    (select count(*) from event where source not like 'millrace%')::int as events`);
  return rows[0]!;
}

test('promise 7, promise 2: in any order, any number of times, by one or by several processes, events end in the same people, accounts, traits and deals', async () => {
  const sent = story();
  expect(sent.length).toBeGreaterThanOrEqual(190);
  const one = await live(sent, { apis: 1, workers: 1 });
  expect(one.world.people).toHaveLength(24);
  expect(one.world.accounts).toHaveLength(12);
  expect(one.world.deals).toHaveLength(12);
  expect(one.world.deals.map(({ stage }) => stage)).toEqual(Array.from({ length: 12 }, () => 'won'));

  const again = await live([...sent, ...sent], { apis: 2, workers: 2 });
  expect(again.world).toEqual(one.world);
  expect(again.counts).toMatchObject({ aside: 0, events: one.counts['events'], keys: one.counts['keys'] });

  for (const seed of [7, 4711]) {
    const mixed = await live(shuffled([...sent, ...sent.filter((_, index) => index % 3 === 0)], seed), { apis: 2, workers: 2 });
    expect(mixed.world).toEqual(one.world);
    expect(mixed.counts).toMatchObject({ aside: 0, events: one.counts['events'] });
  }
}, 60_000);

test('promise 2: one event that is sent to two processes at once, many times, takes effect once', async () => {
  const one = {
    path: '/v1/track',
    body: JSON.stringify({ userId: 'u', messageId: 'm', event: 'Ticket Answered', properties: { channel: 'chat' } }),
  };
  const { counts: counted } = await live(
    Array.from({ length: 100 }, () => one),
    { apis: 2, workers: 2 },
  );
  expect(counted).toMatchObject({ accepted: 100, done: 100, duplicates: 99, events: 1, aside: 0 });
});

test('several processes may start at once on an empty database: it is migrated, the workspace applied and the first key made once', async () => {
  const url = await emptyDatabase('millrace_started_at_once');
  const begin = async () => {
    const migrated = await migrate(url, Date.now());
    const app = await makeHttp(server.settings, url, { docsPage: false });
    try {
      const applied = await app.get(WorkspacesService).applyFolder(server.settings.configDir, Date.now());
      return { migrated: migrated.length > 0, isNew: applied.isNew, version: applied.version, key: await app.get(KeysStore).createFirst() };
    } finally {
      await app.close();
    }
  };
  const begun = await Promise.all([begin(), begin(), begin()]);
  expect(begun.filter(({ migrated }) => migrated)).toHaveLength(1);
  expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(begun.filter(({ key }) => key !== null)).toHaveLength(1);
  expect(new Set(begun.map(({ version }) => version)).size).toBe(1);
});
