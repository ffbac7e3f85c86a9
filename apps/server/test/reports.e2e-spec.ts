// Charts over HTTP: what there are, what defines them, what is refused, and that nothing is kept back.

import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { charts } from '#libs/reporting/charts/registry.js';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();
const names = [...charts.keys()];

interface Told {
  readonly chart: { readonly columns: readonly { readonly name: string }[] };
  readonly rows: readonly Record<string, unknown>[];
  readonly period: { readonly from: string; readonly to: string };
  readonly compared: { readonly period: { readonly from: string; readonly to: string }; readonly rows: readonly unknown[] } | null;
  readonly definition: { readonly sql: string; readonly views: readonly { name: string; about: string; sql: string }[] };
}

const chart = async (path: string) => (await server.get(`/api/reports/charts/${path}`)).body as unknown as Told;

test('the list tells each chart with its question, and nothing of its SQL', async () => {
  const { status, body } = await server.get('/api/reports');
  expect(status).toBe(200);
  const told = body['charts'] as { name: string; question: string; about: string }[];
  expect(told.map(({ name }) => name)).toEqual(names);
  for (const { question, about } of told) {
    expect(question).toMatch(/^[A-Z].*\?$/);
    expect(about).toMatch(/^[A-Z].*\.$/s);
  }
  expect(told.every((one) => !('sql' in one))).toBe(true);
});

test.each(names)('%s answers on an empty database, with the views it is made of', async (name) => {
  const { status, body } = await server.get(`/api/reports/charts/${name}`);
  const { definition, rows } = body as unknown as Told;
  // Goals are there before there is anything to hold against them.
  expect({ status, rows: rows.filter((row) => typeof row['goal'] !== 'number' || row['won'] !== 0) }).toEqual({ status: 200, rows: [] });
  expect(definition.views.map((view) => view.name)).toEqual(charts.get(name)!.views.map((view) => `reporting.${view}`));
  for (const view of definition.views) {
    expect(view.sql).toMatch(/^\s*(SELECT|WITH)/);
    expect(view.about).toMatch(/\.$/);
    expect(definition.sql).toContain(view.name);
  }
  const [head] = (await server.get(`/api/reports/charts/${name}/csv`)).text.split('\n');
  expect(head).toBe(
    charts
      .get(name)!
      .columns.map((column) => column.name)
      .join(','),
  );
});

test.each([...charts.values()].flatMap(({ name, drill }) => Object.keys(drill?.deals ?? {}).map((of) => [name, of] as const)))(
  'the deals behind %s of %s are a list, empty on an empty database',
  async (name, of) => {
    const { columns, drill } = charts.get(name)!;
    const values = { month: '2026-03', day: '2026-03-01', currency: 'usd' } as Record<string, string>;
    const by = drill!.by.map((column) => `is_${column}=${values[columns.find((one) => one.name === column)!.kind] ?? 'x'}`).join('&');
    expect(await server.get(`/api/reports/charts/${name}/deals?of=${of}&${by}`)).toMatchObject({
      status: 200,
      body: { data: [], next: null },
    });
  },
);

test('a period to compare with is as long as the first unless its end is said', async () => {
  const { period, compared } = await chart('plan_violations?from=2026-03-01&to=2026-03-31&compare_from=2026-01-01');
  expect(period).toEqual({ from: '2026-03-01', to: '2026-03-31' });
  expect(compared).toEqual({ period: { from: '2026-01-01', to: '2026-01-31' }, rows: [] });
});

test('a period can be named, and the period before comes along on request', async () => {
  const days = (text: string) => Temporal.PlainDate.from(text);
  const { period, compared } = await chart('plan_violations?period=last%20month&compare=before');
  expect(days(period.from).day).toBe(1);
  expect(days(period.to).add({ days: 1 }).day).toBe(1);
  expect(compared?.period).toEqual({
    from: days(period.from).subtract({ months: 1 }).toString(),
    to: days(period.from).subtract({ days: 1 }).toString(),
  });
  const own = await chart('answer_misses?compare=before');
  expect(own.compared?.period.to).toBe(days(own.period.to).subtract({ years: 1 }).toString());
  const said = await chart('plan_violations?from=2026-03-01&to=2026-03-10&compare=before');
  expect(said.compared?.period).toEqual({ from: '2026-02-19', to: '2026-02-28' });
});

test('the dashboards of config/reports come with their charts and goals', async () => {
  const { body } = await server.get('/api/reports');
  expect(body['dashboards']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: 'speed-to-lead',
        file: 'reports/speed-to-lead.yaml',
        charts: expect.arrayContaining([expect.objectContaining({ chart: 'answer_misses', width: 'half', period: 'last 12 months' })]),
      }),
    ]),
  );
});

test('promise 15: violations of the plan are the rows of the days asked for, and a name that begins a formula is quoted in CSV', async () => {
  await server.pool.query(`insert into plan_violation (event, property, problem, source, owner, day, count) values
    ('=cmd()', '', 'is not planned', 'segment:website', '', '2026-03-02', 7), ('Signed Up', 'plan', 'is no text', 'segment:website', 'growth', '2026-04-01', 3)`);
  const { rows } = await chart('plan_violations?from=2026-03-01&to=2026-03-31');
  expect(rows).toEqual([
    {
      day: '2026-03-02',
      event: '=cmd()',
      property: '',
      problem: 'is not planned',
      source: 'segment:website',
      answers_for: '',
      violations: 7,
    },
  ]);
  const { text, headers } = await server.get('/api/reports/charts/plan_violations/csv?from=2026-03-01&to=2026-03-31');
  expect(headers['content-type']).toContain('text/csv');
  expect(text.split('\n')[1]).toBe("2026-03-02,'=cmd(),,is not planned,segment:website,,7");
});

describe('what is asked wrongly is 400 and names its parameter', () => {
  test.each([
    ['plan_violations?from=yesterday', '"from" must be a day'],
    ['plan_violations?from=2026-02-30', '"from" must be a day'],
    ['plan_violations?from=2026-03-02&to=2026-03-01', '"to" is before "from"'],
    ['plan_violations?from=2001-01-01&to=2026-03-01', 'more than 3660 days'],
    ['plan_violations?compare_to=2026-03-01', '"compare_from"'],
    ['plan_violations?period=90d', '"period" must be as in last 90d'],
    ['plan_violations?period=last%2030d&to=2026-03-01', '"period" names the days already'],
    ['plan_violations?compare=after', '"compare" can only be "before"'],
    ['plan_violations?compare=before&compare_from=2026-03-01', '"compare" names the period already'],
    ['plan_violations?from=2026-03-01&from=2026-03-02', '"from" is given more than once'],
    ['plan_violations?nonsense=1', 'unknown parameter "nonsense"'],
    ['plan_violations?constructor=1', 'unknown parameter "constructor"'],
    ['plan_violations?event=a%00b', '"event" has a NUL'],
    ['plan_violations?event=', '"event" is empty'],
    [`plan_violations?event=${'x'.repeat(201)}`, '"event" is longer'],
    ['answer_misses?team=nobody', '"team" must be one of enterprise'],
    ['answer_misses/deals?of=nothing&is_month=2026-03&is_owner=nina', '"of" must be one of leads'],
    ['answer_misses/deals?of=missed&is_month=2026-13&is_owner=nina', '"is_month" must be a month'],
    ['answer_misses/deals?of=missed&is_owner=nina', '"is_month" is missing'],
    ['answer_misses/deals?of=missed&is_month=2026-03&is_owner=nina&limit=0', '"limit"'],
  ])('%s', async (path, says) => {
    const { status, headers, body } = await server.get(`/api/reports/charts/${path}`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: expect.stringContaining('application/problem+json') });
    expect(body['detail']).toContain(says);
  });

  test('a filter is a value, never a part of the statement', async () => {
    const { status, body } = await server.get(`/api/reports/charts/plan_violations?event=${encodeURIComponent("x' or '1'='1")}`);
    expect({ status, rows: body['rows'] }).toEqual({ status: 200, rows: [] });
  });

  test('a chart that there is not is 404 with those there are', async () => {
    expect(await server.get('/api/reports/charts/nothing')).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('plan_violations') },
    });
    expect(await server.get('/api/reports/charts/plan_violations/deals?of=x')).toMatchObject({ status: 404 });
  });
});

test('whoever may look may look at charts: a key that only reads is let in, nobody without one', async () => {
  const reader = await server.app.get(KeysStore).create('viewer', 'read');
  for (const path of ['', '/charts/plan_violations', '/charts/plan_violations/csv']) {
    expect((await server.get(`/api/reports${path}`, reader)).status).toBe(200);
    expect((await server.get(`/api/reports${path}`, null)).status).toBe(401);
  }
});

test('a lead that comes in, is routed and is touched shows in the charts at once, without anything being refreshed', async () => {
  await server.track('track', {
    userId: 'ana',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify' },
    context: { traits: { email: 'ana@ana-shop.test' } },
    messageId: 'ana',
  });
  await server.drain();
  const whole = async (name: string) => (await chart(name)).rows.find(({ month }) => month === null);
  expect((await chart('pipeline_by_month')).rows.at(-1)).toMatchObject({ created_deals: 1, open_deals: 1, won_deals: 0 });
  expect(await whole('speed_to_lead')).toMatchObject({ leads: 1, touched: 0, total_p50: null });
  const [deal] = (await server.get('/api/deals')).body['data'] as { id: string; version: number; owner: string }[];
  const { id, version, owner } = deal!;
  const edited = await server.call(
    'PATCH',
    `/api/deals/${id}`,
    ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'],
    JSON.stringify({ version, as: owner, stage: 'won', amount: { amount: 123_456, currency: 'usd' } }),
  );
  expect(edited.status).toBe(200);
  const won = (await chart('pipeline_by_month')).rows.find((row) => row['won'] !== 0);
  expect(won).toMatchObject({ currency: 'usd', won: 123_456, won_deals: 1, open_after: 0, changed: 123_456 });
  expect(await whole('speed_to_lead')).toMatchObject({ leads: 1, touched: 1, total_p50: expect.any(Number) });
  expect((await chart('seller_activity')).rows).toMatchObject([{ owner, activity: 'edit', times: 1 }]);
  const behind = await server.get(`/api/reports/charts/pipeline_by_month/deals?of=won&is_month=${String(won!['month'])}&is_currency=usd`);
  expect((behind.body['data'] as { id: string }[]).map((one) => one.id)).toEqual([id]);
});
