// Time alone changes a subject, in production: rows of trait_due, claimed by whoever looks first.

import { describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { advanceBatch } from './advance-batch.service.js';
import { day, hour, installation, standing, start } from './installation.fixture.js';
import { passTimeBatch } from './pass-time-batch.service.js';

const database = useDatabase();

const quiet = {
  'tracking-plan/answered.yaml': 'event: Ticket Answered\n',
  'traits/time.yaml': `traits: person
compute:
  engagement: { bucket: { count: Ticket Answered, within: 14d }, levels: { high: 2, low: 1, critical: 0 } }
`,
  'traits/people.yaml':
    'traits: account\ncompute:\n  active_people: { rollup: count, of: person, if: since(person.last_seen_at) < days(7) }\n',
  'workflows/quiet.yaml': `workflow: quiet
of: person
when: [{ trait: person.engagement, becomes: critical }]
steps:
  - notify: { channel: "#sales", text: "Quiet." }
`,
};

async function traits(table: 'person' | 'account'): Promise<unknown> {
  const { rows } = await database.pool.query<{ traits: unknown }>(`select traits from ${table} where merged_into is null order by id`);
  return rows[0]!.traits;
}

const dues = async () =>
  (await database.pool.query<{ at: Date }>('select due_at as at from trait_due order by 1')).rows.map(({ at }) => at.getTime());

describe('subjects whose time has come', () => {
  test('a windowed trait changes when time alone passes, once, whoever looks and however often, and starts a workflow', async () => {
    const house = installation(database.pool);
    await house.apply(quiet);
    await house.send({ name: 'Ticket Answered', properties: {} }, { name: 'Ticket Answered', properties: {}, at: start + hour });
    await house.ingest();
    expect(await traits('person')).toMatchObject({ engagement: 'high' });
    expect(await traits('account')).toMatchObject({ active_people: 1 });
    expect(await standing(database.pool)).toMatchObject({ runs: [] });
    house.at(start + 7 * day + hour - 1);
    // Its row is that of the first ticket still: nothing changes by it.
    expect(await house.passTime()).toBe(1);
    expect(await traits('account')).toMatchObject({ active_people: 1 });
    house.at(start + 7 * day + hour);
    const taken = await Promise.all(Array.from({ length: 4 }, () => passTimeBatch(house.options())));
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await traits('account')).toMatchObject({ active_people: 0 });
    house.at(start + 14 * day);
    await house.passTime();
    expect(await traits('person')).toMatchObject({ engagement: 'low' });
    house.at(start + 14 * day + hour);
    await house.passTime();
    expect(await traits('person')).toMatchObject({ engagement: 'critical' });
    expect(await standing(database.pool)).toMatchObject({ runs: ['quiet done'], deliveries: 1 });
    expect(await dues()).toEqual([]);
    house.at(start + 60 * day);
    expect(await house.passTime()).toBe(0);
    expect((await database.pool.query(`select trigger ->> 'name' as name from run`)).rows).toEqual([{ name: 'time' }]);
  });

  test('a row that is earlier than it need be stays, and is put right when it comes', async () => {
    const house = installation(database.pool);
    await house.apply({ 'traits/people.yaml': quiet['traits/people.yaml'] });
    await house.send({});
    await house.ingest();
    expect(await dues()).toEqual([start + 7 * day]);
    house.at(start + day);
    await house.send({});
    await house.ingest();
    expect(await dues()).toEqual([start + 7 * day]);
    house.at(start + 7 * day);
    expect(await house.passTime()).toBe(1);
    expect(await dues()).toEqual([start + 8 * day]);
    expect(await traits('account')).toMatchObject({ active_people: 1 });
  });

  test('who was merged is due no more; the survivor is', async () => {
    const house = installation(database.pool);
    await house.apply(quiet);
    await house.send({ name: 'Ticket Answered', properties: {}, person: { anonymousId: 'a1' } });
    await house.ingest();
    await house.send({ name: 'Ticket Answered', properties: {}, person: { email: 'ana@acme.test', anonymousId: 'a1' } });
    await house.send({ name: 'Ticket Answered', properties: {}, person: { email: 'ana@acme.test', userId: 'u1' } });
    await house.ingest();
    house.at(start + 15 * day);
    await house.passTime();
    expect(await dues()).toEqual([]);
    expect(await traits('person')).toMatchObject({ engagement: 'critical' });
  });

  test('a workspace that nothing in it depends on time has no row', async () => {
    const house = installation(database.pool);
    await house.send({});
    await house.ingest();
    expect(await dues()).toEqual([]);
    house.at(start + 2 * day);
    expect(await advanceBatch(house.options())).toBe(1);
  });
});
