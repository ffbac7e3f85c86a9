import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, installation, start } from './installation.fixture.js';

const database = useDatabase();

const withGoal = {
  'workflows/re-engage.yaml': `workflow: re-engage
of: person
when: [{ event: page }]
goal: { event: calendly.booked, within: 10d }
experiment: { holdout: 40%, by: account, goal: calendly.booked, within: 10d, guard: [email.unsubscribed] }
steps:
  - wait: 1d
`,
};

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await database.pool.query(sql)).rows as Row[];
}

test('goal and guard are recorded for both arms, also after the run ended, each once, within their time', async () => {
  const house = installation(database.pool);
  await house.apply(withGoal);
  const people = Array.from({ length: 20 }, (_, n) => ({ email: `p@company-${n}.test` }));
  await house.send(...people.map((person) => ({ name: 'page', person })));
  await house.ingest();
  const arms = await rows<{ arm: string; end_reason: string | null }>('select arm, end_reason from run order by id');
  expect(new Set(arms.map(({ arm, end_reason: reason }) => `${arm} ${reason}`))).toEqual(new Set(['treated null', 'holdout holdout']));

  house.at(start + 2 * day);
  while ((await house.advance()) > 0);
  expect(await rows('select 1 from run where ended_at is null')).toEqual([]);
  await house.send(...[1, 2].flatMap(() => people.map((person) => ({ name: 'calendly.booked', person }))));
  await house.send({ name: 'email.unsubscribed', person: people[0]! });
  await house.ingest();
  house.at(start + 11 * day);
  await house.send({ name: 'email.unsubscribed', person: people[1]! });
  await house.ingest();
  expect(await rows('select kind, count(*)::int as count from run_outcome group by kind order by kind')).toEqual([
    { kind: 'experiment_goal', count: 20 },
    { kind: 'goal', count: 20 },
    { kind: 'guard', count: 1 },
  ]);
});

test('promise 12: the goal that ends a run is recorded in the same commit', async () => {
  const house = installation(database.pool);
  await house.apply({ 'workflows/re-engage.yaml': withGoal['workflows/re-engage.yaml'].replace(/^experiment.*\n/m, '') });
  await house.send({ name: 'page' });
  await house.ingest();
  house.at(start + 3_600_000);
  await house.send({ name: 'calendly.booked' });
  await house.ingest();
  expect(
    await rows(
      `select r.state, r.end_reason, o.kind, o.at from run r join run_outcome o on o.run_id = r.id and o.subject_id = r.subject_id`,
    ),
  ).toEqual([{ state: 'stopped', end_reason: 'goal: calendly.booked', kind: 'goal', at: new Date(start + 3_600_000) }]);
});
