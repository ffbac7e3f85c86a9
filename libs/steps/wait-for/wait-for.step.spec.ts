import { describe, expect, test } from '@jest/globals';
import { arrived, configOf, decide, facts, hour, now, problemsOf, stepOf } from '../step.fixture.js';

const written = 'wait_for: { event: email.clicked, if: event.url == "/pricing", up_to: 3h }';
const clicked = (url: string) => ({ event: facts({ name: 'email.clicked' }, { url }) });
const waiting = { state: 'listening', dueAt: now + 3 * hour } as const;
const listens = { kind: 'listen', for: [{ event: 'email.clicked', port: 'got' }], until: now + 3 * hour, otherwise: 'otherwise' };

describe('wait_for', () => {
  test('takes an event under every spelling of the plan', () => {
    expect(configOf('wait_for: { event: book-demo, up_to: 90m }')).toEqual({ event: 'Demo Requested', upTo: 1.5 * hour });
  });

  test('has a port for what came and one for the time that is over; both go on with what follows', () => {
    const { node } = stepOf('wait_for:\n  event: email.clicked\n  up_to: 3d\n  got: [{ wait: 1h }]');
    expect(node.ports).toEqual({ got: '1-wait_for.got.1-wait', otherwise: null });
  });

  test('listens as long as it says, from when it is entered', () => {
    expect(decide(written)).toEqual({ outcome: listens, traces: [] });
  });

  test('goes through got when the event meets its condition', () => {
    const { outcome, traces } = decide(written, { input: arrived('email.clicked'), run: waiting, scope: clicked('/pricing') });
    expect(outcome).toEqual({ kind: 'go', port: 'got' });
    expect(traces).toMatchObject([{ result: true }]);
  });

  test.each([
    ['does not meet it', clicked('/blog')],
    ['says nothing about it', { event: facts({}) }],
  ])('listens on, and no longer than before, when the event %s', (_title, scope) => {
    expect(decide(written, { input: arrived('email.clicked'), run: waiting, scope }).outcome).toEqual(listens);
  });

  test('takes any event of the name when it has no condition', () => {
    const { outcome } = decide('wait_for: { event: page, up_to: 3h }', { input: arrived('page'), run: waiting });
    expect(outcome).toEqual({ kind: 'go', port: 'got' });
  });

  describe('since: start', () => {
    const since = written.replace('up_to', 'since: start, up_to');
    const heard = (...urls: string[]) => ({ heard: () => urls.map((url) => ({ ...clickedBefore, properties: { url } })) });
    const clickedBefore = { eventId: '5', name: 'email.clicked', at: now - hour, receivedAt: now - hour, source: 'segment' };

    test('an event that came before the wait began counts', () => {
      expect(decide(since, { facts: heard('/blog', '/pricing') })).toMatchObject({
        outcome: { kind: 'go', port: 'got' },
        traces: [{ result: true }],
        note: 'it had come before the wait began',
      });
    });

    test.each([
      ['none came', heard()],
      ['none that came meets the condition', heard('/blog')],
    ])('listens when %s', (_title, given) => {
      expect(decide(since, { facts: given }).outcome).toEqual(listens);
    });

    test('without it an event that arrives before the wait begins does not count', () => {
      expect(decide(written, { facts: heard('/pricing') }).outcome).toEqual(listens);
    });

    test('has the event noted from the run’s start on', () => {
      expect([...(stepOf(since).workflow.hears ?? [])]).toEqual(['email.clicked']);
      expect(stepOf(written).workflow.hears).toBeUndefined();
    });
  });

  test.each([
    ['wait_for: page', ['E203 6:15 "wait_for" is written as a map (as in wait_for: { event: email.clicked, up_to: 3d, got: [ … ] })']],
    ['wait_for: {}', ['E202 6:15 "event" is missing (add event: NAME)', 'E202 6:15 "up_to" is missing (add up_to: 3d)']],
    ['wait_for: { event: email.clickd, up_to: 3d }', ['E301 6:24 there is no event "email.clickd" (did you mean "email.clicked"?)']],
    ['wait_for: { event: page, up_to: 3 }', ['E205 6:37 "up_to" is a duration; 3 is not (add the unit: 3d, 3h or 3m)']],
    [
      'wait_for: { event: page, up_to: 3d, if: event.pth == "" }',
      ['E104 6:51 event has no property "pth" (did you mean "path"? (string, from built in))'],
    ],
    ['wait_for: { event: page, upto: 3d }', ['E201 6:30 unknown key "upto" in "wait_for" (did you mean "up_to"?)']],
    [
      'wait_for: { event: page, up_to: 3d, since: now }',
      ['E204 6:48 "since" is start, or is not written (write since: start, or remove it: then only what comes counts)'],
    ],
  ])('%s is refused with the fix', (yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });
});
