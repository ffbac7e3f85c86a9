// The runs of one batch in memory.

import { describe, expect, test } from '@jest/globals';
import type { Run } from '#libs/engine/run.js';
import { activeRun, activeRunsOf, emptyRunSlice, mergeRuns, putRun, type RunSlice, takeEnded, takeRun } from './run-slice.js';
import { now, runOf, workspaceWith } from './runs.fixture.js';

const workspace = workspaceWith({ one: 'steps: [{ wait: 1h }]', two: 'steps: [{ wait: 1h }]' });
const run = (id: string, person: string, more: Partial<Run> & { readonly in?: 'one' | 'two' } = {}): Run => {
  const { in: workflow = 'one', ...rest } = more;
  return runOf(workspace, workflow, { id, subject: { kind: 'person', id: person }, personId: person, ...rest });
};
const ended = (reason: string, endedAt = now): Partial<Run> => ({ state: 'done', step: null, dueAt: null, endedAt, endReason: reason });

function sliceOf(...runs: readonly Run[]): RunSlice {
  const slice = emptyRunSlice();
  runs.forEach((each) => takeRun(slice, each));
  return slice;
}
const idsOf = (slice: RunSlice, person: string) => activeRunsOf(slice, person).map(({ id }) => id);

describe('a slice', () => {
  test('what was loaded is not written again; what was put is', () => {
    const slice = sliceOf(run('1', '7'));
    expect(slice.dirty.size).toBe(0);
    putRun(slice, run('2', '7', { in: 'two' }));
    expect(slice.dirty).toEqual(new Set(['2']));
  });

  test('finds the active runs of a subject, and one by workflow and key', () => {
    const slice = sliceOf(run('1', '7', { key: 'a' }), run('2', '7', { key: 'b' }), run('3', '8'));
    expect(idsOf(slice, '7')).toEqual(['1', '2']);
    expect(activeRun(slice, '7', 'one', 'b')?.id).toBe('2');
    expect(activeRun(slice, '7', 'one')?.id).toBe('1');
    expect(activeRun(slice, '7', 'two')).toBeUndefined();
    expect(activeRunsOf(slice, '9')).toEqual([]);
  });

  test('a run that ends is active no more and is remembered as the latest', () => {
    const slice = sliceOf(run('1', '7'));
    putRun(slice, run('1', '7', ended('completed')));
    expect(idsOf(slice, '7')).toEqual([]);
    expect(slice.runs.get('1')?.endReason).toBe('completed');
    expect([...slice.ended.values()]).toEqual([{ id: '1', startedAt: now, endedAt: now, endReason: 'completed' }]);
  });

  test('of several that ended the latest is remembered, in whatever order they are taken in', () => {
    const slice = emptyRunSlice();
    for (const endedAt of [now - 5, now, now - 9])
      takeEnded(slice, '7', 'one', '', { id: `${endedAt}`, startedAt: 0, endedAt, endReason: '' });
    expect([...slice.ended.values()].map(({ endedAt }) => endedAt)).toEqual([now]);
  });
});

describe('when two people become one', () => {
  test('the runs of the one that is gone are the other’s, and are written', () => {
    const slice = sliceOf(run('1', '7'), run('2', '8', { in: 'two' }));
    mergeRuns(slice, 'person', '7', '8', now);
    expect(idsOf(slice, '8')).toEqual(['1', '2']);
    expect(idsOf(slice, '7')).toEqual([]);
    expect(slice.runs.get('1')).toMatchObject({ subject: { kind: 'person', id: '8' }, personId: '8', state: 'ready' });
    expect(slice.dirty).toEqual(new Set(['1']));
  });

  test.each([
    ['of the one that is gone is older', '9', '10', '9'],
    ['of the one that stays is older', '10', '9', '9'],
  ])('of two runs in one workflow the older goes on: the one %s', (_title, ofGone, ofKept, survivor) => {
    const slice = sliceOf(run(ofGone, '7'), run(ofKept, '8'));
    mergeRuns(slice, 'person', '7', '8', now);
    expect(idsOf(slice, '8')).toEqual([survivor]);
    const other = slice.runs.get(survivor === ofGone ? ofKept : ofGone);
    expect(other).toMatchObject({
      subject: { id: '8' },
      state: 'stopped',
      step: null,
      dueAt: null,
      endedAt: now,
      endReason: 'merged: the subject is in this workflow already',
    });
    expect(slice.dirty).toContain(other?.id);
  });

  test('with another key both go on', () => {
    const slice = sliceOf(run('1', '7', { key: 'a' }), run('2', '8', { key: 'b' }));
    mergeRuns(slice, 'person', '7', '8', now);
    expect(idsOf(slice, '8')).toEqual(['1', '2']);
  });

  test('a run that has ended in this batch moves along, so that it is written under the one who stays', () => {
    const slice = sliceOf(run('1', '7'));
    putRun(slice, run('1', '7', ended('completed')));
    mergeRuns(slice, 'person', '7', '8', now);
    expect(slice.runs.get('1')).toMatchObject({ subject: { id: '8' }, endReason: 'completed' });
    expect(idsOf(slice, '8')).toEqual([]);
  });

  test('whoever was in it as the one that is gone has been in it', () => {
    const slice = emptyRunSlice();
    takeEnded(slice, '7', 'one', 'a key', { id: '1', startedAt: 0, endedAt: now - 9, endReason: 'completed' });
    takeEnded(slice, '77', 'one', '', { id: '2', startedAt: 0, endedAt: now, endReason: 'completed' });
    takeEnded(slice, '8', 'one', 'a key', { id: '3', startedAt: 0, endedAt: now - 10, endReason: 'completed' });
    mergeRuns(slice, 'person', '7', '8', now);
    expect([...slice.ended].map(([name, { id }]) => `${name}: ${id}`).toSorted()).toEqual(['77 one : 2', '8 one a key: 1']);
  });

  test('runs of others that are about the person name the one who stays', () => {
    const ofAccount = run('1', '20', { subject: { kind: 'account', id: '20' }, personId: '7' });
    const slice = sliceOf(ofAccount, run('2', '9'));
    mergeRuns(slice, 'person', '7', '8', now);
    expect(slice.runs.get('1')).toMatchObject({ subject: { kind: 'account', id: '20' }, personId: '8' });
    expect(slice.dirty).toEqual(new Set(['1']));
  });

  test('two accounts: their people’s runs name the account that stays', () => {
    const slice = sliceOf(run('1', '7', { accountId: '20' }));
    mergeRuns(slice, 'account', '20', '21', now);
    expect(slice.runs.get('1')).toMatchObject({ subject: { id: '7' }, personId: '7', accountId: '21' });
    expect(idsOf(slice, '7')).toEqual(['1']);
  });
});
