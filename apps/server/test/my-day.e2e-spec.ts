// What waits for a rep: leads with their deadlines, tasks, meetings, deals that slipped, and why each lead came.

import { expect, test } from '@jest/globals';
import { signers, useServer } from './server.fixture.js';

const server = useServer();

const day = async (query = '?rep=nina') => (await server.get(`/api/my-day${query}`)).body as Record<string, Record<string, unknown>[]>;

async function lead(): Promise<void> {
  await server.track('track', {
    userId: 'u-1',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify' },
    context: { traits: { email: 'ana@acme.test' } },
    messageId: 'demo',
  });
  await server.drain();
}

test('a lead comes with its deadline and with who was considered; the ledger has the same turn', async () => {
  await lead();
  const { rows } = await server.pool.query<{ owner: string }>('select owner from account where owner is not null');
  const owner = rows[0]!.owner;
  const { leads, turns, slipped, rep } = await day(`?rep=${owner}`);
  expect(leads).toEqual([
    expect.objectContaining({
      account: 'acme.test',
      fact: 'Demo Requested',
      outcome: null,
      deadline: expect.any(String),
      why: expect.objectContaining({ reason: 'turn', considered: expect.arrayContaining([expect.objectContaining({ rep: owner })]) }),
    }),
  ]);
  expect(turns).toEqual([expect.objectContaining({ credit: 1, account: 'acme.test' })]);
  expect(slipped).toEqual([]);
  expect(rep).toMatchObject({ key: owner, open_deals: 1, file: 'team.yaml' });
});

test('a booked meeting is shown until it is canceled', async () => {
  await lead();
  const { rows } = await server.pool.query<{ owner: string }>('select owner from account where owner is not null');
  const query = `?rep=${rows[0]!.owner}`;
  const startsAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000).toISOString();
  const say = async (event: string, created: number) => {
    const body = JSON.stringify({
      event,
      created_at: new Date(Date.now() + created).toISOString(),
      payload: {
        uri: `https://api.calendly.com/scheduled_events/EV-1/invitees/${event}`,
        email: 'ana@acme.test',
        name: 'Ana',
        scheduled_event: { uri: 'https://api.calendly.com/scheduled_events/EV-1', name: 'Demo', start_time: startsAt },
      },
    });
    expect(
      (await server.call('POST', '/v1/webhooks/calendly', ['content-type', 'application/json', ...signers.calendly(body)], body)).status,
    ).toBe(200);
    await server.drain();
  };
  await say('invitee.created', 0);
  expect((await day(query))['meetings']).toEqual([
    expect.objectContaining({ id: 'EV-1', name: 'Demo', person: 'Ana', start_at: Date.parse(startsAt) }),
  ]);
  await say('invitee.canceled', 1000);
  expect((await day(query))['meetings']).toEqual([]);
});

test('tasks are the open ones of the rep, the soonest due first; a deal that nobody spoke of for long has slipped', async () => {
  await server.pool.query(`
    insert into deal (id, pipeline, name, stage, owner, created_at, in_stage_since, last_fact_at)
      values (21, 'new-business', 'Quiet one', 'qualified', 'nina', now(), now(), now() - interval '15 days'),
             (22, 'new-business', 'Closed one', 'lost', 'nina', now(), now(), now() - interval '15 days');
    insert into task (id, subject_kind, subject_id, rep, title, due_at, state, created_at, workflow, run_id, step)
      values (1, 'deal', 21, 'nina', 'Later', now() + interval '2 days', 'open', now(), 'w', 1, 's'), (2, 'deal', 21, 'nina', 'Sooner', now(), 'open', now(), 'w', 1, 's'),
             (3, 'deal', 21, 'nina', 'Done', now(), 'done', now(), 'w', 1, 's'), (4, 'deal', 21, 'omar', 'His', now(), 'open', now(), 'w', 1, 's')`);
  const { tasks, slipped } = await day();
  expect(tasks!.map(({ title }) => title)).toEqual(['Sooner', 'Later']);
  expect(slipped).toEqual([expect.objectContaining({ name: 'Quiet one', why: 'went quiet', from: null })]);
});

test('whoever is no rep has an empty day, and an unknown rep is told who there is', async () => {
  expect(await day('')).toMatchObject({ rep: null, leads: [], tasks: [] });
  const { status, body } = await server.get('/api/my-day?rep=nobody');
  expect({ status, detail: body['detail'] }).toEqual({ status: 404, detail: expect.stringContaining('nina, omar') });
});
