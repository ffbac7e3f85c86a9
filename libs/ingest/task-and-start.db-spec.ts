// What a workflow asks of a rep and of another workflow is a row of the run's own commit.

import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, installation, start } from './installation.fixture.js';

const database = useDatabase();

const workflows = {
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: never
steps:
  - route: inbound
  - wait: 1d
  - task: "Call \${{ person.email }}"
    for: owner
    due: 2d
  - start: onboarding
`,
  'workflows/onboarding.yaml': 'workflow: onboarding\nof: person\nwhen: []\nsteps:\n  - wait: 1d\n',
};

test('a task is made for the owner, and another workflow begun, when the wait is over', async () => {
  const house = installation(database.pool);
  await house.apply(workflows);
  await house.send({});
  await house.ingest();
  house.at(start + day);
  await house.advance();
  const { rows } = await database.pool.query(
    `select title, rep, state, extract(epoch from due_at - created_at) / 86400 as days, workflow, subject_kind, run_id = (select id from run where workflow = 'inbound') as its_run,
       account_id is not null as account from task`,
  );
  expect(rows).toEqual([
    {
      title: 'Call ana@acme.test',
      rep: 'nina',
      state: 'open',
      days: '2.0000000000000000',
      workflow: 'inbound',
      subject_kind: 'person',
      its_run: true,
      account: true,
    },
  ]);
  const audit = await database.pool.query(
    `select subject_kind, from_value, to_value ->> 'title' as title from audit where field like 'task.%'`,
  );
  expect(audit.rows).toEqual([{ subject_kind: 'person', from_value: null, title: 'Call ana@acme.test' }]);
  const runs = await database.pool.query(`select workflow, state, depth from run order by id`);
  expect(runs.rows).toEqual([
    { workflow: 'inbound', state: 'done', depth: 0 },
    { workflow: 'onboarding', state: 'sleeping', depth: 1 },
  ]);
  const noted = await database.pool.query(
    `select (facts -> 'start.onboarding' ->> 'run') is not null as noted from run_step where kind = 'start'`,
  );
  expect(noted.rows).toEqual([{ noted: true }]);
});

test('a merged person’s task is the survivor’s', async () => {
  const house = installation(database.pool);
  await house.apply(workflows);
  await house.send({ person: { email: 'ana@acme.test' } });
  await house.ingest();
  house.at(start + day);
  await house.advance();
  await house.send({ name: 'identify', kind: 'identify', person: { userId: 'u-1' }, properties: {} });
  await house.ingest();
  await house.send({ name: 'identify', kind: 'identify', person: { userId: 'u-1', email: 'ana@acme.test' }, properties: {} });
  await house.ingest();
  const { rows } = await database.pool.query(
    `select count(*)::int as tasks, bool_and(person_id = (select id from person where merged_into is null)) as survivors,
       bool_and(subject_id = (select id from person where merged_into is null)) as subjects from task`,
  );
  expect(rows).toEqual([{ tasks: 1, survivors: true, subjects: true }]);
});

test('a task that is made in the batch in which its person is merged is the survivor’s', async () => {
  const house = installation(database.pool);
  await house.apply({
    'workflows/inbound.yaml':
      'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - { task: Call them, for: "rep:nina" }\n',
  });
  await house.send({ name: 'identify', kind: 'identify', person: { userId: 'u-1' }, properties: {} });
  await house.ingest();
  const inOneShard = { userId: 'u-1', email: 'ana@acme.test' };
  await house.send({ person: { email: 'ana@acme.test' } }, { name: 'identify', kind: 'identify', person: inOneShard, properties: {} });
  await house.ingest();
  const { rows } = await database.pool.query(
    `select count(*)::int as tasks, bool_and(subject_id = (select id from person where merged_into is null)) as subjects from task`,
  );
  expect(rows).toEqual([{ tasks: 1, subjects: true }]);
});
