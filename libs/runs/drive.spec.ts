// A run moves on until it rests, and everything it does is done before its next step is asked.

import { describe, expect, test } from '@jest/globals';
import { asItBegan } from '#libs/engine/begin-run.js';
import { replay } from '#libs/engine/replay.js';
import type { RunInput, RunStep } from '#libs/engine/run.js';
import type { Facts } from '#libs/language/scope.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { drive } from './drive.js';
import { activeRunsOf } from './run-slice.js';
import { driving, hour, nina, now } from './runs.fixture.js';

const start: RunInput = { kind: 'start' };
const due: RunInput = { kind: 'due' };
const event = (name: string, delivery: string | null = null): RunInput => ({ kind: 'event', name, delivery, eventId: '2', at: now });
const page = (path: string) => ({ own: { name: 'page' }, traits: { path } });

const story = `
  - set: { person.lifecycle: trial }
  - if: person.lifecycle == "trial"
    then: [{ create_deal: { pipeline: new-business } }, { move_deal: demo }]
    else: [{ exit: nothing was set }]
  - email: welcome
  - wait: 1h
  - exit: all done`;

describe('driving a run', () => {
  test('goes on until it rests, and each step sees what the one before it did', () => {
    const { world, slice, run, at } = driving(story);
    const driven = drive(run, start, at(now));
    expect(world.done).toEqual([
      'set person.lifecycle = "trial"',
      'create_deal new',
      'move_deal demo of 90',
      'email.send 100:3-email:1:1 to ana@acme.test about 90',
    ]);
    expect(driven).toMatchObject({ decisions: 5, parked: [], run: { state: 'listening', step: '3-email', dealId: '90' } });
    expect(slice.runs.get('100')).toBe(driven.run);
    expect(slice.dirty).toEqual(new Set(['100']));
  });

  test('promise 12: the run, its journal and what it causes are in one batch', () => {
    const { slice, run, at } = driving(story);
    drive(run, start, at(now));
    expect(slice.steps.map(({ seq, step }) => `${seq} ${step}`)).toEqual([
      '1 1-set',
      '2 2-if',
      '3 2-if.then.1-create_deal',
      '4 2-if.then.2-move_deal',
      '5 3-email',
    ]);
  });

  test('goes on from the answer of its delivery, rests in its wait, and ends when that is over', () => {
    const { slice, run, at } = driving(story);
    const mailed = drive(run, start, at(now)).run;
    const waiting = drive(mailed, event('email.sent', '100:3-email:1:1'), at(now + 5)).run;
    expect(waiting).toMatchObject({ state: 'sleeping', dueAt: now + 5 + hour });
    expect(drive(waiting, due, at(now + hour)).decisions).toBe(0);
    expect(drive(waiting, due, at(now + 5 + hour)).run).toMatchObject({ state: 'done', endReason: 'all done' });
    expect(activeRunsOf(slice, '7')).toEqual([]);
    expect(slice.ended.get('7 tested ')).toMatchObject({ id: '100', endReason: 'all done' });
  });

  test('what does not concern it leaves it as it is', () => {
    const { slice, run, at } = driving(story);
    const { run: mailed } = drive(run, start, at(now));
    slice.dirty.clear();
    expect(drive(mailed, event('page'), at(now), page('/'))).toMatchObject({ run: mailed, decisions: 0, parked: [] });
    expect(slice.dirty.size).toBe(0);
  });

  test('promise 18: what it changes says which event, workflow, step, line and condition did it', () => {
    const { world, run, at, workspace } = driving('  - set: { person.lifecycle: trial }');
    drive(run, start, at(now));
    expect(world.because).toEqual([
      {
        by: 'workflow',
        name: 'tested',
        event: { id: '1', name: 'Demo Requested', at: now - 5, source: 'segment' },
        rule: {
          place: expect.objectContaining({ file: 'workflows/tested.yaml', line: 6 }),
          version: workspace.workflows.get('tested')!.hash,
        },
        run: { id: '100', step: '1-set', workflow: 'tested' },
      },
    ]);
  });
});

describe('a fact that finds a wait over', () => {
  const steps = `
  - wait_for: { event: page, up_to: 1h, got: [{ exit: in time }] }
  - wait_for: { event: page, if: event.path == "/pricing", up_to: 1h, got: [{ exit: the second wait }] }`;

  test('promise 8: ends the wait first, and then finds what it finds', () => {
    const { run, slice, at } = driving(steps);
    const waiting = drive(run, start, at(now)).run;
    const driven = drive(waiting, event('page'), at(now + 3 * hour), page('/pricing'));
    expect(driven).toMatchObject({ decisions: 4, run: { state: 'done', endReason: 'the second wait' } });
    expect(slice.steps.slice(1).map(({ step, input, outcome }) => [step, input.kind, outcome['port']])).toEqual([
      ['1-wait_for', 'due', 'otherwise'],
      ['2-wait_for', 'start', undefined],
      ['2-wait_for', 'event', 'got'],
      ['2-wait_for.got.1-exit', 'start', undefined],
    ]);
  });

  test('in time it counts', () => {
    const { run, at } = driving(steps);
    const waiting = drive(run, start, at(now)).run;
    expect(drive(waiting, event('page'), at(now + hour - 1), page('/blog')).run.endReason).toBe('in time');
  });

  test('is not lost while the step between has to wait for facts', () => {
    const { run, at, world } = driving(`
  - wait_for: { event: page, up_to: 1h, got: [{ exit: in time }] }
  - route: inbound
  - wait_for: { event: page, if: event.path == "/pricing", up_to: 1h, got: [{ exit: the second wait }] }`);
    const waiting = drive(run, start, at(now)).run;
    const late = at(now + 3 * hour);
    const parked = drive(waiting, event('page'), late, page('/pricing'));
    expect(parked).toMatchObject({ decisions: 1, parked: [{ routing: 'inbound' }], input: { kind: 'event' } });
    world.picks.set('inbound', nina);
    expect(drive(parked.run, parked.input, late, page('/pricing')).run.endReason).toBe('the second wait');
  });

  test('a stop comes before everything', () => {
    const { run, at, slice } = driving(steps, 'stop_when: [calendly.booked]');
    const waiting = drive(run, start, at(now)).run;
    const driven = drive(waiting, event('calendly.booked'), at(now + 3 * hour), page('/'));
    expect(driven.run).toMatchObject({ state: 'stopped', endReason: 'stop_when: calendly.booked' });
    expect(slice.steps.at(-1)).toMatchObject({ seq: 2, step: '1-wait_for' });
  });
});

describe('a step that needs who is next', () => {
  const steps = '  - set: { person.lifecycle: trial }\n  - route: inbound\n  - exit: done';

  test('is parked until the ledger is there; what was done before it stays done, once', () => {
    const { run, world, at, slice } = driving(steps);
    const parked = drive(run, start, at(now));
    expect(parked).toMatchObject({
      decisions: 1,
      parked: [{ kind: 'pick', routing: 'inbound' }],
      run: { state: 'ready', step: '2-route' },
    });
    expect(slice.steps).toHaveLength(1);
    world.picks.set('inbound', nina);
    const driven = drive(parked.run, parked.input, at(now));
    expect(driven).toMatchObject({ decisions: 2, parked: [], run: { state: 'done', endReason: 'done' } });
    expect(world.done).toEqual(['set person.lifecycle = "trial"', 'assign_owner nina']);
  });

  test('is not parked when the ledger is there already', () => {
    const { run, world, at } = driving(steps);
    world.picks.set('inbound', nina);
    expect(drive(run, start, at(now))).toMatchObject({ decisions: 3, parked: [], run: { state: 'done' } });
  });
});

describe('versions', () => {
  test('promise 10: a run keeps its version, and replaying its journal gives the same decisions', () => {
    const { run, at, slice, world, workspace } = driving(
      `
  - route: inbound
  - create_deal: { pipeline: new-business, name: account.name }
  - notify: { channel: sales, text: "\${{ person.name }} of \${{ account.name }}: \${{ event.company_size }}" }
  - email: welcome
  - if: event.company_size >= 50 && account.people > 1
    then: [{ wait_for: { event: page, if: event.path == "/pricing", up_to: 3h, got: [{ set: { person.lifecycle: trial } }] } }]
  - wait: 1h
  - move_deal: demo`,
      'stop_if: account.mrr.amount > 0',
    );
    world.picks.set('inbound', nina);
    let current = drive(run, start, at(now)).run;
    const moves: readonly (readonly [RunInput, number, Facts?])[] = [
      [event('email.failed', '100:4-email:1:1'), now + 1, { own: { name: 'email.failed' }, traits: { reason: 'full' } }],
      [event('page'), now + 2, page('/blog')],
      [event('page'), now + 3, page('/pricing')],
      [due, now + 2 * hour],
    ];
    for (const [input, time, arrived] of moves) current = drive(current, input, at(time), arrived).run;
    expect(current).toMatchObject({ state: 'done', endReason: 'completed' });

    const journal = JSON.parse(JSON.stringify(slice.steps)) as RunStep[];
    const workflow = workspace.workflows.get('tested')!;
    const replayed = replay(workflow, asItBegan(current, workflow), journal, { workspace, steps: stepsByKind });
    expect(replayed.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(replayed.map(({ step }) => step)).toEqual([
      '1-route',
      '2-create_deal',
      '3-notify',
      '4-email',
      '4-email',
      '5-if',
      '5-if.then.1-wait_for',
      '5-if.then.1-wait_for',
      '5-if.then.1-wait_for.got.1-set',
      '6-wait',
      '6-wait',
      '7-move_deal',
    ]);
  });

  test('promise 10: the version a run began with is asked, not the one of now', () => {
    const { run, at, slice } = driving('  - exit: the old way');
    const { workspace: newer } = driving('  - exit: the new way');
    const asked: string[] = [];
    const old = at(now);
    const workflowOf = (versionId: string) => {
      asked.push(versionId);
      return old.workflowOf(versionId);
    };
    expect(drive(run, start, { ...old, workspace: newer, workflowOf }).run.endReason).toBe('the old way');
    expect(new Set(asked)).toEqual(new Set(['3']));
    expect(slice.steps).toHaveLength(1);
  });
});
