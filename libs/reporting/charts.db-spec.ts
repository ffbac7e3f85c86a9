// Charts on leads, reps, mail, demos and attribution, each against a few rows that a person can count.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeDataSource } from '#libs/database/data-source.store.js';
import { touchLeads } from '#libs/routing/awaited-answer.store.js';
import { saveAssignments } from '#libs/routing/assignment.store.js';
import { repointMerged } from '#libs/people/merge.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { ChartStore } from './chart.store.js';
import { chartValues } from './charts/chart-values.js';
import { charts } from './charts/registry.js';

const database = useDatabase();
const zone = 'America/New_York';
const sql = (text: string) => database.pool.query(text);
const ms = (text: string) => Date.parse(text);

async function rows(name: string, from = '2026-01-01', to = '2026-03-31', filters: Record<string, string | string[]> = {}) {
  const source = await makeDataSource(database.url, 1).initialize();
  try {
    return await new ChartStore(source).rows(charts.get(name)!, chartValues({ from, to }, filters, zone, '2026-03-20T12:00:00Z'));
  } finally {
    await source.destroy();
  }
}

/** The rest of the row is left out. */
const only = (found: readonly Record<string, unknown>[], ...keys: string[]) => found.map((row) => keys.map((key) => row[key]));

beforeEach(async () => {
  const goals = [
    { per: 'month', pipeline: 'sales', team: null, currency: 'usd', amount: 1000, from: null },
    { per: 'month', pipeline: 'sales', team: null, currency: 'usd', amount: 2000, from: '2026-03' },
    { per: 'month', pipeline: 'renewals', team: null, currency: 'usd', amount: 50, from: null },
    { per: 'month', pipeline: null, team: 'smb', currency: 'usd', amount: 7, from: null },
    { per: 'quarter', pipeline: null, team: null, currency: 'usd', amount: 9000, from: null },
  ];
  const told = { time_zone: zone, currency: 'usd', stages: [], reps: [], goals };
  await database.pool.query(
    `insert into workspace_version (hash, files, applied_at, applied_by, told) values ('h', '[]', now(), 'test', $1)`,
    [told],
  );
  await sql(`insert into account (id, name, first_seen_at, last_seen_at) select i, 'Account ' || i, now(), now() from generate_series(1, 9) i;
    insert into person (id, email, account_id, first_seen_at, last_seen_at, traits) values
      (11, 'a@x.test', 1, now(), now(), '{"first_touch": {"path": "/blog/seo?x=1", "group": "Guides"}, "last_touch": {"path": "/pricing/plans?y"}}'),
      (12, 'b@x.test', 2, now(), now(), '{"first_touch": {"path": "/", "group": null}}'), (13, 'c@free.test', null, now(), now(), '{}')`);
});

/** A deal that was opened on the first of January. */
async function deal(
  id: number,
  account: number | null,
  ended: { outcome: 'won' | 'lost'; at: string; amount?: number } | null,
  contact: number | null = null,
) {
  const stage = ended?.outcome ?? 'new';
  const amount = ended?.amount ?? null;
  await database.pool.query(
    `insert into deal (id, pipeline, account_id, contact_id, name, stage, amount, currency, owner, created_at, in_stage_since, last_fact_at)
     values ($1, 'sales', $2, $3, '', $4, $5, $6, 'nina', '2026-01-01T12:00:00Z', now(), now())`,
    [id, account, contact, stage, amount, amount === null ? null : 'usd'],
  );
  await database.pool.query(
    `insert into deal_change (deal_id, seq, pipeline, opened_at, at, until, kind, stage, owner, amount, currency, furthest)
     select $1, 0, 'sales', '2026-01-01T12:00:00Z', '2026-01-01T12:00:00Z', $2::timestamptz, 'opened', 'new', 'nina', $3, $4, 'new'`,
    [id, ended?.at ?? null, amount, amount === null ? null : 'usd'],
  );
  if (ended !== null)
    await database.pool.query(
      `insert into deal_change (deal_id, seq, pipeline, opened_at, at, kind, from_stage, stage, owner, amount, currency, from_amount, from_currency, from_owner, furthest)
       values ($1, 1, 'sales', '2026-01-01T12:00:00Z', $2, $3, 'new', $3, 'nina', $4, $5, $4, $5, 'nina', 'new')`,
      [id, ended.at, stage, amount, amount === null ? null : 'usd'],
    );
}

let eventId = 500;
const event = (name: string, at: string, about: { person?: number; account?: number; deal?: number; verdict?: string }) =>
  database.pool.query(
    `insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, account_id, deal_id, verdict, body)
     values ($1, $2, now(), $3, 'event', $4, 'segment:website', gen_random_uuid(), $5, $6, $7, $8, '{}')`,
    [about.person ?? 0, (eventId += 1), at, name, about.person ?? null, about.account ?? null, about.deal ?? null, about.verdict ?? 'used'],
  );

const given = (
  subject: { kind: 'account' | 'deal'; id: string },
  to: string | null,
  at: string,
  fact?: string,
  from: string | null = null,
) =>
  inTransaction(database.pool, (client) =>
    saveAssignments(client, [
      {
        subject,
        field: 'owner',
        from,
        to,
        at: ms(at),
        because: {
          by: 'rule',
          name: 'inbound',
          ...(fact === undefined ? {} : { event: { id: '1', name: 'Demo Requested', at: ms(fact), source: 's' } }),
        },
      },
    ]),
  );

const touched = (rep: string, what: string, at: string, about: { account?: string; person?: string }) =>
  inTransaction(database.pool, (client) =>
    touchLeads(client, [{ rep, what, at: ms(at), accountId: about.account ?? null, personId: about.person ?? null }]),
  );

describe('win_rate', () => {
  const demos = async () => only(await rows('win_rate'), 'month', 'demo', 'won', 'lost', 'won_share');

  test('a booking that stands, a held call and a demo stage left forward are demos; canceled, missed, moved, blocked, earlier and later ones are none', async () => {
    const won = { outcome: 'won', at: '2026-02-10T12:00:00Z', amount: 5 } as const;
    for (const id of [1, 2, 3, 4, 5, 6, 7, 8]) await deal(id, id, id === 2 ? { ...won, outcome: 'lost' } : won);
    await event('calendly.booked', '2026-01-05T12:00:00Z', { person: 21, account: 1 });
    await event('gong.call_held', '2026-01-05T12:00:00Z', { person: 22, account: 2 });
    await event('calendly.booked', '2026-01-05T12:00:00Z', { person: 23, account: 3 });
    await event('calendly.canceled', '2026-01-06T12:00:00Z', { person: 23, account: 3 });
    await event('calendly.booked', '2026-01-05T12:00:00Z', { person: 24, account: 4 });
    await event('calendly.rescheduled', '2026-01-06T12:00:00Z', { person: 24, account: 4 });
    await event('calendly.no_show', '2026-01-07T12:00:00Z', { person: 24, account: 4 });
    await event('calendly.booked', '2025-12-31T12:00:00Z', { person: 25, account: 5 });
    await event('calendly.booked', '2026-02-11T12:00:00Z', { person: 26, account: 6 });
    await event('calendly.booked', '2026-01-05T12:00:00Z', { person: 27, account: 7, verdict: 'blocked' });
    await sql(`update deal_change set from_stage = 'demo_held' where deal_id = 8 and seq = 1`);
    const withDemo = [2, 1, 2 / 3];
    const without = [5, 0, 1];
    expect(await demos()).toEqual([
      ['2026-02', 'with a demo', ...withDemo],
      ['2026-02', 'without a demo', ...without],
      [null, 'with a demo', ...withDemo],
      [null, 'without a demo', ...without],
    ]);
  });

  test('a meeting of an account that was merged counts for the one that lives', async () => {
    await deal(1, 2, { outcome: 'won', at: '2026-02-10T12:00:00Z' });
    await event('calendly.booked', '2026-01-05T12:00:00Z', { person: 21, account: 1 });
    await sql('update account set merged_into = 2 where id = 1');
    expect((await demos()).map(([, demo]) => demo)).toEqual(['with a demo', 'with a demo']);
  });
});

describe('leads', () => {
  test('speed_to_lead runs from the fact to the rep to the first touch by anybody; a later owner, an earlier touch and another account do not count', async () => {
    await given({ kind: 'account', id: '1' }, 'nina', '2026-01-31T23:00:30-05:00', '2026-01-31T23:00:00-05:00');
    await given({ kind: 'account', id: '1' }, 'omar', '2026-02-05T12:00:00Z', undefined, 'nina');
    await given({ kind: 'account', id: '2' }, 'omar', '2026-02-01T05:00:10Z', '2026-02-01T05:00:00Z');
    await touched('june', 'edit', '2026-01-31T22:00:00-05:00', { account: '1' });
    await touched('omar', 'task', '2026-01-31T23:02:30-05:00', { account: '1' });
    await touched('nina', 'edit', '2026-01-31T23:30:00-05:00', { account: '1' });
    await touched('nina', 'edit', '2026-02-01T06:00:00Z', { account: '3' });
    expect(only(await rows('speed_to_lead'), 'month', 'leads', 'touched', 'assigned_p50', 'touched_p50', 'total_p95')).toEqual([
      ['2026-01', 1, 1, 30_000, 120_000, 150_000],
      ['2026-02', 1, 0, 10_000, null, null],
      [null, 2, 1, 20_000, 120_000, 150_000],
    ]);
    expect(only(await rows('speed_to_lead', '2026-01-01', '2026-03-31', { owners: ['omar'] }), 'month', 'leads')).toEqual([
      ['2026-02', 1],
      [null, 1],
    ]);
  });

  test('a deal is its account’s lead, without one its person’s, and one that is merged is one', async () => {
    await deal(31, 1, null);
    await deal(33, null, null, 13);
    await given({ kind: 'account', id: '1' }, 'nina', '2026-01-10T12:00:00Z');
    await given({ kind: 'deal', id: '31' }, 'nina', '2026-01-10T12:00:01Z');
    await given({ kind: 'deal', id: '33' }, 'nina', '2026-01-11T12:00:00Z');
    await given({ kind: 'account', id: '2' }, 'omar', '2026-01-09T12:00:00Z');
    await touched('nina', 'calendly.booked', '2026-01-11T13:00:00Z', { person: '13' });
    await touched('nina', 'edit', '2026-01-12T13:00:00Z', { account: '1' });
    expect(only(await rows('speed_to_lead'), 'month', 'leads', 'touched')).toEqual([
      ['2026-01', 3, 2],
      [null, 3, 2],
    ]);
    expect(only(await rows('prospects'), 'month', 'owner', 'given', 'worked_on')).toEqual([
      ['2026-01', 'nina', 2, 2],
      ['2026-01', 'omar', 1, 0],
    ]);
    await inTransaction(database.pool, async (client) => {
      await client.query('update account set merged_into = 2 where id = 1');
      await repointMerged(client, [{ kind: 'account', from: '1', into: '2' } as never]);
    });
    expect(only(await rows('speed_to_lead'), 'month', 'leads', 'touched')).toEqual([
      ['2026-01', 2, 2],
      [null, 2, 2],
    ]);
  });

  test('seller_activity counts what reps did themselves, by kind', async () => {
    await touched('nina', 'calendly.booked', '2026-01-10T12:00:00Z', { account: '1' });
    await touched('nina', 'gong.call_held', '2026-01-10T12:00:00Z', { account: '1' });
    await touched('nina', 'edit', '2026-01-10T12:00:00Z', { account: '1' });
    await touched('nina', 'edit', '2026-01-10T12:00:01Z', { account: '2' });
    await touched('nina', 'front.mail_sent', '2026-01-10T12:00:00Z', { person: '13' });
    expect(only(await rows('seller_activity'), 'owner', 'activity', 'times')).toEqual([
      ['nina', 'call', 1],
      ['nina', 'edit', 2],
      ['nina', 'meeting', 1],
      ['nina', 'other', 1],
    ]);
  });

  test('answer_misses tells what was missed, whatever followed, from what waits and what somebody else had by then', async () => {
    const outcomes = ['answered', 'late', 'reminded', 'reassigned', 'fallback', 'handed_on', null, null];
    for (const [place, outcome] of outcomes.entries())
      await database.pool.query(
        `insert into awaited_answer (id, routing, rep, account_id, assigned_at, deadline, outcome, tried, because) values ($1, 'inbound', 'nina', 1, '2026-02-01T05:00:00Z', $2, $3, '[]', '{}')`,
        [place, place === 7 ? '2026-03-21T00:00:00Z' : '2026-03-01T00:00:00Z', outcome],
      );
    expect(await rows('answer_misses')).toEqual([
      { month: '2026-02', owner: 'nina', leads: 8, in_time: 1, missed: 5, waiting: 1, handed_on: 1, missed_share: 5 / 6 },
    ]);
  });
});

test('first_touch and last_touch: the group, else the first part of the path, with what was won of its deals', async () => {
  await deal(31, 1, { outcome: 'won', at: '2026-02-01T12:00:00Z', amount: 100 }, 11);
  await deal(32, 1, { outcome: 'lost', at: '2026-02-01T12:00:00Z', amount: 70 }, 11);
  await deal(33, 2, null, 12);
  await deal(34, null, null, 13);
  const told = ['content', 'currency', 'deals', 'won_deals', 'won', 'won_share'] as const;
  expect(only(await rows('first_touch'), ...told)).toEqual([
    ['Guides', 'usd', 2, 1, 100, 0.5],
    ['/', null, 1, 0, 0, 0],
    [null, null, 1, 0, 0, 0],
  ]);
  expect(only(await rows('last_touch'), ...told)).toEqual([
    ['/pricing', 'usd', 2, 1, 100, 0.5],
    [null, null, 2, 0, 0, 0],
  ]);
  expect(only(await rows('first_touch', '2026-01-01', '2026-03-31', { group: '/' }), 'deals')).toEqual([[1]]);
});

test('a refund stands beside the amount, in the deal’s own currency, and takes nothing off what was won', async () => {
  await deal(31, 1, { outcome: 'won', at: '2026-02-10T12:00:00Z', amount: 100 });
  await sql(`update deal set billed = '[{"amount": 7, "currency": "eur"}, {"amount": 60, "currency": "usd"}]' where id = 31`);
  expect((await database.pool.query('select amount, billed from reporting.deals_v1')).rows).toEqual([{ amount: '100', billed: '60' }]);
  expect(only(await rows('pipeline_by_month', '2026-02-01', '2026-02-28'), 'won')).toEqual([[100]]);
});

test('emails: what left, what bounced later, whose answer it was, and whose run met its goal afterwards', async () => {
  const mail = (id: number, email: string, person: number, ended: string, state = 'done') =>
    database.pool.query(
      `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, workflow, state, ended_at)
       values ($1::int8, $2::int8, $4::timestamptz, $2::text, 'email.send', 'x@x.test', jsonb_build_object('template', $3::text), 900 + $2::int8, $1::int8, 'hello', $5, $4)`,
      [person, id, email, ended, state],
    );
  await mail(1, 'welcome', 11, '2026-02-01T12:00:00Z');
  await mail(2, 'tips', 11, '2026-02-03T12:00:00Z');
  await mail(3, 'welcome', 12, '2026-02-01T12:00:00Z');
  await mail(4, 'welcome', 13, '2026-02-01T12:00:00Z', 'failed');
  await mail(5, 'welcome', 13, '2025-12-01T12:00:00Z');
  // Nobody has told of a reply yet: that is not zero.
  expect(only(await rows('emails'), 'email', 'replied', 'replied_share')).toEqual([
    ['welcome', null, null],
    ['tips', null, null],
  ]);
  await event('email.replied', '2026-02-04T12:00:00Z', { person: 11 });
  await event('email.replied', '2026-02-05T12:00:00Z', { person: 11 });
  await event('email.bounced', '2026-02-01T13:00:00Z', { person: 12 });
  await sql(`insert into run_outcome (subject_id, run_id, kind, event, at) values (11, 901, 'goal', 'Paid', '2026-02-02T12:00:00Z'),
    (11, 902, 'goal', 'Paid', '2026-02-02T12:00:00Z'), (12, 903, 'guard', 'x', '2026-02-02T12:00:00Z')`);
  expect(only(await rows('emails'), 'email', 'sent', 'delivered', 'replied', 'goal', 'failed')).toEqual([
    ['welcome', 2, 1, 0, 1, 1],
    ['tips', 1, 1, 1, 0, 0],
  ]);
});

test('forecast: the goal that holds in a month, of a pipeline, of all of them, of a team, and of a quarter', async () => {
  await deal(31, 1, { outcome: 'won', at: '2026-02-01T04:59:59Z', amount: 100 });
  await deal(32, 1, { outcome: 'won', at: '2026-02-01T05:00:00Z', amount: 70 });
  const told = async (name: string, filters: Record<string, string | string[]> = {}) =>
    only(await rows(name, '2026-01-15', '2026-03-31', filters), 'month', 'won', 'goal');
  expect(await told('forecast', { pipeline: 'sales' })).toEqual([
    ['2026-01', 100, 1000],
    ['2026-02', 70, 1000],
    ['2026-03', 0, 2000],
  ]);
  expect((await told('forecast')).map(([, , goal]) => goal)).toEqual([1050, 1050, 2050]);
  expect((await told('forecast', { team: 'smb', owners: [] })).map(([, won, goal]) => [won, goal])).toEqual([
    [0, 7],
    [0, 7],
    [0, 7],
  ]);
  expect(await told('forecast_by_quarter')).toEqual([['2026-01', 170, 9000]]);
});
