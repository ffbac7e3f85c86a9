// A deal's timeline: everything that has to do with it, by kind, and nothing of another deal of the same company.

import { expect, test } from '@jest/globals';
import { useServer } from './server.fixture.js';

const server = useServer();
const rows = async (query: string) =>
  (await server.get(`/api/deals/701/timeline?${query}`)).body['data'] as {
    kind: string;
    id: string;
    title: string;
    note: string | null;
    at: string;
  }[];

async function fill(): Promise<void> {
  await server.pool.query(`
    insert into account (id, name, first_seen_at, last_seen_at) values (700, 'Acme', now(), now());
    insert into person (id, account_id, name, first_seen_at, last_seen_at) values (710, 700, 'Ana', now(), now());
    insert into deal (id, pipeline, account_id, contact_id, name, stage, created_at, in_stage_since, last_fact_at)
      select i, 'new-business', 700, 710, 'Acme', 'new', now(), now(), now() from generate_series(701, 702) i;
    insert into event (subject_id, id, received_at, at, kind, name, source, key, person_id, deal_id, verdict, body)
      select 710, i, now(), now() + i * interval '1 second', 'event', name, source, gen_random_uuid(), 710, deal, verdict, '{}' from (values
        (1, 'Demo Requested', 'segment:website', null::int8, 'used'), (2, 'calendly.booked', 'calendly', 701, 'used'), (3, 'Call Logged', 'segment:crm', 701, 'used'),
        (4, 'stripe.invoice_paid', 'stripe', 701, 'used'), (5, 'stripe.invoice_paid', 'stripe', 702, 'used'), (6, 'Recalled Product', 'segment:crm', 701, 'used'),
        (7, 'Demo Requested', 'segment:website', null, 'blocked')) e (i, name, source, deal, verdict);
    insert into delivery (subject_id, id, created_at, key, action, recipient, payload, person_id, state) values
      (710, 11, now(), 'k11', 'email.send', 'ana@acme.test', '{"template": "welcome", "data": {}}', 710, 'done'),
      (710, 12, now(), 'k12', 'slack.post_message', '#sales', '{}', 710, 'done');
    insert into task (id, subject_kind, subject_id, person_id, account_id, rep, title, created_at, workflow, run_id, step)
      values (21, 'account', 700, 710, 700, 'nina', 'Call Ana', now(), 'inbound', 1, '1-task');
    insert into audit (subject_id, id, at, subject_kind, field, from_value, to_value, because) values
      (701, 31, now(), 'deal', 'stage', '"new"', '"won"', '{"by": "rule", "name": "new-business"}'),
      (701, 32, now(), 'deal', 'note', null, '"Wants a call in May"', '{"by": "rep", "name": "nina"}'),
      (701, 33, now() + interval '1 minute', 'deal', 'note', '"Wants a call in May"', '"And a discount"', '{"by": "rep", "name": "omar"}'),
      (702, 34, now(), 'deal', 'note', null, '"of the other"', '{"by": "rep", "name": "nina"}')`);
}

test.each([
  ['event', ['Recalled Product', 'Demo Requested']],
  ['call', ['Call Logged', 'calendly.booked']],
  ['payment', ['stripe.invoice_paid']],
  ['mail', ['welcome']],
  ['act', ['slack.post_message']],
  ['task', ['Call Ana']],
  ['note', ['And a discount', 'Wants a call in May']],
  ['change', ['stage']],
])('of the kind %s it has what is its own', async (kind, titles) => {
  await fill();
  expect((await rows(`only=${kind}`)).map(({ title }) => title)).toEqual(titles);
});

test('its pages have everything once, the newest first', async () => {
  await fill();
  const seen: string[] = [];
  let cursor = '';
  do {
    const { status, body } = await server.get(`/api/deals/701/timeline?limit=3${cursor}`);
    expect(status).toBe(200);
    seen.push(...(body['data'] as { kind: string; id: string }[]).map(({ kind, id }) => `${kind} ${id}`));
    cursor = body['next'] === null ? '' : `&cursor=${body['next'] as string}`;
  } while (cursor !== '');
  expect(seen).toHaveLength(11);
  expect(new Set(seen).size).toBe(11);
});

test('what is asked wrongly says what is known; a deal that is not there is 404', async () => {
  await fill();
  expect(await server.get('/api/deals/701/timeline?only=delivery')).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('payment') },
  });
  expect((await server.get('/api/deals/999/timeline')).status).toBe(404);
  expect((await server.get('/api/deals/ana/timeline')).status).toBe(400);
});

test('a mail whose template is gone says so, and what is no mail is 404', async () => {
  await fill();
  await server.pool.query(`update delivery set payload = '{"template": "gone"}' where id = 11`);
  expect((await server.get('/api/deliveries/11/letter')).body).toEqual({
    template: 'gone',
    to: 'ana@acme.test',
    subject: null,
    text: null,
    problem: 'there is no email "gone" any more',
  });
  expect((await server.get('/api/deliveries/12/letter')).status).toBe(404);
  expect((await server.get('/api/deliveries/999/letter')).status).toBe(404);
});
