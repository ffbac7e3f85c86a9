// What the pages of settings are drawn with: the team, the workspace's settings, and what is known of backups.

import { expect, test } from '@jest/globals';
import { KeysStore } from '../keys/keys.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();

interface Rep {
  readonly key: string;
  readonly [name: string]: unknown;
}

const team = async () => new Map(((await server.get('/api/team')).body['data'] as Rep[]).map((rep) => [rep.key, rep]));

test('a rep is told with load, place in the ledger, absences and whether somebody signs in as one', async () => {
  await server.pool.query(`
    insert into deal (id, pipeline, name, stage, owner, created_at, in_stage_since, last_fact_at)
      values (1, 'new-business', 'Open', 'new', 'june', now(), now(), now()), (2, 'new-business', 'Lost', 'lost', 'june', now(), now(), now());
    insert into pool_member (pool, rep, turns, adjustments, joined_at) values ('inbound:smb', 'june', 3, 1, now());
    insert into app_user (email, name, role) values ('june@parcelwise.example', 'June', 'rep');
    insert into app_user (email, name, role, disabled_at) values ('leo@parcelwise.example', 'Leo', 'rep', now())`);
  const reps = await team();
  // Half a share: a turn counts twice.
  expect(reps.get('june')).toMatchObject({
    name: 'June Park',
    teams: ['smb'],
    state: 'there',
    open_deals: 1,
    capacity: 40,
    weight: 0.5,
    can_sign_in: true,
    calendar_url: expect.stringContaining('calendly.com'),
    file: 'team.yaml',
    line: expect.any(Number),
    ledger: [{ pool: 'inbound:smb', turns: 3, adjustments: 1, level: 8, last_turn_at: null }],
  });
  expect(reps.get('leo')).toMatchObject({ can_sign_in: false, open_deals: 0, ledger: [] });
});

test('the workspace is told with what is set where, what is left out, and what it has', async () => {
  const { body } = await server.get('/api/workspace/settings');
  const settings = body['settings'] as { key: string; value: string | null; line: number | null }[];
  expect(settings.find(({ key }) => key === 'time_zone')).toMatchObject({ value: 'America/New_York', line: expect.any(Number) });
  expect(settings.find(({ key }) => key === 'reps_see')).toMatchObject({ value: null, line: null });
  const things = body['things'] as { kind: string; names: { name: string; file: string; line: number }[] }[];
  expect(things.find(({ kind }) => kind === 'workflow')!.names).toContainEqual({
    name: 'inbound',
    file: 'workflows/inbound.yaml',
    line: expect.any(Number),
  });
  expect(body).toMatchObject({ file: 'workspace.yaml', applied_by: 'start' });
});

test('of backups it is told what Postgres says, and the last that was reported, by whom', async () => {
  expect((await server.get('/api/backup')).body).toMatchObject({ told: null, archiving: { mode: 'off', last_at: null, standbys: 0 } });
  const say = (body: unknown, key = server.key) =>
    server.call('POST', '/api/backup', ['authorization', `Bearer ${key}`, 'content-type', 'application/json'], JSON.stringify(body));
  for (const body of [{}, { what: '' }, { what: 'two\nlines' }, { what: 'x', at: '2020-01-01' }])
    expect(await say(body)).toMatchObject({ status: 400, body: { detail: expect.stringContaining('"what"') } });
  const script = await server.app.get(KeysStore).create('backup script', 'ops');
  expect((await say({ what: 'pg_dump to s3://backups' }, script)).status).toBe(204);
  expect((await server.get('/api/backup')).body['told']).toEqual({
    at: expect.any(String),
    what: 'pg_dump to s3://backups',
    by: 'backup script',
  });
});
