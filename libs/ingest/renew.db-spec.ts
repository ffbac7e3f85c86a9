// After a new version: traits, scores and audiences of everybody who is there are taken anew, and only whom the plan was told
// to enrol is enrolled, once.

import { describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, installation, standing, start } from './installation.fixture.js';
import { renewBatch } from './renew-batch.service.js';

const database = useDatabase();

const base = {
  'tracking-plan/answered.yaml': 'event: Ticket Answered\n',
  'traits/person.yaml': 'traits: person\ncompute:\n  answered: { count: Ticket Answered }\n',
};
const level = (least: number) => ({
  'traits/level.yaml': `traits: person\ncompute:\n  is_busy: { formula: person.answered >= ${least} }\n`,
});
const busy = {
  'workflows/busy.yaml': `workflow: busy
of: person
when: [{ trait: person.is_busy, becomes: true }]
if: person.email != "bob@birch.test"
again: never
steps:
  - notify: { channel: "#sales", text: "Busy." }
`,
};

/** @param counts how many tickets each has answered */
async function houseOf(counts: Readonly<Record<string, number>>, texts: Readonly<Record<string, string>>) {
  const house = installation(database.pool);
  await house.apply(texts);
  for (const [email, count] of Object.entries(counts))
    await house.send(...Array.from({ length: count }, () => ({ name: 'Ticket Answered', properties: {}, person: { email } })));
  await house.ingest();
  return house;
}

const people = async (trait: string) =>
  (
    await database.pool.query<{ email: string; is: unknown }>('select email, traits -> $1 as is from person order by email', [trait])
  ).rows.map(({ email, is }) => `${email} ${String(is)}`);
const runs = async () =>
  (await database.pool.query<{ run: string }>(`select workflow || ' ' || (trigger ->> 'name') as run from run order by id`)).rows.map(
    ({ run }) => run,
  );
const written = async () =>
  (await database.pool.query<{ version: string }>('select xmin::text as version from person order by id')).rows.map(
    ({ version }) => version,
  );

const three = { 'ana@acme.test': 3, 'bob@birch.test': 3, 'cem@cedar.test': 1 };

describe('a new version', () => {
  test('gives everybody its traits without a fact, in batches, and enrols nobody: already met is no transition', async () => {
    const house = await houseOf(three, base);
    await house.apply({ ...base, ...level(2), ...busy });
    // Two batches of people, one of accounts, one that finds no deal.
    expect(await house.renew(2)).toBe(5);
    expect(await people('is_busy')).toEqual(['ana@acme.test true', 'bob@birch.test true', 'cem@cedar.test false']);
    expect(await runs()).toEqual([]);
    await house.send({ name: 'Ticket Answered', properties: {}, person: { email: 'ana@acme.test' } });
    await house.ingest();
    expect(await runs()).toEqual([]);
    await house.send({ name: 'Ticket Answered', properties: {}, person: { email: 'cem@cedar.test' } });
    await house.ingest();
    expect(await runs()).toEqual(['busy Ticket Answered']);
  });

  test('does not write who stays as it was', async () => {
    const house = await houseOf(three, { ...base, ...level(2) });
    const before = await written();
    await house.apply({ ...base, ...level(3) });
    await house.renew();
    expect(await written()).toEqual(before);
    await house.apply({ ...base, ...level(4) });
    await house.renew();
    expect((await written()).map((version, place) => version === before[place])).toEqual([false, false, true]);
  });

  test('an audience, a score and a window that are new hold for everybody soon after, and time goes on with them', async () => {
    const house = await houseOf(three, base);
    await house.apply({
      ...base,
      'traits/seen.yaml': 'traits: person\ncompute:\n  is_fresh: { formula: since(person.last_seen_at) < days(7) }\n',
    });
    await house.renew();
    expect(await people('is_fresh')).toEqual(['ana@acme.test true', 'bob@birch.test true', 'cem@cedar.test true']);
    house.at(start + 8 * day);
    expect(await house.passTime()).toBe(3);
    expect(await people('is_fresh')).toEqual(['ana@acme.test false', 'bob@birch.test false', 'cem@cedar.test false']);
  });

  test('a version that changes no trait and enrols nobody has nothing to do', async () => {
    const house = await houseOf(three, base);
    await house.apply({ ...base, ...busy, ...level(2) });
    await house.renew();
    await house.apply({ ...base, ...busy, ...level(2), 'tracking-plan/more.yaml': 'event: More\n' });
    expect(await house.renew()).toBe(0);
  });
});

describe('who meets a workflow’s beginning already', () => {
  test('is enrolled when the plan was told so, once, whoever looks and however often; its conditions are asked', async () => {
    const house = await houseOf(three, { ...base, ...level(2) });
    await house.apply({ ...base, ...level(2), ...busy }, { enrolExisting: true });
    await Promise.all(Array.from({ length: 4 }, () => renewBatch({ ...house.options(), limit: 1 })));
    await house.renew(1);
    expect(await runs()).toEqual(['busy workspace.applied']);
    expect(await standing(database.pool)).toMatchObject({ runs: ['busy done'], deliveries: 1 });
    expect(await house.renew()).toBe(0);
    const { rows } = await database.pool.query('select subjects::int, enrolled::int, ended_at is not null as ended from workspace_pass');
    // Cem is not busy: he is not even looked at.
    expect(rows).toEqual([{ subjects: 2, enrolled: 1, ended: true }]);
  });

  test('a workflow that stays as it is enrols only who meets it by the traits that are new', async () => {
    const house = await houseOf(three, { ...base, ...level(3) });
    await house.apply({ ...base, ...level(3), ...busy });
    await house.renew();
    await house.apply({ ...base, ...level(1), ...busy }, { enrolExisting: true });
    await house.renew();
    expect(await people('is_busy')).toEqual(['ana@acme.test true', 'bob@birch.test true', 'cem@cedar.test true']);
    // Ana met it before.
    expect(await runs()).toHaveLength(1);
  });

  test('who was enrolled by a fact that was faster is not enrolled again', async () => {
    const again = { 'workflows/busy.yaml': busy['workflows/busy.yaml'].replace('again: never', 'again: after exit') };
    const house = await houseOf(three, { ...base, ...level(4) });
    await house.apply({ ...base, ...level(4), ...again }, { enrolExisting: true });
    await house.send({ name: 'Ticket Answered', properties: {}, person: { email: 'ana@acme.test' } });
    await house.ingest();
    await house.renew();
    expect(await runs()).toEqual(['busy Ticket Answered']);
  });

  test('deals that are in a stage already are enrolled, too', async () => {
    const stage = {
      'workflows/new-deals.yaml': `workflow: new-deals
of: deal
when: [{ stage: new }]
steps:
  - notify: { channel: "#sales", text: "New." }
`,
    };
    const house = installation(database.pool);
    await house.send({}, { person: { email: 'bob@birch.test' } });
    await house.ingest();
    expect(await runs()).toHaveLength(2);
    await house.apply(stage, { enrolExisting: true });
    await house.renew(1);
    expect((await runs()).slice(2)).toEqual(['new-deals workspace.applied', 'new-deals workspace.applied']);
  });
});
