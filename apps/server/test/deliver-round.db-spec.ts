import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { millraceSource } from '#libs/connectors/millrace/millrace.source.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import { saveDeliveries } from '#libs/outbox/outbox.store.js';
import { loadSuppressed, suppress } from '#libs/people/suppression.store.js';
import { parseSettings } from '#libs/settings/settings.js';
import { FrozenClock } from '#libs/testing/frozen-clock.js';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { SMTPServer } from 'smtp-server';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { type DeliverRound, makeDeliverRound } from '../loops/deliver-round.service.js';

const database = useDatabase();
const workspace = workspaceOf();
let clock: FrozenClock;
let deliver: DeliverRound;
beforeEach(() => {
  clock = new FrozenClock();
  deliver = makeWith({});
});
afterEach(() => deliver.close());

function makeWith(environment: Record<string, string>): DeliverRound {
  const settings = parseSettings({ PUBLIC_URL: 'https://crm.test', ...environment });
  return makeDeliverRound({ pool: database.pool, settings, now: clock.now, workspace: () => workspace, processUuid: randomUUID() });
}

async function ask(more: Partial<NewDelivery> = {}): Promise<void> {
  const delivery: NewDelivery = {
    subjectId: '7',
    id: '1000',
    key: '5:1-email:1:1',
    action: 'email.send',
    recipient: 'ana@acme.test',
    payload: { template: 'welcome', kind: 'marketing', person_id: '7', data: { person: { name: 'Ana' } } },
    runId: '5',
    personId: '7',
    accountId: null,
    dealId: null,
    workflow: 'inbound',
    depth: 1,
    dueAt: clock.now(),
    ...more,
  };
  await inTransaction(database.pool, (client) => saveDeliveries(client, [delivery], clock.now()));
}

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await database.pool.query(sql)).rows as Row[];
}
const facts = async () =>
  (await rows<{ body: Buffer; source: string; id: string }>('select * from inbox order by id')).flatMap(({ id, source, body }) =>
    millraceSource.understand({ id, source, body, receivedAt: 0, key: '' }),
  );

test('an email of the outbox is a letter in the mailbox, and its answer a fact in the inbox, counted as accepted', async () => {
  await ask();
  expect(await deliver.round()).toBe(1);
  expect(await deliver.round()).toBe(0);
  const [letter] = await rows<{ subject: string; text: string; headers: Record<string, string> }>('select * from mailbox');
  expect(letter).toMatchObject({ key: '5:1-email:1:1', recipient: 'ana@acme.test', template: 'welcome', subject: 'Hi Ana' });
  expect(letter?.headers['List-Unsubscribe']).toMatch(/^<https:\/\/crm\.test\/u\/[\w-]+>$/);
  expect(await facts()).toEqual([
    expect.objectContaining({
      name: 'email.sent',
      person: { email: 'ana@acme.test' },
      answers: { delivery: '5:1-email:1:1', runId: '5', depth: 1 },
    }),
  ]);
  expect(await rows('select sum(accepted)::int as accepted from intake_tally')).toEqual([{ accepted: 1 }]);
});

test.each(['unsubscribed', 'bounced', 'complained', 'erased'])(
  'promise 4: nobody %s gets what was queued before, and the run goes on',
  async (reason) => {
    await ask();
    await suppress(database.pool, await instanceSecret(database.pool), { email: 'ana@acme.test', reason, at: 1, source: 'test' });
    await deliver.round();
    expect(await rows('select * from mailbox')).toEqual([]);
    expect(await rows('select state from delivery')).toEqual([{ state: 'canceled' }]);
    expect(await facts()).toEqual([
      expect.objectContaining({ name: 'email.failed', properties: expect.objectContaining({ reason: expect.stringContaining(reason) }) }),
    ]);
  },
);

test.each([
  ['an email that is gone', { payload: { template: 'gone' } }, 'there is no email "gone" any more'],
  ['a value that is not known', { payload: { template: 'welcome', data: {} } }, 'not known: person.name'],
  ['a recipient who is two', { recipient: 'a@b.test, c@d.test' }, 'the recipient is no e-mail address'],
])('%s is not sent, and says why', async (_title, more, reason) => {
  await ask(more);
  await deliver.round();
  expect(await rows('select state, error from delivery')).toEqual([{ state: 'failed', error: expect.stringContaining(reason) }]);
  expect(await facts()).toEqual([expect.objectContaining({ name: 'email.failed' })]);
});

test('a rep is told by mail, Slack says what it lacks, and neither is a fact about a customer', async () => {
  await ask({ action: 'notify.rep', recipient: 'nina@acme.example', payload: { rep: 'nina', text: 'Ana asked.', deal_id: '9' } });
  await ask({ id: '1001', key: '5:n:1:2', action: 'slack.post_message', recipient: '#sales', payload: { text: 'Ana asked.' } });
  await deliver.round();
  expect(await rows('select recipient, subject from mailbox')).toEqual([{ recipient: 'nina@acme.example', subject: 'Ana asked.' }]);
  expect(await rows('select state, error from delivery order by id')).toEqual([
    { state: 'done', error: null },
    { state: 'failed', error: expect.stringContaining('SLACK_BOT_TOKEN') },
  ]);
  expect(await facts()).toEqual([]);
});

test('promise 4: a dead address is written to once: the bounce suppresses it in the commit that notes it', async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 })),
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const smtp = makeWith({ SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}` });
  try {
    await ask();
    await smtp.round();
    expect((await facts()).map(({ name }) => name)).toEqual(['email.failed', 'email.bounced']);
    const suppressed = await loadSuppressed(database.pool, await instanceSecret(database.pool), ['ana@acme.test']);
    expect(suppressed.get('ana@acme.test')).toBe('bounced');
  } finally {
    await smtp.close();
    server.close(() => undefined);
  }
});
