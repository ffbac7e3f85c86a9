// What ends a run before its next step is asked.

import { describe, expect, test } from '@jest/globals';
import { answers, conditionOf, contextOf, event, facts, goes, hour, now, runOf, start, workflowOf } from './advance.fixture.js';
import { advance } from './advance.js';

describe('stops', () => {
  const waits = { first: answers({ kind: 'sleep', until: now + hour, port: 'next' }), second: goes };
  const stopWhen = [
    { kind: 'event', event: 'calendly.booked', place: { file: 'workflows/test.yaml', line: 1, column: 1 } },
    { kind: 'stage', stage: 'won', place: { file: 'workflows/test.yaml', line: 1, column: 1 } },
  ] as const;

  test('an event of stop_when ends the run wherever it stands', () => {
    const workflow = workflowOf(waits, { stopWhen });
    const { run } = advance(workflow, runOf(workflow), start, contextOf());
    const stopped = advance(workflow, run, event('calendly.booked'), contextOf());
    expect(stopped.run).toMatchObject({ state: 'stopped', step: null, dueAt: null, endedAt: now, endReason: 'stop_when: calendly.booked' });
    expect(stopped.step).toMatchObject({ seq: 2, step: 'first', outcome: { kind: 'stop', reason: 'stop_when: calendly.booked' } });
  });

  test('an event of stop_when ends the run even when its wait is over', () => {
    const workflow = workflowOf(waits, { stopWhen });
    const { run } = advance(workflow, runOf(workflow), start, contextOf());
    const late = contextOf({}, { now: now + 2 * hour });
    expect(advance(workflow, run, event('calendly.booked'), late).run.endReason).toBe('stop_when: calendly.booked');
  });

  test.each([
    ['reached since the run began', { stage: 'won', in_stage_since: now + 1 }, 'stopped'],
    ['reached before the run began', { stage: 'won', in_stage_since: now - hour }, 'ready'],
    ['another one', { stage: 'new', in_stage_since: now + 1 }, 'ready'],
    ['of a deal that does not say since when', { stage: 'won' }, 'ready'],
  ])('a stage of stop_when, %s', (_title, deal, state) => {
    const workflow = workflowOf({ first: goes, second: goes }, { stopWhen });
    expect(advance(workflow, runOf(workflow), start, contextOf({ deal: facts(deal) })).run.state).toBe(state);
  });

  test('stop_if is asked before the step, and its trace is kept', () => {
    const workflow = workflowOf({ first: answers({ kind: 'fail', reason: 'was asked' }) }, { stopIf: conditionOf('account.is_paying') });
    const { run, step, effects } = advance(workflow, runOf(workflow), start, contextOf({ account: facts({}, { is_paying: true }) }));
    expect(run).toMatchObject({ state: 'stopped', endReason: 'stop_if: account.is_paying' });
    expect(effects).toEqual([]);
    expect(step?.facts).toEqual({ 'account.is_paying': true });
    expect(step?.outcome['traces']).toMatchObject([
      { source: 'account.is_paying', result: true, parts: [{ saw: [{ name: 'account.is_paying', value: true }] }] },
    ]);
  });

  test('stop_if that is unknown stops nothing', () => {
    const workflow = workflowOf({ first: goes, second: goes }, { stopIf: conditionOf('account.is_paying') });
    expect(advance(workflow, runOf(workflow), start, contextOf({ account: facts({}) })).run.state).toBe('ready');
  });

  test('a stop that is handed in ends it, with its reason', () => {
    const workflow = workflowOf(waits);
    const { run } = advance(workflow, runOf(workflow), start, contextOf());
    const stopped = advance(workflow, run, { kind: 'stop', reason: 'erased' }, contextOf());
    expect(stopped.run).toMatchObject({ state: 'stopped', endReason: 'erased' });
    expect(stopped.step?.input).toEqual({ kind: 'stop', reason: 'erased' });
  });
});
