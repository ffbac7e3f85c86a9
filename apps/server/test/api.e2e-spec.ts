// The API as its clients meet it: lists, errors, keys, the document that describes it, and metrics.

import { describe, expect, test } from '@jest/globals';
import { listings, type ListingName } from '#libs/reporting/listing.js';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();
const names = Object.keys(listings) as ListingName[];

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
const openToAll = /^\/(health|docs|v1|u|api\/sign-in)(\/|$)/;
/** Whoever may look may end and protect what is their own. */
const ofOneself = /^\/api\/(sign-out|me|sessions|views)(\/|$)/;

async function operations(): Promise<{ method: string; path: string; operation: Operation }[]> {
  const document = (await server.get('/docs/openapi.json', null)).body as unknown as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** Rows of every list, by SQL: what is tested is reading. Five of each. */
async function fill(): Promise<void> {
  await server.pool.query(`
    insert into account (id, name, domain, tier, owner, first_seen_at, last_seen_at)
      select i, 'Account ' || i, i || '.test', case when i % 2 = 0 then 'growth' else 'enterprise' end, 'nina', now(), now() from generate_series(1, 5) i;
    insert into account_key (kind, value, account_id) select 'domain', i || '.test', i from generate_series(1, 5) i;
    insert into person (id, user_id, email, account_id, first_seen_at, last_seen_at)
      select i, 'u' || i, 'p' || i || '@x.test', 1, now(), now() from generate_series(11, 15) i;
    insert into person_key (kind, value, person_id) select 'email', 'p' || i || '@x.test', i from generate_series(11, 15) i;
    insert into deal (id, pipeline, account_id, name, stage, amount, currency, created_at, in_stage_since, last_fact_at)
      select i, 'new-business', i - 20, 'Deal ' || i, case when i = 21 then 'won' else 'new' end, 4990000, 'usd', now(), now(), now() from generate_series(21, 25) i;
    insert into event (subject_id, id, received_at, at, kind, name, source, key, verdict, body)
      select 11, i, now(), now(), 'event', 'Demo Requested', 'segment:website', gen_random_uuid(), 'used', '{}' from generate_series(31, 35) i;
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload)
      select 11, i, now(), 'k' || i, 'email.send', 'p@x.test', '{}' from generate_series(41, 45) i;
    insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at)
      select i, 1, now(), 'stripe', gen_random_uuid(), 'x', 'broken', now() from generate_series(51, 55) i;
    insert into rejection (source, reason, minute, count, last_at)
      select 'stripe', 'reason ' || i, date_trunc('minute', now()) + interval '1 minute' * (i / 2), i, now() from generate_series(1, 5) i;
    insert into clash (kind, at, event_id, first_id, second_id, keys) select 'user_id', now(), 31, 11, i, '[]' from generate_series(12, 16) i;
    insert into audit (subject_id, id, at, subject_kind, field, to_value, because)
      select 21, i, now(), 'deal', 'stage', '"won"', '{}' from generate_series(61, 65) i;
    insert into mailbox (key, at, sender, recipient, template, subject, html, text, headers)
      select 'k' || i, now(), 'a@x.test', 'p@x.test', 't', 's', 'h', 't', '{}' from generate_series(1, 5) i;
    insert into turn (pool, rep, at, credit, because) select 'inbound:enterprise', 'nina', now(), 1, '{}' from generate_series(1, 5) i;
    insert into awaited_answer (id, routing, rep, assigned_at, deadline, tried, because)
      select i, 'inbound', 'nina', now(), now(), '[]', '{}' from generate_series(91, 95) i;
    insert into proposal (deal_id, key, from_stage, to_stage, at, reason, because)
      select i, 'k' || i, 'new', 'won', now(), 'held', '{}' from generate_series(21, 25) i;
    insert into task (id, subject_kind, subject_id, person_id, rep, title, created_at, workflow, run_id, step)
      select i, 'person', 11, 11, 'nina', 'Call ' || i, now(), 'inbound', 71, '1-task' from generate_series(81, 85) i;
    insert into pending_fact (subject_id, id, pipeline, at, key, body, because)
      select 11, i, 'new-business', now(), 'k' || i, '{}', '{}' from generate_series(101, 105) i;
    insert into breaker (action, failures, since, open_until, error) select 'email.' || i, 5, now(), now(), 'away' from generate_series(1, 5) i;
    insert into workspace_version (hash, files, applied_at, applied_by)
      select 'h' || i, '[]', now(), 'test' from generate_series(2, 5) i;
    insert into run (subject_id, id, subject_kind, workflow, version_id, key, state, trigger, started_at)
      select 11, i, 'person', 'inbound', (select min(id) from workflow_version), i::text, 'ready', '{}', now() from generate_series(71, 75) i;`);
}

async function walk(path: string, between?: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let cursor = '';
  for (let pages = 0; pages < 20; pages += 1) {
    const { status, body } = await server.get(`${path}?limit=2${cursor}`);
    expect(status).toBe(200);
    rows.push(...(body['data'] as Record<string, unknown>[]));
    if (body['next'] === null) return rows;
    cursor = `&cursor=${encodeURIComponent(body['next'] as string)}`;
    await between?.();
  }
  throw new Error('The pages do not end.');
}

describe('lists', () => {
  test.each(names)('the pages of %s have every row once, newest first', async (name) => {
    await fill();
    const rows = await walk(`/api/${name}`);
    expect(rows).toHaveLength(5);
    const keys = rows.map((row) => JSON.stringify(listings[name].order.map(({ as }) => row[as])));
    expect(new Set(keys).size).toBe(5);
    const ids = rows.map(({ id }) => Number(id));
    if (name !== 'rejections') expect(ids).toEqual(ids.toSorted((one, other) => other - one));
    expect(Object.keys(rows[0]!).toSorted()).toEqual(Object.keys(listings[name].columns).toSorted());
  });

  test('rows that arrive while somebody pages neither repeat nor hide a row', async () => {
    await fill();
    let next = 100;
    const rows = await walk('/api/dead-letters', () =>
      server.pool.query(
        `insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at)
         values ($1, 1, now(), 'stripe', gen_random_uuid(), 'x', 'broken', now())`,
        [(next += 1)],
      ),
    );
    expect(rows.map(({ id }) => id)).toEqual(['55', '54', '53', '52', '51']);
  });

  test.each([
    ['/api/accounts?tier=growth', 2],
    ['/api/accounts?domain=3.TEST', 1],
    ['/api/people?email=P11@X.test', 1],
    ['/api/people?account=2', 0],
    ['/api/people?find=P11@', 1],
    ['/api/people?find=%25', 0],
    ['/api/accounts?find=COUNT%203', 1],
    ['/api/accounts?find=3.t', 1],
    ['/api/deals?stage=won', 1],
    ['/api/deals?account=2&stage=new', 1],
    ['/api/events?name=Demo%20Requested', 5],
    ['/api/events?person=11', 5],
    ['/api/events?since=2026-03-02T09:00:00Z', 5],
    ['/api/events?since=2999-03-02T09:00:00.123Z', 0],
    ['/api/deliveries?state=done', 0],
    ['/api/dead-letters?source=stripe&limit=3', 3],
    ['/api/runs?workflow=inbound&state=ready', 5],
    ['/api/audit?subject=21&field=stage', 5],
    ['/api/mailbox?recipient=P@x.test', 5],
    [`/api/events?name=${encodeURIComponent("x' or '1'='1")}`, 0],
  ])('%s has %d rows', async (path, count) => {
    await fill();
    const { status, body } = await server.get(path);
    expect({ status, count: (body['data'] as unknown[]).length }).toEqual({ status: 200, count });
  });

  const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['people?nmae=x', '"nmae"', 'known are'],
    ['people?constructor=x', '"constructor"', 'known are'],
    ['people?account=ana', '"account"', 'digits'],
    ['people?account=99999999999999999999', '"account"', 'digits'],
    ['people?email=a&email=b', '"email"', 'once'],
    ['people?email=a%00b', '"email"', 'NUL'],
    ['events?since=yesterday', '"since"', 'a time like'],
    ['events?since=2026-13-45T00:00:00Z', '"since"', 'a time like'],
    ['people?limit=0', '"limit"', '1 to 500'],
    ['people?limit=501', '"limit"', '1 to 500'],
    ['people?limit=1e2', '"limit"', '1 to 500'],
    ['people?cursor=nonsense', '"cursor"', 'leave it out'],
    [`people?cursor=${cursorOf(['1', '2'])}`, '"cursor"', 'leave it out'],
    [`people?cursor=${cursorOf(['ana'])}`, '"cursor"', 'leave it out'],
    [`people?cursor=${cursorOf(['99999999999999999999999'])}`, '"cursor"', 'leave it out'],
    [`rejections?cursor=${cursorOf(['yesterday-ish', 'a', 'b'])}`, '"cursor"', 'leave it out'],
    [`rejections?cursor=${cursorOf(['2026-13-45T00:00:00.000Z', 'a', 'b'])}`, '"cursor"', 'leave it out'],
    [`people?cursor=${cursorOf({ length: 1 })}`, '"cursor"', 'leave it out'],
    ['people?cursor=', '"cursor"', 'leave it out'],
  ])('%s is 400 that names the field and the fix', async (query, field, fix) => {
    const { status, headers, body } = await server.get(`/api/${query}`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: expect.stringContaining('application/problem+json') });
    expect(body).toMatchObject({ title: 'Bad Request', status: 400, detail: expect.stringContaining(field) });
    expect(body['detail']).toContain(fix);
  });
});

describe('details', () => {
  test.each(['people', 'accounts', 'deals', 'runs', 'events'])('an unknown id of %s is 404, what is no id is 400', async (name) => {
    expect(await server.get(`/api/${name}/999`)).toMatchObject({
      status: 404,
      body: { status: 404, detail: expect.stringContaining('no ') },
    });
    for (const id of ['ana', '-1', '1.5', '99999999999999999999', '%00', "1'"])
      expect(await server.get(`/api/${name}/${id}`)).toMatchObject({ status: 400, body: { detail: 'the id must be digits' } });
  });

  test.each([
    ['people', '11', { keys: [{ kind: 'email', value: 'p11@x.test' }] }],
    ['accounts', '1', { keys: [{ kind: 'domain', value: '1.test' }] }],
    ['deals', '21', { amount: { amount: 4990000, currency: 'usd' }, facts: [] }],
    ['runs', '71', { workflow: 'inbound', steps: [] }],
    ['events', '31', { body: '{}' }],
  ])('one of %s has what belongs to it', async (name, id, parts) => {
    await fill();
    expect(await server.get(`/api/${name}/${id}`)).toMatchObject({ status: 200, body: { id, ...parts } });
  });

  test('an address that is none of ours is 404 as problem+json', async () => {
    expect(await server.get('/api/nothing')).toMatchObject({
      status: 404,
      headers: { 'content-type': expect.stringContaining('problem+json') },
    });
  });
});

describe('keys', () => {
  test('promise 21: no route but health, docs, the signed intake and unsubscribing answers without a key that holds', async () => {
    const revoked = await server.app.get(KeysStore).create('gone', 'admin');
    await server.pool.query(`update api_key set revoked_at = now() where name = 'gone'`);
    const bad = [
      [],
      ['authorization', 'Bearer '],
      ['authorization', `Bearer ${server.key}x`],
      ['authorization', `Bearer ${revoked}`],
    ].concat([
      ['authorization', `Basic ${Buffer.from(`${server.key}:`).toString('base64')}`],
      ['authorization', `bearer\t${server.key}`],
      ['x-api-key', server.key],
    ]);
    const closed = (await operations()).filter(({ path }) => !openToAll.test(path));
    expect(closed.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const { method, path } of closed)
      for (const headers of bad) {
        const { status, headers: answered } = await server.call(method, path.replaceAll(/\{\w+\}/g, '1'), headers);
        if (status !== 401 || !String(answered['content-type']).includes('problem+json')) wrong.push(`${method} ${path}: ${status}`);
      }
    expect(wrong).toEqual([]);
    expect((await server.call('GET', `/api/people?key=${server.key}`)).status).toBe(401);
  });

  test('promise 21: a key that may only read gets 403 from every route that changes something', async () => {
    const reader = await server.app.get(KeysStore).create('viewer', 'read');
    const headers = ['authorization', `Bearer ${reader}`];
    for (const { method, path } of await operations()) {
      // The live stream is let in, and does not end.
      if (openToAll.test(path) || ofOneself.test(path) || path === '/api/live') continue;
      const { status } = await server.call(method, path.replaceAll(/\{\w+\}/g, '1'), headers);
      // Who may sign in is an admin's business.
      if (/^\/api\/users(\/|$)/.test(path)) expect({ method, path, status }).toEqual({ method, path, status: 403 });
      else if (method === 'GET') expect({ path, isRead: [200, 400, 404].includes(status) }).toEqual({ path, isRead: true });
      else expect({ method, path, status }).toEqual({ method, path, status: 403 });
    }
  });

  test('health and the document are open to everyone', async () => {
    expect(await server.get('/health/live', null)).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await server.get('/health/ready', null)).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect((await server.get('/docs/openapi.json', null)).status).toBe(200);
  });
});

describe('the document', () => {
  test('is OpenAPI 3.1, and every route has a summary, a schema of what it answers and its path parameters', async () => {
    expect((await server.get('/docs/openapi.json', null)).body['openapi']).toMatch(/^3\.1\./);
    const lacking = (await operations()).flatMap(({ method, path, operation }) => {
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      const schemas = good.flatMap(([, { content = {} }]) => Object.values(content)).map(({ schema }) => schema);
      const given = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [];
      const hasAll = [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) => given.includes(name!));
      // 204 has nothing to describe, and neither has a browser sent elsewhere.
      const isEmpty = '302' in operation.responses || (good.length > 0 && good.every(([status]) => status === '204'));
      return (isEmpty || schemas.length > 0) && schemas.every((schema) => schema !== undefined && Object.keys(schema).length > 0) && hasAll
        ? []
        : [`${method} ${path}`];
    });
    expect(lacking).toEqual([]);
  });

  test('has every list with its filters', async () => {
    const all = await operations();
    for (const name of names) {
      const given = all.find(({ path }) => path === `/api/${name}`)?.operation.parameters?.map((parameter) => parameter.name);
      expect(given?.toSorted()).toEqual(['limit', 'cursor', ...Object.keys(listings[name].filters)].toSorted());
    }
  });
});

test('promise 19: /metrics shows accepted, done, waiting, set aside, lag and how long the loops take', async () => {
  expect(await server.track('track', { userId: 'u', event: 'Demo Requested', messageId: 'm' })).toBe(200);
  const value = async (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await server.get('/metrics')).text)?.[1]);
  expect(await value('millrace_events_accepted_total')).toBe(1);
  expect(await value('millrace_events_waiting')).toBe(1);
  expect(await value('millrace_events_lag_seconds')).toBeGreaterThanOrEqual(0);
  await server.drain();
  expect(await value('millrace_events_done_total')).toBe(1);
  expect(await value('millrace_events_waiting')).toBe(0);
  expect(await value('millrace_events_set_aside')).toBe(0);
  expect(await value('millrace_loop_duration_seconds_count\\{loop="ingest"\\}')).toBeGreaterThan(0);
});

test('the clock cannot be moved where the demo clock is off: its address does not exist', async () => {
  const moved = await server.call(
    'POST',
    '/api/demo/clock/advance',
    ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'],
    '{"by":"7d"}',
  );
  expect(moved.status).toBe(404);
});
