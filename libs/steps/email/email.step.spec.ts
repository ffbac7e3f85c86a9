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
    ['email: { send: welcome, at: noon }', ['E201 6:29 unknown key "at" in "email" (known keys: send, to)']],
    [
      `email: { send: welcome, to: { people: 'person.role == "admin"', at_most: 3 } }`,
      ['E605 6:29 a person’s run writes to that person (leave "to" out, or make it a workflow of: account)'],
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

describe('an email to several people of the account', () => {
  const to = `email: { send: welcome, to: { people: 'person.role == "admin"', at_most: 3 } }`;
  const reader = (id: string, name: string) => ({ id, email: `${name}@acme.test`, scope: { now: 0, person: facts({ id, name }) } });
  const people = (...names: string[]) => ({
    people: () => ({ chosen: names.map((name, at) => reader(String(at + 7), name)), met: names.length + 1, looked: 9 }),
  });
  const keyOf = (n: number) => `100:1-email:1:${n}`;
  const both = [1, 2].flatMap((n) => [
    { event: 'email.sent', port: 'next', delivery: keyOf(n) },
    { event: 'email.failed', port: 'on_error', delivery: keyOf(n) },
  ]);
  const later = (name: 'email.sent' | 'email.failed', n: number, listens: readonly (typeof both)[number][], yaml = to) =>
    decide(yaml, {
      of: 'account',
      input: arrived(name, keyOf(n)),
      run: { state: 'listening', listens },
      scope: { event: facts({}, { reason: 'mailbox full' }) },
    });

  test('is one message for each, with that one’s own facts', () => {
    const { outcome, deliveries, note } = decide(to, { of: 'account', facts: people('ana', 'ben') });
    expect(outcome).toEqual({ kind: 'listen', for: both, until: null, otherwise: 'next' });
    expect(deliveries?.map((each) => [each.to, each.payload['person_id'], each.payload['data']])).toEqual([
      ['ana@acme.test', '7', { person: { name: 'ana' } }],
      ['ben@acme.test', '8', { person: { name: 'ben' } }],
    ]);
    expect(note).toBe('to 2 of the 3 who meet "to"');
  });

  test.each([
    [{ chosen: [], met: 0, looked: 0 }, 'not sent: nobody is known of the account'],
    [{ chosen: [], met: 0, looked: 4 }, 'not sent: none of its 4 people meets "to"'],
    [{ chosen: [], met: 2, looked: 4 }, 'not sent: none of the 2 who meet "to" can be written to'],
  ])('goes on at once when there is nobody: %j', (found, note) => {
    const decision = decide(to, { of: 'account', facts: { people: () => found } });
    expect(decision).toEqual({ outcome: { kind: 'go', port: 'next' }, note });
  });

  test('listens on until all have been answered; on_error is for when nobody got it', () => {
    const stop = `${to}\non_error: stop`;
    const afterSent = later('email.sent', 1, both, stop).outcome;
    expect(afterSent).toMatchObject({
      kind: 'listen',
      for: [{ delivery: keyOf(2) }, { event: 'email.failed', port: 'next', delivery: keyOf(2) }],
    });
    expect(later('email.failed', 2, (afterSent as unknown as { for: typeof both }).for, stop).outcome).toEqual({
      kind: 'go',
      port: 'next',
    });
    const afterFailed = later('email.failed', 1, both, stop).outcome;
    expect(afterFailed).toMatchObject({ kind: 'listen', for: both.slice(2) });
    expect(later('email.failed', 2, both.slice(2), stop).outcome).toEqual({ kind: 'fail', reason: 'not sent: mailbox full' });
    expect(later('email.sent', 2, both.slice(2), stop).outcome).toEqual({ kind: 'go', port: 'next' });
  });

  test.each([
    ['account', 'email: welcome', 'E605 6:12 an account has many people: whom does this go to?'],
    ['account', 'email: { send: welcome, to: all }', 'E203 6:33 "to" is written as a map'],
    ['account', 'email: { send: welcome, to: { people: true } }', 'E202 6:33 "at_most" is missing'],
    ['account', 'email: { send: welcome, to: { people: true, at_most: 0 } }', 'E207 6:58 "at_most" is a whole number from 1 to 50'],
    ['account', `email: { send: welcome, to: { people: 'person.rolle == "x"', at_most: 1 } }`, 'E104 6:51 person has no trait "rolle"'],
    ['account', `email: { send: welcome, to: { people: person.name, at_most: 1 } }`, 'E1'],
    ['person', 'email: { send: welcome, to: { people: true, at_most: 1 } }', 'E605 6:29 a person’s run writes to that person'],
  ] as const)('in a workflow of %s %j is refused with the fix', (of, yaml, problem) => {
    expect(problemsOf(yaml, { of })).toEqual([expect.stringContaining(problem)]);
  });

  test('a deal’s run may say it, and writes to its contact when it does not', () => {
    expect(problemsOf(to, { of: 'deal' })).toEqual([]);
    expect(problemsOf('email: welcome', { of: 'deal' })).toEqual([]);
  });
});
