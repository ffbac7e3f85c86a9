// What a run may use up, and what becomes of one whose step is broken or gone.

import { describe, expect, test } from '@jest/globals';
import { contextOf, goes, runOf, start, workflowOf } from './advance.fixture.js';
import { advance } from './advance.js';

describe('limits and faults', () => {
  const workflow = workflowOf({ first: { ...goes, ports: { next: 'first' } } });

  test('promise 11: a run takes 1,000 steps and no more, and says so', () => {
    let run = runOf(workflow);
    let lines = 0;
    for (let step = advance(workflow, run, start, contextOf()); step.step !== null; step = advance(workflow, run, start, contextOf())) {
      run = step.run;
      lines += 1;
    }
    expect(run).toMatchObject({ state: 'failed', visits: { first: 1000 }, stepsTaken: 1001 });
    expect(run.endReason).toContain('it has taken 1,000 steps');
    expect(lines).toBe(1001);
  });

  test('promise 11: a run 10 deep in a chain of causes goes on, one deeper fails and says so', () => {
    expect(advance(workflow, runOf(workflow, { depth: 10 }), start, contextOf()).run.state).toBe('ready');
    const deep = advance(workflow, runOf(workflow, { depth: 11 }), start, contextOf());
    expect(deep).toMatchObject({ run: { state: 'failed' }, effects: [], step: { outcome: { kind: 'fail' } } });
    expect(deep.run.endReason).toContain('11 runs deep');
  });

  test('a step that throws makes its run fail, and no other', () => {
    const broken = workflowOf({
      first: {
        decide: () => {
          throw new TypeError('x is undefined');
        },
      },
    });
    const { run, effects, step } = advance(broken, runOf(broken), start, contextOf());
    expect(run).toMatchObject({ state: 'failed', endReason: 'the step "first" broke: x is undefined' });
    expect(effects).toEqual([]);
    expect(step?.outcome).toEqual({ kind: 'fail', reason: 'the step "first" broke: x is undefined' });
  });

  test('a kind of step that is not there any more makes its run fail', () => {
    const old = workflowOf({ first: { ...goes, kind: 'gone' } });
    expect(advance(old, runOf(old), start, contextOf()).run.endReason).toBe('there is no step "gone" any more');
  });

  test('a step that the version does not have makes its run fail', () => {
    expect(advance(workflow, runOf(workflow, { step: 'other' }), start, contextOf()).run.endReason).toBe(
      'the workflow has no step "other"',
    );
  });
});
