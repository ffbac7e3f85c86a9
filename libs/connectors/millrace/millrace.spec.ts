import { expect, test } from '@jest/globals';
import { answerItem, millraceSource } from './millrace.source.js';

const answer = {
  name: 'email.sent',
  at: 1_796_083_200_000,
  person: { userId: 'u', email: 'a@b.test' },
  account: {},
  properties: { template: 'welcome' },
  answers: { delivery: '77', runId: '5', depth: 2 },
};

test('an answer reads back as the fact it was', () => {
  const item = answerItem(answer);
  expect(item).toMatchObject({ source: 'millrace', subjectKey: 'user:u', sameness: 'millrace:email.sent:77' });
  const [fact] = millraceSource.understand({ id: '1', source: 'millrace', receivedAt: answer.at, key: '', body: item.body });
  expect(fact).toEqual({ kind: 'answer', ...answer, personTraits: {}, accountTraits: {} });
});

test('an answer about nobody known still has a place in the order', () => {
  expect(answerItem({ ...answer, person: {} }).subjectKey).toBe('delivery:77');
});

test('nobody reaches it from outside', () => {
  expect(millraceSource.paths).toEqual([]);
});
