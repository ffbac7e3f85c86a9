import { expect, test } from '@jest/globals';
import { beginRun } from '#libs/engine/begin-run.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';
import { simulate, start } from './simulation.fixture.js';
import { whyKept } from './why-kept.js';

const { set } = simulate();
set.people.suppressed.set('off@acme.test', 'unsubscribed');
const trigger = { eventId: null, name: 'Demo Requested', at: start, receivedAt: start, source: 'test', properties: {} };
const about = { personId: '1', accountId: null, dealId: null, depth: 0, trigger };
const run = beginRun({
  id: '77',
  workflow: set.workspace.workflows.get('inbound')!,
  versionId: 'inbound',
  key: '',
  subject: { kind: 'person', id: '1' },
  now: start,
  ...about,
});
set.runs.runs.set('77', { ...run, state: 'stopped', endedAt: start });

const delivery = (more: Partial<NewDelivery>): NewDelivery => ({
  subjectId: '1',
  id: '2',
  key: '3:1-email:1:0',
  action: 'email.send',
  recipient: 'ana@acme.test',
  payload: { template: 'welcome', data: {} },
  runId: null,
  personId: '1',
  accountId: null,
  dealId: null,
  workflow: 'inbound',
  depth: 0,
  dueAt: start,
  ...more,
});

test.each<[string, Partial<NewDelivery>, string | null]>([
  ['an email to somebody who may be written to', {}, null],
  ['promise 4: an address that is off', { recipient: 'off@acme.test' }, 'must not be written to: unsubscribed'],
  [
    'promise 4: a notice to an address that is off',
    { action: 'notify.rep', recipient: 'off@acme.test' },
    'must not be written to: unsubscribed',
  ],
  ['a message to a channel, which is no address', { action: 'slack.post_message', recipient: 'off@acme.test' }, null],
  ['what a run wanted that was stopped since', { runId: '77' }, 'the run was stopped before it left'],
  ['an email that the workspace has no more', { payload: { template: 'gone' } }, 'there is no email "gone"'],
])('%s', (_what, more, reason) => {
  expect(whyKept(set, delivery(more), start)).toBe(reason);
});
