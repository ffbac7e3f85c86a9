import { beforeEach, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { ingestBatch } from './ingest-batch.service.js';
import { installation, start } from './installation.fixture.js';

const database = useDatabase();
const team = (nina = '', omar = '') => `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise${nina} }
  omar: { name: Omar, email: omar@acme.example, team: enterprise${omar} }
  sam: { name: Sam, email: sam@acme.example, team: leads }
`;
const routing = (pick: string, more: string) => `routing: inbound
by: account.tier
to: { enterprise: { team: enterprise, pick: ${pick} }, self_serve: nobody }
fallback: rep:sam
${more}`;

let house: ReturnType<typeof installation>;
beforeEach(() => {
  house = installation(database.pool);
});

const lead = (n: number) => ({ person: { email: `ana${n}@shop${n}.test` } });

async function owners(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.pool.query<{ owner: string; count: number }>(
    `select owner, count(*)::int as count from deal group by owner order by owner`,
  );
  return Object.fromEntries(rows.map(({ owner, count }) => [owner, count]));
}

test('skip: full counts the open deals of a rep, those of the same batch too, and won and lost ones not', async () => {
  await house.apply({
    'team.yaml': team(', capacity: 2', ', capacity: 1'),
    'routing/inbound.yaml': routing('round_robin', 'skip: [full]\n'),
  });
  await house.send(lead(1), lead(2), lead(3), lead(4));
  await house.ingest();
  expect(await owners()).toEqual({ nina: 2, omar: 1, sam: 1 });
  await database.pool.query(`update deal set stage = 'won' where owner = 'omar'`);
  await house.send(lead(5));
  await house.ingest();
  expect(await owners()).toEqual({ nina: 2, omar: 2, sam: 1 });
});

test('two leads at the same instant, in two batches, never both fill the last place', async () => {
  await house.apply({
    'team.yaml': team(', capacity: 3', ', capacity: 3'),
    'routing/inbound.yaml': routing('least_loaded', 'skip: [full]\n'),
  });
  await house.send(...Array.from({ length: 12 }, (_, n) => lead(n)));
  const few = () => ingestBatch({ ...house.options(), shards: 4, limit: 2 });
  for (let taken = 1; taken > 0;) taken = (await Promise.all([few(), few(), few(), few()])).reduce((sum, one) => sum + one, 0);
  await house.ingest();
  expect(await owners()).toEqual({ nina: 3, omar: 3, sam: 6 });
});

test('match_accounts: name: a lead of a known company, from an address of its own, goes to the account’s owner', async () => {
  const matching = routing('round_robin', 'match_accounts: [domain, name]\n');
  await house.apply({
    'team.yaml': team(),
    'routing/inbound.yaml': matching,
    'tracking-plan/person.yaml':
      'plan: person\nproperties:\n  company: { type: string }\n  lifecycle: { type: string, one_of: [lead, trial] }\n',
  });
  const asks = (email: string, company: string) => ({ person: { email }, personTraits: { company } });
  await house.send({
    ...lead(1),
    account: { groupId: 'g1' },
    accountTraits: { name: 'Blue Shop' },
    kind: 'group',
    name: 'group',
    properties: {},
  });
  await house.send(lead(1));
  await house.ingest();
  house.at(start + 1000);
  const { rows } = await database.pool.query<{ owner: string }>('select owner from account');
  expect(rows).toEqual([{ owner: 'nina' }]);
  await house.send(asks('bob@blue-shop.example', ' blue shop '));
  await house.ingest();
  expect(await owners()).toEqual({ nina: 2 });
  await house.send(asks('eve@red.example', 'Red Shop'));
  await house.ingest();
  expect(await owners()).toEqual({ nina: 2, omar: 1 });
  const why = await database.pool.query(
    `select because->'details'->>'reason' as reason from audit where field = 'owner' and subject_kind = 'account' order by id`,
  );
  expect(why.rows).toEqual([{ reason: 'turn' }, { reason: 'known_account' }, { reason: 'turn' }]);
});
