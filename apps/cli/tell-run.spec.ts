import { expect, test } from '@jest/globals';
import { tellRun, tellRuns, type ToldJournal } from './tell-run.js';

const run: ToldJournal = {
  id: '71',
  workflow: 'inbound',
  version_id: '3',
  subject_kind: 'person',
  subject_id: '11',
  state: 'listening',
  step: '3-wait_for',
  due_at: '2026-03-12T09:00:00.000Z',
  listens: [{ event: 'email.clicked' }],
  trigger: { name: 'Demo Requested', eventId: '31' },
  started_at: '2026-03-09T09:00:00.000Z',
  ended_at: null,
  end_reason: null,
  steps: [
    {
      at: '2026-03-09T09:00:00.000Z',
      step: '1-if',
      visit: 1,
      input: { kind: 'start' },
      outcome: {
        kind: 'go',
        port: 'then',
        traces: [
          {
            source: 'account.employees >= 50',
            result: true,
            parts: [{ saw: [{ name: 'account.employees', value: 300 }] }],
          },
        ],
      },
    },
    {
      at: '2026-03-09T09:00:00.000Z',
      step: '2-email',
      visit: 1,
      input: { kind: 'start' },
      outcome: { kind: 'listen', until: null, for: [{ event: 'email.sent' }, { event: 'email.failed' }] },
    },
    {
      at: '2026-03-09T09:01:00.000Z',
      step: '2-email',
      visit: 1,
      input: { kind: 'event', name: 'email.sent' },
      outcome: { kind: 'go', port: 'next' },
    },
    {
      at: '2026-03-09T10:00:00.000Z',
      step: '3-wait_for',
      visit: 1,
      input: { kind: 'migrate', from: '2', to: '3', by: 'ana' },
      outcome: { kind: 'migrate' },
    },
  ],
  deliveries: [{ key: '71:2-email:1:1', action: 'email.send', recipient: 'ana@acme.test', state: 'done', due_at: null, error: null }],
};

test('a run is a tree: each step with its outcome, what its conditions saw, what it sent, and what it waits for', () => {
  expect(tellRun(run)).toEqual([
    'run 71 of inbound (version 3) for person 11: listening',
    '  2026-03-09 09:00  began by Demo Requested (event 31)',
    '  2026-03-09 09:00  1-if: goes on through then',
    '      account.employees >= 50 is true: saw account.employees = 300',
    '  2026-03-09 09:00  2-email: listens for email.sent or email.failed',
    '      email.send to ana@acme.test: done',
    '  2026-03-09 09:01  2-email, woken by email.sent: goes on',
    '  2026-03-09 10:00  3-wait_for: moved from version 2 to 3 by ana',
    '  now: at 3-wait_for, listens for email.clicked, wakes 2026-03-12 09:00',
  ]);
});

test('a list has one line for each run, the columns below each other', () => {
  const ended = { ...run, id: '9', state: 'failed', step: null, due_at: null, listens: [], end_reason: 'no such email' };
  expect(tellRuns([run, ended])).toEqual([
    '71  inbound  person 11  listening  at 3-wait_for, listens for email.clicked, wakes 2026-03-12 09:00  2026-03-09 09:00',
    '9   inbound  person 11  failed     no such email                                                     2026-03-09 09:00',
  ]);
  expect(tellRuns([])).toEqual(['no runs']);
});
