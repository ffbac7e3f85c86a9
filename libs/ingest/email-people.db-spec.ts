// `email: { send, to: { people, at_most } }`: an account's run writes to several of its people.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { suppress } from '#libs/people/suppression.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { day, hour, installation, standing, start } from './installation.fixture.js';

const database = useDatabase();
let house: ReturnType<typeof installation>;
beforeEach(() => {
  house = installation(database.pool);
});

const files = (more = '', steps = '') => ({
  'emails/welcome/email.yaml': 'email: welcome\nsubject: "Hi {{person.name}}"\nkind: marketing\n',
  'workflows/inbound.yaml': `workflow: inbound
of: account
when: [{ event: Demo Requested }]
${more}steps:
  - email: { send: welcome, to: { people: 'person.role == "admin"', at_most: 2 } }
${steps}  - exit: told
`,
});
const is = (name: string, role: string) => ({
  kind: 'identify' as const,
  name: 'identify',
  person: { email: `${name}@acme.test` },
  personTraits: { role, name },
});
/** Four admins, who were seen in this order, and one who is none. */
async function team(): Promise<void> {
  for (const [at, name] of ['ana', 'ben', 'cleo', 'dan'].entries()) {
    house.at(start + at * hour);
    await house.send(is(name, 'admin'));
    await house.ingest();
  }
  house.at(start + 5 * hour);
  await house.send(is('eve', 'agent'));
  await house.ingest();
  house.at(start + day);
}
const ask = async () => {
  await house.send({ person: { email: 'eve@acme.test' } });
  await house.ingest();
};
const mail = async () =>
  (
    await database.pool.query<{
      key: string;
      recipient: string;
      payload: Record<string, unknown>;
      name: string;
      run_id: string;
      person: string;
    }>(
      `select d.key, d.recipient, d.payload, d.run_id, p.email as person from delivery d join person p on p.id = d.person_id order by d.id`,
    )
  ).rows;
const answer = async (name: 'email.sent' | 'email.failed', { key, recipient, run_id: runId }: Awaited<ReturnType<typeof mail>>[number]) => {
  await house.send({
    kind: 'answer',
    name,
    person: { email: recipient },
    properties: { delivery: key, reason: 'refused' },
    answers: { delivery: key, runId, depth: 0 },
  });
  await house.ingest();
};

describe('an account’s run writes to whom `to` names', () => {
  test('to those who meet it and were seen last, at most so many, each with a key and the facts of that very person', async () => {
    await house.apply(files());
    await team();
    await ask();
    const sent = await mail();
    expect(sent.map(({ recipient, person, payload }) => [recipient, person, payload['data']])).toEqual([
      ['dan@acme.test', 'dan@acme.test', { person: { name: 'dan' } }],
      ['cleo@acme.test', 'cleo@acme.test', { person: { name: 'cleo' } }],
    ]);
    expect(sent.map(({ key }) => key.split(':').slice(1).join(':'))).toEqual(['1-email:1:1', '1-email:1:2']);
  });

  test('promise 4: who is suppressed is passed over, and the next one is written to', async () => {
    await house.apply(files());
    await team();
    const client = await database.pool.connect();
    await suppress(client, house.context.secret, { email: 'dan@acme.test', reason: 'unsubscribed', at: start, source: 'test' });
    client.release();
    await ask();
    expect((await mail()).map(({ recipient }) => recipient)).toEqual(['cleo@acme.test', 'ben@acme.test']);
  });

  test('it goes on when all have been answered, and not before', async () => {
    await house.apply(files());
    await team();
    await ask();
    const [first, second] = await mail();
    await answer('email.sent', first!);
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound listening'] });
    await answer('email.sent', first!);
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound listening'] });
    await answer('email.failed', second!);
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'] });
  });

  test('`send` holds each message in the window of that person’s own zone', async () => {
    await house.apply(files('send: { hours: "09:00-17:00", zone: person }\n'));
    await team();
    await database.pool.query(`update person set time_zone = case when email like 'dan%' then 'Asia/Tokyo' else 'America/New_York' end`);
    await ask();
    expect((await mail()).map(({ payload }) => (payload['send'] as { zone: string }).zone)).toEqual(['Asia/Tokyo', 'America/New_York']);
  });

  test('an account without such people gets nothing, the run goes on, and the journal says why', async () => {
    await house.apply(files());
    await ask();
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'], deliveries: 0 });
    const { rows } = await database.pool.query<{ note: string }>(`select outcome->>'note' as note from run_step order by seq limit 1`);
    expect(rows[0]!.note).toBe('not sent: none of its 1 people meets "to"');
  });

  test('a `wait_for` after it takes what any of the account’s people does', async () => {
    await house.apply(files('', '  - wait_for: { event: email.clicked, up_to: 3d, got: [{ exit: clicked }] }\n'));
    await team();
    await ask();
    for (const one of await mail()) await answer('email.sent', one);
    await house.send({ name: 'email.clicked', person: { email: 'cleo@acme.test' } });
    await house.ingest();
    const { rows } = await database.pool.query('select end_reason from run');
    expect(rows).toEqual([{ end_reason: 'clicked' }]);
  });
});
