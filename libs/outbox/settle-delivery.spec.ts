import { describe, expect, test } from '@jest/globals';
import type { Delivered } from '#libs/connectors/contract.js';
import { answersOf } from './answers-of.js';
import { Circuits } from './circuit.js';
import type { ClaimedDelivery } from './delivery-slice.js';
import { asBegun, begun, canceled, decided, type Decision, held, mostAttempts, pauseAfter, putBack, settled } from './settle-delivery.js';

const now = 1_796_083_200_000;
const waiting: ClaimedDelivery = {
  subjectId: '7',
  id: '1000',
  key: '5:1-email:1:1',
  action: 'email.send',
  recipient: 'ana@acme.test',
  payload: { template: 'welcome' },
  runId: '5',
  personId: '7',
  accountId: null,
  dealId: null,
  workflow: 'inbound',
  depth: 2,
  createdAt: now - 5,
  state: 'waiting',
  attempts: 0,
};
const sending = asBegun(waiting);
const lost: Delivered = { kind: 'unknown', reason: 'no answer' };
const later: Delivered = { kind: 'retry', reason: 'come later' };

describe('a delivery', () => {
  test.each<[string, Delivered, boolean, string, number | null]>([
    ['done', { kind: 'done', answer: { id: 1 } }, false, 'done', null],
    ['failed', { kind: 'failed', reason: 'no' }, false, 'failed', null],
    ['tried again', later, false, 'waiting', now + 15_000],
    ['tried again when it was told to', { ...later, after: 60_000 }, false, 'waiting', now + 60_000],
    ['held as unknown where two calls are two effects (promise 3)', lost, false, 'unknown', null],
    ['asked again where the key is honoured (promise 3)', lost, true, 'waiting', now + 15_000],
  ])('is %s', (_title, outcome, honoursKey, state, dueAt) => {
    expect(settled(sending, outcome, honoursKey, now)).toMatchObject({ state, dueAt, attempts: 1, endedAt: dueAt === null ? now : null });
  });

  test('is given up after its last attempt', () => {
    const mark = settled({ ...sending, attempts: mostAttempts }, later, false, now);
    expect(mark).toMatchObject({ state: 'failed', error: 'given up after 12 attempts: come later', dueAt: null });
  });

  test('waits longer each time, two hours at most, and apart from its neighbours', () => {
    expect([1, 2, 3, 10, 11, 40].map((attempts) => pauseAfter(attempts, '1000'))).toEqual([
      15_000, 30_000, 60_000, 7_200_000, 7_200_000, 7_200_000,
    ]);
    expect(pauseAfter(1, '1050')).toBe(16_875);
  });

  test('that is put back has lost no attempt', () => {
    expect(putBack(sending, now)).toMatchObject({ state: 'waiting', attempts: waiting.attempts, dueAt: now });
    expect(begun(waiting, false, now)).toMatchObject({ state: 'sending', attempts: 1 });
  });

  test('promise 13: error texts are stored clean', () => {
    expect(settled(sending, { kind: 'failed', reason: 'a\u0000b\r\nc\uD800' }, false, now).error).toBe('a b c\uFFFD');
  });
});

describe('the answers of a delivery', () => {
  const names = (mark: Parameters<typeof answersOf>[0], outcome: Delivered | null) => answersOf(mark, outcome, now).map(({ name }) => name);
  const bounce: Delivered = { kind: 'failed', reason: '550', isBounce: true };

  test('are facts about the person, for the run that waits', () => {
    expect(answersOf(settled(sending, { kind: 'done', answer: {} }, false, now), null, now)).toEqual([
      {
        name: 'email.sent',
        at: now,
        person: { email: 'ana@acme.test' },
        account: {},
        properties: { template: 'welcome', delivery: '5:1-email:1:1', workflow: 'inbound', to: 'ana@acme.test' },
        answers: { delivery: '5:1-email:1:1', runId: '5', depth: 2 },
      },
    ]);
  });

  test('are two when the address is dead, and none for what is held or of another kind', () => {
    expect(names(settled(sending, bounce, false, now), bounce)).toEqual(['email.failed', 'email.bounced']);
    expect(names(canceled(sending, 'must not be written to: unsubscribed', now), null)).toEqual(['email.failed']);
    expect(names(held(sending, now), null)).toEqual([]);
    expect(names(settled({ ...sending, action: 'notify.rep' }, { kind: 'done', answer: {} }, false, now), null)).toEqual([]);
  });

  test('promise 5: of someone erased they say no address', () => {
    const answers = answersOf(canceled(sending, 'must not be written to: erased', now), null, now);
    expect(JSON.stringify(answers)).not.toContain('acme');
  });
});

test('an action is left alone after five failures in a row, for longer each time, until it works', () => {
  const circuits = new Circuits();
  const fail = (at: number) => circuits.failed('email.send', at);
  for (let count = 0; count < 4; count += 1) fail(0);
  expect(circuits.closedAt('email.send', 0)).toBeNull();
  fail(0);
  expect(circuits.closedAt('email.send', 0)).toBe(15_000);
  expect(circuits.open(0)).toEqual(['email.send']);
  expect(circuits.open(15_000)).toEqual([]);
  fail(15_000);
  expect(circuits.closedAt('email.send', 15_000)).toBe(45_000);
  circuits.worked('email.send');
  expect(circuits.closedAt('email.send', 15_000)).toBeNull();
  expect(circuits.closedAt('slack.post_message', 0)).toBeNull();
});

test('a breaker tells what is to be written, and goes by what the rows say since', () => {
  const circuits = new Circuits();
  for (let at = 0; at < 5; at += 1) circuits.failed('email.send', at, 'away');
  const row = { action: 'email.send', failures: 5, since: 4, openUntil: 15_004, error: 'away' };
  circuits.hear([]);
  expect(circuits.open(5)).toEqual(['email.send']);
  expect(circuits.takeChanges()).toEqual(new Map([['email.send', row]]));
  expect(circuits.takeChanges()).toEqual(new Map());
  // A person has brought it forward: one failure opens it again, for longer, and it is away since the same time.
  circuits.hear([{ ...row, openUntil: 5 }]);
  expect(circuits.open(5)).toEqual([]);
  circuits.failed('email.send', 6, 'still away');
  expect(circuits.takeChanges()).toEqual(new Map([['email.send', { ...row, failures: 6, openUntil: 30_006, error: 'still away' }]]));
  // Another process got an answer, and one that has just started hears of those that stand.
  circuits.hear([]);
  expect(circuits.open(7)).toEqual([]);
  const started = new Circuits();
  started.hear([row]);
  expect(started.open(5)).toEqual(['email.send']);
  started.worked('email.send');
  expect(started.takeChanges()).toEqual(new Map([['email.send', null]]));
});

test.each<[Decision, string, number | null]>([
  ['sent', 'done', null],
  ['failed', 'failed', null],
  ['again', 'waiting', now],
])('promise 3: one that is held becomes what a person decides: %s is %s', (as, state, dueAt) => {
  const mark = decided({ ...sending, state: 'unknown' }, as, 'ops', now);
  expect(mark).toMatchObject({ state, dueAt, attempts: 1, endedAt: dueAt === null ? now : null });
});
