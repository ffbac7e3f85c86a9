// Times that come again, in production: a row for each trigger, claimed for a batch of subjects, that says how far it has got.

import { describe, expect, test } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { everyBatch } from './every-batch.service.js';
import { day, hour, installation } from './installation.fixture.js';

const database = useDatabase();
/** 09:00 in Berlin, the workspace's zone; the installation's clock starts an hour later. */
const monday = Date.parse('2026-03-09T08:00:00Z');
const week = 7 * day;

const weekly = (of: string, every: string, more = '') => ({
  'workflows/weekly.yaml': `workflow: weekly
of: ${of}
when: [{ every: ${every} }]
again: after exit
${more}
steps: [{ notify: { channel: "#sales", text: "A new week." } }]
`,
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps: [{ create_deal: { pipeline: new-business, stage: new } }]
`,
});

const people = (count: number, more = {}) =>
  Array.from({ length: count }, (_, at) => ({ name: 'page', properties: {}, person: { email: `p${at}@shop${at}.test` }, ...more }));

async function runs() {
  const { rows } = await database.pool.query<{ who: string | null; at: Date; by: string; subject: string }>(
    `select p.email as who, r.started_at as at, r.trigger ->> 'name' as by, r.subject_kind as subject
     from run r left join person p on p.id = r.subject_id where workflow = 'weekly' order by r.started_at, r.id`,
  );
  return rows.map(({ who, at, by, subject }) => ({ who, at: at.toISOString(), by, subject }));
}

const occurrences = async () =>
  (
    await database.pool.query<{ at: string }>(`select (trigger ->> 'at')::float8 as at from run where workflow = 'weekly' order by id`)
  ).rows.map(({ at }) => new Date(Number(at)).toISOString());

const due = async () =>
  (
    await database.pool.query<{ name: string; at: Date; after: string }>(
      'select name, next_at as at, after_id as after from every_due order by 1',
    )
  ).rows.map(({ name, at, after }) => ({ name, at: at.toISOString(), after }));

describe('every', () => {
  test('starts a run for each person when its time comes, and not before, and again the week after', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send(...people(3));
    await house.ingest();
    house.at(monday + week - 1);
    await house.every();
    expect(await runs()).toEqual([]);
    house.at(monday + week + 500);
    await house.every();
    const at = '2026-03-16T08:00:00.500Z';
    expect(await runs()).toEqual(
      ['p0@shop0.test', 'p1@shop1.test', 'p2@shop2.test'].map((who) => ({ who, at, by: 'every', subject: 'person' })),
    );
    await house.every();
    expect(await runs()).toHaveLength(3);
    house.at(monday + 2 * week);
    await house.every();
    expect(await runs()).toHaveLength(6);
    expect(await due()).toEqual([{ name: 'mon 09:00 workspace', at: '2026-03-30T07:00:00.000Z', after: '0' }]);
  });

  test.each(['account', 'deal'])('starts a run for each %s', async (of) => {
    const house = installation(database.pool);
    await house.apply(weekly(of, '"mon-fri 09:00"'));
    await house.send({ person: { email: 'ana@acme.test' } }, { person: { email: 'ben@birch.test' } });
    await house.ingest();
    house.at(monday + day);
    await house.every();
    expect((await runs()).map(({ subject }) => subject)).toEqual([of, of]);
  });

  test('is each owner’s own clock, and the workspace’s for who has none', async () => {
    const house = installation(database.pool);
    const team = `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise, hours: "09:00-17:00", time_zone: Asia/Tokyo }
`;
    const inbound = `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps: [{ route: inbound }]
`;
    await house.apply({ ...weekly('account', '"mon 09:00", zone: owner'), 'team.yaml': team, 'workflows/inbound.yaml': inbound });
    await house.send({ person: { email: 'ana@acme.test' } }, { name: 'page', person: { email: 'ben@birch.test' }, properties: {} });
    await house.ingest();
    house.at(Date.parse('2026-03-16T00:00:00Z'));
    await house.every();
    expect(await occurrences()).toEqual(['2026-03-16T00:00:00.000Z']);
    house.at(monday + week);
    await house.every();
    expect(await occurrences()).toEqual(['2026-03-16T00:00:00.000Z', '2026-03-16T08:00:00.000Z']);
  });

  test.each(['person', 'account', 'deal'])('is each person’s own clock, for a workflow of %s', async (of) => {
    const house = installation(database.pool);
    house.at(monday + 2 * day);
    await house.apply(weekly(of, '"mon 09:00", zone: person'));
    const zones: readonly (string | null)[] = ['Asia/Tokyo', 'America/New_York', 'Etc/GMT+12', null, 'Mars/Base'];
    await house.send(
      ...zones.map((timeZone, at) => ({
        person: { email: `p${at}@shop${at}.test` },
        personTraits: { timezone: timeZone },
      })),
    );
    await house.ingest();
    for (let at = monday + 5 * day; at < monday + 9 * day; at += 15 * 60_000) {
      house.at(at);
      await house.every();
    }
    expect(await occurrences()).toEqual([
      '2026-03-16T00:00:00.000Z',
      '2026-03-16T08:00:00.000Z',
      '2026-03-16T08:00:00.000Z',
      '2026-03-16T13:00:00.000Z',
      '2026-03-16T21:00:00.000Z',
    ]);
  });

  test('in the night of the change of the clock comes once', async () => {
    const house = installation(database.pool);
    house.at(Date.parse('2026-03-27T12:00:00Z'));
    await house.apply(weekly('person', '"02:30"'));
    await house.send(...people(1));
    await house.ingest();
    for (let at = Date.parse('2026-03-28T00:00:00Z'); at < Date.parse('2026-03-31T00:00:00Z'); at += hour / 2) {
      house.at(at);
      await house.every();
    }
    expect(await occurrences()).toEqual(['2026-03-28T01:30:00.000Z', '2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z']);
  });

  test('that was missed comes once, late, as the last of the times it was missed', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send(...people(2));
    await house.ingest();
    house.at(monday + 3 * week + 2 * day);
    await house.every();
    expect(await occurrences()).toEqual(['2026-03-30T07:00:00.000Z', '2026-03-30T07:00:00.000Z']);
    expect((await due())[0]!.at).toBe('2026-04-06T07:00:00.000Z');
  });

  test('is for those alone for whom the workflow’s `if` holds, and `again` as for every other trigger', async () => {
    const house = installation(database.pool);
    await house.apply({ ...weekly('person', '"mon 09:00"', 'if: person.role == "admin"') });
    await house.send(...people(1), { ...people(2)[1]!, personTraits: { role: 'admin' } });
    await house.ingest();
    house.at(monday + week);
    await house.every();
    expect((await runs()).map(({ who }) => who)).toEqual(['p1@shop1.test']);
    const { 'workflows/weekly.yaml': text } = weekly('person', '"mon 09:00"', 'if: person.role == "admin"');
    await house.apply({ ...weekly('person', '"mon 09:00"'), 'workflows/weekly.yaml': text.replace('after exit', 'never') });
    house.at(monday + 2 * week);
    await house.every();
    expect(await runs()).toHaveLength(1);
    await house.apply({ ...weekly('person', '"mon 09:00"'), 'workflows/weekly.yaml': text.replace('after exit', 'after 13d') });
    house.at(monday + 3 * week);
    await house.every();
    expect(await runs()).toHaveLength(2);
  });

  test('goes over its subjects in batches, each its own commit, and once over each, whoever looks and whoever is killed', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send(...people(45));
    await house.ingest();
    house.at(monday + week);
    const options = { ...house.options(), limit: 4 };
    // Killed in the middle: what it had done in this batch is not there, and neither is its word that it was done.
    await everyBatch(options);
    const before = await due();
    expect(before[0]!.after).not.toBe('0');
    await expect(everyBatch({ ...options, pool: killedAtCommit() })).rejects.toThrow('killed');
    expect(await due()).toEqual(before);
    expect(await runs()).toHaveLength(4);
    await Promise.all(Array.from({ length: 3 }, () => house.every(4)));
    await house.every(4);
    const who = (await runs()).map((run) => run.who);
    expect(who).toHaveLength(45);
    expect(new Set(who).size).toBe(45);
    expect((await due())[0]).toMatchObject({ at: '2026-03-23T08:00:00.000Z', after: '0' });
  });

  test('promise 13: one who cannot be told is passed over alone, and told of; the others are told', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send(...people(9));
    await house.ingest();
    house.at(monday + week);
    await database.pool.query(
      `do $$ begin execute 'alter table run add constraint poison check (subject_id <> ' || (select id from person where email = 'p4@shop4.test') || ')'; end $$`,
    );
    try {
      await expect(house.every()).rejects.toThrow('poison');
      await house.every();
    } finally {
      await database.pool.query('alter table run drop constraint poison');
    }
    const who = (await runs()).map((run) => run.who);
    expect(who).toHaveLength(8);
    expect(who).not.toContain('p4@shop4.test');
    expect((await due())[0]).toMatchObject({ at: '2026-03-23T08:00:00.000Z', after: '0' });
  });

  test('of a workflow that changes follows it: what stays goes on, what is new begins now, what is gone ends', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send(...people(6));
    await house.ingest();
    house.at(monday + week);
    await everyBatch({ ...house.options(), limit: 2 });
    // In the middle of it another version comes, with one more time, which is over today.
    await house.apply(weekly('person', '"mon 09:00" }, { every: "08:00"', 'about: Changed.'));
    expect((await due()).map(({ name, at }) => `${name} ${at}`)).toEqual([
      '08:00 workspace 2026-03-17T07:00:00.000Z',
      'mon 09:00 workspace 2026-03-16T08:00:00.000Z',
    ]);
    await house.every(2);
    expect(await runs()).toHaveLength(6);
    await house.apply(weekly('person', '"08:00"'));
    expect((await due()).map(({ name }) => name)).toEqual(['08:00 workspace']);
    await house.apply({});
    expect(await due()).toEqual([]);
  });

  test('is not for who was merged into another', async () => {
    const house = installation(database.pool);
    await house.apply(weekly('person', '"mon 09:00"'));
    await house.send({ name: 'page', properties: {}, person: { anonymousId: 'a1' } });
    await house.ingest();
    await house.send({ name: 'page', properties: {}, person: { email: 'ana@acme.test' } });
    await house.send({ name: 'page', properties: {}, person: { email: 'ana@acme.test', anonymousId: 'a1' } });
    await house.ingest();
    house.at(monday + week);
    await house.every();
    expect(await runs()).toHaveLength(1);
  });
});

/** A pool whose connection is cut instead of committing. */
function killedAtCommit(): Pool {
  const { pool } = database;
  return {
    connect: async (): Promise<PoolClient> => {
      const client = await pool.connect();
      return new Proxy(client, {
        get: (target, name) => {
          if (name !== 'query') return Reflect.get(target, name, target) as unknown;
          return (...asked: Parameters<PoolClient['query']>) => {
            if ((asked[0] as unknown) === 'commit') throw new Error('killed');
            return (target.query as (...given: unknown[]) => unknown)(...asked);
          };
        },
      });
    },
  } as Partial<Pool> as Pool;
}
