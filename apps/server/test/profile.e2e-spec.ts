// The page of a person and of an account: what is known, who said it, what gave points, and everything that happened.

import { beforeEach, expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();

interface Trait {
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
  readonly how: string;
  readonly file: string | null;
}

let ids: { person: string; account: string };

beforeEach(async () => {
  const said = [
    ['group', { userId: 'u-1', groupId: 'g-1', traits: { name: 'Acme', domain: 'acme.test', industry: 'toys' } }],
    ['identify', { userId: 'u-1', traits: { email: 'ana@acme.test', name: 'Ana', shoe_size: 38 } }],
    ['track', { userId: 'u-1', event: 'Demo Requested', properties: { company_size: 1200 }, messageId: 'demo' }],
  ] as const;
  for (const [call, message] of said) expect(await server.track(call, message)).toBe(200);
  await server.drain();
  const { body } = await server.get('/api/people?email=ana@acme.test');
  const [person] = body['data'] as { id: string; account_id: string }[];
  ids = { person: person!.id, account: person!.account_id };
});

const traitsOf = async (path: string) => {
  const { status, body } = await server.get(`/api/${path}/profile`);
  expect(status).toBe(200);
  return Object.fromEntries((body['traits'] as Trait[]).map((trait) => [trait.name, trait]));
};

test('each trait says where it comes from: who said it, or the line that computes it', async () => {
  const account = await traitsOf(`accounts/${ids.account}`);
  expect(account['industry']).toMatchObject({ value: 'toys', from: 'said', how: 'segment:website', file: null });
  expect(account['employees']).toMatchObject({ value: 1200, from: 'computed', how: expect.stringContaining('Demo Requested') });
  const computed = Object.values(account).filter(({ from }) => from === 'computed');
  expect(computed.length).toBeGreaterThan(0);
  for (const { file } of computed) expect(file).toMatch(/^(traits|audiences)\//);
  expect(Object.values(account).some(({ from, value }) => from === 'score' && typeof value === 'number')).toBe(true);
  expect((await traitsOf(`people/${ids.person}`))['shoe_size']).toMatchObject({ value: 38, from: 'unplanned' });
});

test('a score is the sum of the lines that are told with it, each with the values it saw', async () => {
  const { body } = await server.get(`/api/accounts/${ids.account}/profile`);
  const scores = body['scores'] as { value: number; lines: { points: number; saw: object }[]; file: string }[];
  expect(scores.length).toBeGreaterThan(0);
  for (const { value, lines, file } of scores) {
    expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(value);
    expect(file).toMatch(/^scores\//);
  }
  expect(scores.flatMap(({ lines }) => lines)).toContainEqual(expect.objectContaining({ saw: { 'account.employees': 1200 } }));
});

test('the days of activity hold every fact', async () => {
  // Else the answer of a mail may come in between the two counts.
  await server.endLoops();
  for (const path of [`people/${ids.person}`, `accounts/${ids.account}`]) {
    const days = (await server.get(`/api/${path}/profile`)).body['activity'] as { day: string; count: number }[];
    const { rows } = await server.pool.query<{ count: number }>(
      'select count(*)::int as count from event where verdict <> $1 and subject_id > 0',
      ['blocked'],
    );
    expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]!.count);
  }
});

test('the pages of a timeline have everything once, the newest first, also where moments are the same', async () => {
  await server.pool.query(`
    insert into account (id, name, first_seen_at, last_seen_at) values (700, 'Quiet', now(), now());
    insert into person (id, account_id, first_seen_at, last_seen_at) values (701, 700, now(), now());
    insert into task (id, subject_kind, subject_id, person_id, account_id, rep, title, created_at, workflow, run_id, step)
      select i, 'person', 701, 701, 700, 'nina', 'Call', now(), 'inbound', 1, '1-task' from generate_series(901, 904) i;
    insert into event (subject_id, id, received_at, at, kind, name, source, key, verdict, body)
      select 701, i, now(), now(), 'event', 'Demo Requested', 'segment:website', gen_random_uuid(), 'used', '{}' from generate_series(901, 904) i;
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, state)
      select 701, i, now(), 'k' || i, 'email.send', 'p@x.test', '{"template": "welcome"}', 'done' from generate_series(901, 904) i;
    insert into run (subject_id, id, subject_kind, workflow, version_id, key, state, trigger, started_at, ended_at)
      select 701, i, 'person', 'inbound', (select min(id) from workflow_version), i::text, 'done', '{}', now() - interval '1 hour', now() from generate_series(901, 904) i;
    insert into audit (subject_id, id, at, subject_kind, field, to_value, because)
      select 701, i, now(), 'person', 'traits.lifecycle', '"dormant"', '{"by": "workflow", "name": "re-engage"}' from generate_series(901, 904) i`);
  for (const path of ['people/701', 'accounts/700']) {
    const seen: { kind: string; id: string; at: string }[] = [];
    let cursor = '';
    do {
      const { status, body } = await server.get(`/api/${path}/timeline?limit=3${cursor}`);
      expect(status).toBe(200);
      seen.push(...(body['data'] as typeof seen));
      cursor = body['next'] === null ? '' : `&cursor=${body['next'] as string}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(20);
    expect(new Set(seen.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(20);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(seen.slice(-4).map(({ kind }) => kind)).toEqual(['run', 'run', 'run', 'run']);
  }
  const facts = (await server.get('/api/people/701/timeline?only=event,delivery')).body['data'] as { kind: string; title: string }[];
  expect(facts.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    ...Array.from({ length: 4 }, () => 'event Demo Requested'),
    ...Array.from({ length: 4 }, () => 'delivery welcome'),
  ]);
});

test('what went up in another answers with the one it went up in', async () => {
  await server.pool.query(`insert into person (id, merged_into, first_seen_at, last_seen_at) select 99, $1, now(), now()`, [ids.person]);
  expect((await server.get('/api/people/99/profile')).body['id']).toBe(ids.person);
  expect(((await server.get('/api/people/99/timeline')).body['data'] as unknown[]).length).toBeGreaterThan(2);
});

test.each([
  ['timeline?only=event,mail', '"only"'],
  ['timeline?limit=0', '"limit"'],
  ['timeline?limit=201', '"limit"'],
  ['timeline?cursor=x', '"cursor"'],
  [`timeline?cursor=${Buffer.from('["2026-13-45 00:00:00+00","event","1"]').toString('base64url')}`, '"cursor"'],
  ['timeline?nmae=x', '"nmae"'],
])('%s is 400 and names what is wrong', async (query, named) => {
  const { status, body } = await server.get(`/api/people/${ids.person}/${query}`);
  expect({ status, detail: body['detail'] }).toEqual({ status: 400, detail: expect.stringContaining(named) });
});

test('nobody by that id is 404', async () => {
  for (const part of ['profile', 'timeline']) {
    expect((await server.get(`/api/people/999999/${part}`)).status).toBe(404);
    expect((await server.get(`/api/accounts/ana/${part}`)).status).toBe(400);
  }
});
