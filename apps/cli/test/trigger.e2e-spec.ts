// Deliveries to a real server: signed with its secrets, taken once, refused with another.

import { expect, test } from '@jest/globals';
import { calendlySecret, stripeSecret, useServer } from '#apps/server/test/server.fixture.js';
import { millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const secrets = { STRIPE_WEBHOOK_SECRETS: stripeSecret, CALENDLY_WEBHOOK_SECRETS: calendlySecret, SEGMENT_WRITE_KEYS: 'website:wk' };

const trigger = async (args: readonly string[], env: Readonly<Record<string, string>> = secrets): Promise<Ran> =>
  millrace(['trigger', ...args], { MILLRACE_SERVER: await server.app.getUrl(), ...env });
const events = async () => (await server.get('/api/events')).body['data'] as { id: string; name: string; verdict: string }[];

test('each vendor’s event arrives by its own door and takes effect, with what was set', async () => {
  const paid = await trigger(['stripe.invoice_paid', '--person', 'ana@acme.test', '--set', 'data.object.amount_paid=5000']);
  expect(paid).toMatchObject({ code: 0, out: expect.stringMatching(/^stripe\.invoice_paid about ana@acme\.test, id .+\n200 /), err: '' });
  expect((await trigger(['calendly.booked', '--person', 'ana@acme.test'])).code).toBe(0);
  const tracked = await trigger(['demo_requested', '--person', 'ana@acme.test', '--set', 'properties.company_size=1200', '--json']);
  expect(JSON.parse(tracked.out)).toMatchObject({
    version: 1,
    event: 'Demo Requested',
    status: 200,
    body: { properties: { company_size: 1200 } },
  });
  await server.drain();
  expect(new Set((await events()).map(({ name, verdict }) => `${name} ${verdict}`))).toEqual(
    new Set(['Demo Requested used', 'calendly.booked used', 'stripe.invoice_paid used']),
  );
  const [invoice] = (await events()).filter(({ name }) => name === 'stripe.invoice_paid');
  expect((await server.get(`/api/events/${invoice!.id}`)).text).toContain('amount_paid\\":5000');
  expect((await server.get('/api/people?email=ana@acme.test')).body['data']).toHaveLength(1);
}, 60_000);

test('the same id once more is the same fact', async () => {
  for (let time = 0; time < 2; time += 1) expect((await trigger(['stripe.invoice_paid', '--id', 'evt_again'])).code).toBe(0);
  await server.drain();
  expect(await events()).toHaveLength(1);
});

test('another secret is told with what to do, and nothing arrives', async () => {
  for (const event of ['stripe.invoice_paid', 'calendly.booked', 'page']) {
    const { code, err } = await trigger([event, '--secret', 'another']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/secret: give the one of its \w+/) });
  }
  expect(await server.drain()).toMatchObject({ accepted: 0 });
});

test.each([
  [['stripe.invoice_payed'], 'did you mean stripe.invoice_paid?'],
  [['email.replied'], 'Millrace itself'],
  [[], 'Which event?'],
  [['page', '--set', 'properties'], '--set takes path=value'],
  [['page', '--person', 'ana'], '--person is an e-mail address'],
  [['page', '--at', 'soon'], '--at is a time'],
  [['calendly.booked', '--id', 'x'], '--at beside --id'],
])('trigger %j is a mistake of usage: %s', async (args, says) => {
  expect(await trigger(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
});

test('without a secret it says which variable has one; --dry-run needs none', async () => {
  expect(await trigger(['stripe.invoice_paid'], {})).toMatchObject({ code: 2, err: expect.stringContaining('STRIPE_WEBHOOK_SECRETS') });
  const dry = await trigger(['stripe.invoice_paid', '--dry-run'], {});
  expect(JSON.parse(dry.out)).toMatchObject({ type: 'invoice.paid', data: { object: { object: 'invoice' } } });
});

test('--list names what the vendors say and what the plan has', async () => {
  const { out } = await trigger(['--list']);
  for (const name of ['stripe.subscription_canceled', 'calendly.rescheduled', 'identify', 'Demo Requested']) expect(out).toContain(name);
  expect(out).not.toContain('email.replied');
});
