import { expect, test } from '@jest/globals';
import { mergeTasks } from './merge-tasks.js';
import type { NewTask } from './task.js';

const task: NewTask = {
  id: '1',
  subject: { kind: 'person', id: '7' },
  personId: '7',
  accountId: '8',
  dealId: null,
  rep: 'nina',
  title: 'Call',
  note: null,
  dueAt: null,
  createdAt: 0,
  workflow: 'inbound',
  runId: '9',
  step: '1-task',
};

test.each([
  ['person', '7', { subject: { kind: 'person', id: '70' }, personId: '70', accountId: '8' }],
  ['account', '8', { subject: { kind: 'person', id: '7' }, personId: '7', accountId: '70' }],
  ['account', '7', { subject: { kind: 'person', id: '7' }, personId: '7', accountId: '8' }],
] as const)('when the %s %s is gone, tasks that named it name the survivor', (kind, gone, named) => {
  const tasks = [task];
  mergeTasks(tasks, kind, gone, '70');
  expect(tasks).toEqual([{ ...task, ...named }]);
});
