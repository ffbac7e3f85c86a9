import { describe, expect, test } from '@jest/globals';
import { arrived, configOf, decide, facts, problemsOf } from '../step.fixture.js';

const ana = { id: '7', email: 'ana@acme.test', name: 'Ana', can_email: true };
const scope = { person: facts(ana) };
const key = '100:1-email:1:1';
const listening = {
  state: 'listening',
  listens: [
    { event: 'email.sent', port: 'next', delivery: key },
    { event: 'email.failed', port: 'next', delivery: key },
  ],
} as const;

describe('email', () => {
  test('is written by name, or as a map', () => {
    expect(configOf('email: welcome')).toEqual({ email: 'welcome' });
    expect(configOf('email: { send: welcome }')).toEqual({ email: 'welcome' });
  });

  test('sends one message, with the facts that its templates name, and waits for its own answer', () => {
    expect(decide('email: welcome', { scope })).toEqual({
      outcome: { kind: 'listen', for: listening.listens, until: null, otherwise: 'next' },
      deliveries: [
        {
          action: 'email.send',
          to: 'ana@acme.test',
          payload: { template: 'welcome', kind: 'marketing', person_id: '7', data: { person: { name: 'Ana' } } },
          notBefore: null,
        },
      ],
    });
  });

  test('promise 3: listens for the very delivery that it asks for, at every visit', () => {
    const run = { id: '9', step: '1-email' };
    const { outcome } = decide('email: welcome', { scope, run, visit: 2 });
    expect(outcome).toMatchObject({ for: [{ delivery: '9:1-email:2:1' }, { delivery: '9:1-email:2:1' }] });
  });

  test('goes on when it has left', () => {
    expect(decide('email: welcome', { input: arrived('email.sent', key), run: listening })).toEqual({
      outcome: { kind: 'go', port: 'next' },
    });
  });

  test.each([
    ['with the reason', { reason: 'mailbox full' }, 'not sent: mailbox full'],
    ['without one', {}, 'not sent: the provider refused it'],
  ])('goes on when it could not leave, and says why (%s)', (_title, properties, note) => {
    const event = facts({ name: 'email.failed' }, properties);
    expect(decide('email: welcome', { input: arrived('email.failed', key), run: listening, scope: { event } })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      note,
    });
  });

  test('fails when its email is gone since the run began', () => {
    expect(decide('email: welcome', { scope, workspace: { emails: new Map() } }).outcome).toEqual({
      kind: 'fail',
      reason: 'there is no email "welcome" any more',
    });
  });

  test.each([
    ['email: welcom', ['E302 6:12 there is no email "welcom" (did you mean "welcome"?)']],
    ['email: 5', ['E203 6:12 the name of an email is a text; this is 5 (quote it: "5")']],
    ['email: {}', ['E202 6:12 "send" is missing (add send: NAME)']],
    ['email: { send: }', ['E202 6:14 "send" is missing (add send: NAME)']],
    ['email: { send: welcome, at: noon }', ['E201 6:29 unknown key "at" in "email" (known keys: send)']],
    [
      'email: { send: welcome, to: { people: all } }',
      ['E208 6:29 "to" has no effect in "email" and is refused (an account’s run writes to the contact of the account)'],
    ],
    ['email: welcome\nif: true', ['E602 7:5 one step cannot be both "email" and "if" (begin a step of its own: - if: …)']],
  ])('%j is refused with the fix', (yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });
});

describe('on_error of an email that the provider refused', () => {
  const failed = { input: arrived('email.failed', '100:1-email:1:1'), scope: { event: facts({}, { reason: 'mailbox full' }) } };

  test.each([
    ['continue, the default', 'email: welcome', { outcome: { kind: 'go', port: 'next' }, note: 'not sent: mailbox full' }],
    ['stop: the run fails', 'email: welcome\non_error: stop', { outcome: { kind: 'fail', reason: 'not sent: mailbox full' } }],
    [
      'a list of steps',
      'email: welcome\non_error: [{ wait: 1h }]',
      { outcome: { kind: 'go', port: 'on_error' }, note: 'not sent: mailbox full' },
    ],
  ])('%s', (_title, yaml, decision) => {
    expect(decide(yaml, failed)).toEqual(decision);
  });

  test('is not asked for who has no address: nothing was tried', () => {
    expect(decide('email: welcome\non_error: stop').outcome).toEqual({ kind: 'go', port: 'next' });
  });
});
