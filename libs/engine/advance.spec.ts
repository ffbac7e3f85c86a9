// One decision of one run: what it moves to, and what wakes it.

import { describe, expect, test } from '@jest/globals';
import {
  answers,
  conditionOf,
  contextOf,
  due,
  event,
  facts,
  goes,
  hour,
  listensFor,
  nina,
  now,
  runOf,
  start,
  workflowOf,
} from './advance.fixture.js';
import { advance } from './advance.js';
import type { Outcome } from './outcome.js';
import type { Run } from './run.js';

describe('the five outcomes', () => {
  const cases: readonly { readonly title: string; readonly outcome: Outcome; readonly moved: Partial<Run> }[] = [
    {
      title: 'go: it stands ready at the step behind the port',
      outcome: { kind: 'go', port: 'next' },
      moved: { state: 'ready', step: 'second', dueAt: now, endedAt: null },
    },
    {
      title: 'go through a port that the node does not have: it takes next',
      outcome: { kind: 'go', port: 'nowhere' },
      moved: { state: 'ready', step: 'second' },
    },
    {
      title: 'go through a port that leads nowhere: it is done, completed',
      outcome: { kind: 'go', port: 'out' },
      moved: { state: 'done', step: null, dueAt: null, endedAt: now, endReason: 'completed' },
    },
    {
      title: 'sleep: it is due later, and knows through which port',
      outcome: { kind: 'sleep', until: now + hour, port: 'later' },
      moved: { state: 'sleeping', step: 'first', dueAt: now + hour, duePort: 'later', listens: [] },
    },
    {
      title: 'listen: it waits for facts, with a limit',
      outcome: listensFor([{ event: 'page', port: 'got' }], now + hour),
      moved: {
        state: 'listening',
        step: 'first',
        dueAt: now + hour,
        duePort: 'otherwise',
        listens: [{ event: 'page', port: 'got' }],
      },
    },
    {
      title: 'listen without a limit: it is never due by time',
      outcome: listensFor([{ event: 'page', port: 'got' }], null),
      moved: { state: 'listening', dueAt: null },
    },
    {
      title: 'finish: it is done, with the reason',
      outcome: { kind: 'finish', reason: 'active again' },
      moved: { state: 'done', step: null, endedAt: now, endReason: 'active again' },
    },
    {
      title: 'fail: it has failed, with the reason',
      outcome: { kind: 'fail', reason: 'no such email' },
      moved: { state: 'failed', step: null, endedAt: now, endReason: 'no such email' },
    },
  ];
  test.each(cases)('$title', ({ outcome, moved }) => {
    const workflow = workflowOf({
      first: { ...answers(outcome), ports: { next: 'second', later: 'second', got: 'second', otherwise: null, out: null } },
      second: goes,
    });
    const { run, step } = advance(workflow, runOf(workflow), start, contextOf());
    expect(run).toMatchObject({ ...moved, visits: { first: 1 }, stepsTaken: 1 });
    expect(step?.outcome).toEqual(outcome);
  });

  test('equal inputs give equal decisions, and the run that was handed in stays as it was', () => {
    const workflow = workflowOf({ first: answers({ kind: 'sleep', until: now + 1, port: 'next' }) });
    const run = runOf(workflow);
    const before = structuredClone(run);
    expect(advance(workflow, run, start, contextOf())).toEqual(advance(workflow, run, start, contextOf()));
    expect(run).toEqual(before);
  });

  test('a workflow without steps is completed as soon as it begins', () => {
    const workflow = workflowOf({});
    expect(advance(workflow, runOf(workflow), start, contextOf()).run).toMatchObject({ state: 'done', endReason: 'completed' });
  });
});

describe('waking', () => {
  const workflow = workflowOf({
    first: {
      decide: ({ input, run }) => ({
        outcome:
          input.kind === 'event'
            ? { kind: 'go', port: 'got' }
            : listensFor([{ event: 'page', port: 'got' }], input.kind === 'start' ? now + hour : run.dueAt),
      }),
      ports: { got: 'second', otherwise: null },
    },
    second: goes,
  });
  const listening = advance(workflow, runOf(workflow), start, contextOf()).run;
  const at = (time: number) => contextOf({ now: time }, { now: time });

  test('promise 8: a wait does not end a millisecond early', () => {
    const early = advance(workflow, listening, due, at(now + hour - 1));
    expect(early).toEqual({ run: listening, effects: [], step: null });
    expect(early.run).toBe(listening);
  });

  test.each([
    ['in its millisecond', now + hour],
    ['late, after the machine slept', now + 90 * hour],
  ])('promise 8: a wait ends %s, through the port for it, without asking the step', (_title, time) => {
    const { run, step } = advance(workflow, listening, due, at(time));
    expect(run).toMatchObject({ state: 'done', endReason: 'completed', endedAt: time });
    expect(step).toMatchObject({ seq: 2, at: time, step: 'first', visit: 1, outcome: { kind: 'go', port: 'otherwise' } });
  });

  test('promise 8: a wait that has ended does not end again', () => {
    const { run } = advance(workflow, listening, due, at(now + hour));
    expect(advance(workflow, run, due, at(now + hour))).toEqual({ run, effects: [], step: null });
  });

  test('a fact in time takes its port', () => {
    const { run, step } = advance(workflow, listening, event('page'), { ...at(now + hour - 1), arrived: facts({}) });
    expect(run).toMatchObject({ state: 'ready', step: 'second', listens: [], duePort: null, visits: { first: 1 } });
    expect(step?.outcome).toEqual({ kind: 'go', port: 'got' });
  });

  test('a fact that comes when the time is over changes nothing, though the timer has not come yet', () => {
    expect(advance(workflow, listening, event('page'), at(now + hour))).toEqual({ run: listening, effects: [], step: null });
  });

  test('a fact of another name does not concern it', () => {
    expect(advance(workflow, listening, event('screen'), at(now)).step).toBeNull();
  });

  test('a run that is already on its way is not started again', () => {
    expect(advance(workflow, listening, start, at(now)).step).toBeNull();
  });

  test('a run that has ended is concerned by nothing, not even a stop', () => {
    const run = advance(workflow, listening, due, at(now + hour)).run;
    for (const input of [start, due, event('page'), { kind: 'stop', reason: 'by hand' } as const])
      expect(advance(workflow, run, input, at(now + hour))).toEqual({ run, effects: [], step: null });
  });

  test('the answer of another delivery does not wake it, that of its own does', () => {
    const answered = workflowOf({
      first: {
        decide: ({ input }) => ({
          outcome:
            input.kind === 'event'
              ? { kind: 'finish', reason: 'answered' }
              : listensFor([{ event: 'email.sent', port: 'next', delivery: '100:first:1:1' }], null),
        }),
      },
    });
    const { run } = advance(answered, runOf(answered), start, contextOf());
    expect(advance(answered, run, event('email.sent', '100:first:1:2'), contextOf()).step).toBeNull();
    expect(advance(answered, run, event('email.sent'), contextOf()).step).toBeNull();
    expect(advance(answered, run, event('email.sent', '100:first:1:1'), contextOf()).run.endReason).toBe('answered');
  });

  test('a step that goes on listening as before leaves no line in the journal', () => {
    const deaf = workflowOf({ first: answers(listensFor([{ event: 'page', port: 'got' }], now + hour)) });
    const { run } = advance(deaf, runOf(deaf), start, contextOf());
    expect(advance(deaf, run, event('page'), contextOf())).toEqual({ run, effects: [], step: null });
  });

  test.each([
    ['with another limit', 2, {}],
    ['and sends something', 1, { deliveries: [{ action: 'email.send', to: 'ana@acme.test', payload: {}, notBefore: null }] }],
    ['and writes something', 1, { writes: [{ kind: 'move_deal', pipeline: 'new-business', stage: 'won' }] }],
  ] as const)('a step that goes on listening %s leaves one', (_title, longer, more) => {
    const again = workflowOf({
      first: {
        decide: ({ input }) => {
          const limit = input.kind === 'start' ? 1 : longer;
          return { outcome: listensFor([{ event: 'page', port: 'got' }], now + limit), ...(input.kind === 'start' ? {} : more) };
        },
      },
    });
    const { run } = advance(again, runOf(again), start, contextOf());
    expect(advance(again, run, event('page'), contextOf())).toMatchObject({
      run: { dueAt: now + longer, stepsTaken: 2 },
      step: { seq: 2 },
    });
  });
});

describe('facts to be brought', () => {
  const workflow = workflowOf({
    first: {
      kind: 'route',
      decide: ({ facts: { pick } }) => ({
        outcome: { kind: 'go', port: 'next' },
        writes: [{ kind: 'assign_owner', routing: 'inbound', pick: pick!('inbound') }],
      }),
    },
  });

  test('a step that needs a pick is not asked before it is there', () => {
    const run = runOf(workflow);
    expect(advance(workflow, run, start, contextOf())).toEqual({
      run,
      effects: [],
      step: null,
      needs: [{ kind: 'pick', routing: 'inbound' }],
    });
  });

  test('with it the step decides, and the journal keeps the pick with all who were considered', () => {
    const { run, effects, step } = advance(workflow, runOf(workflow), start, contextOf({}, { facts: { pick: () => nina } }));
    expect(run.state).toBe('done');
    expect(effects).toEqual([{ kind: 'write', write: { kind: 'assign_owner', routing: 'inbound', pick: nina } }]);
    expect(step?.facts).toEqual({ 'pick.inbound': nina });
  });

  test('nothing is brought for a run that stops', () => {
    const stops = workflowOf({ first: { kind: 'route', decide: goes.decide } }, { stopIf: conditionOf('account.is_paying') });
    const { needs, run } = advance(stops, runOf(stops), start, contextOf({ account: facts({}, { is_paying: true }) }));
    expect(needs).toBeUndefined();
    expect(run.state).toBe('stopped');
  });
});
