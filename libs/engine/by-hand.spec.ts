import { describe, expect, test } from '@jest/globals';
import { answers, contextOf, goes, hour, now, runOf, steps, workflowOf, workspace } from './advance.fixture.js';
import { advance } from './advance.js';
import { asItBegan } from './begin-run.js';
import { byHand, whyNotAgain } from './by-hand.js';
import { replay } from './replay.js';
import { depthLimit, stepLimit } from './run.js';

const broken = workflowOf({ first: goes, second: answers({ kind: 'fail', reason: 'no such email' }) });
const mended = workflowOf({ first: goes, second: goes, third: answers({ kind: 'finish', reason: 'thanked' }) }, { hash: 'h2' });

/** Fails at its second step, moves to the version that is mended, goes on to the end. */
function story() {
  const began = runOf(broken);
  const one = advance(broken, began, { kind: 'start' }, contextOf());
  const two = advance(broken, one.run, { kind: 'start' }, contextOf());
  const moved = byHand(two.run, { kind: 'migrate', from: began.versionId, to: '2', by: 'ana' }, 'second', now + hour);
  const again = byHand(moved.run, { kind: 'retry', by: 'ana' }, 'second', now + hour);
  const three = advance(mended, again.run, { kind: 'start' }, contextOf({ now: now + hour }));
  const four = advance(mended, three.run, { kind: 'start' }, contextOf({ now: now + hour }));
  return {
    began,
    failed: two.run,
    again: again.run,
    end: four.run,
    journal: [one.step!, two.step!, moved.step, again.step, three.step!, four.step!],
  };
}

describe('by hand', () => {
  test('a failed run enters the step that failed once more, in the version it was moved to', () => {
    const { failed, again, end, journal } = story();
    expect(failed).toMatchObject({ state: 'failed', step: null });
    expect(again).toMatchObject({ state: 'ready', step: 'second', dueAt: now + hour, versionId: '2', endedAt: null, endReason: null });
    expect(end).toMatchObject({ state: 'done', endReason: 'thanked', stepsTaken: 6, visits: { second: 2 } });
    expect(journal.map(({ seq, step, outcome }) => `${seq} ${step} ${outcome['kind'] as string}`)).toEqual([
      '1 first go',
      '2 second fail',
      '3 second migrate',
      '4 second retry',
      '5 second go',
      '6 third finish',
    ]);
  });

  test('promise 10: a replay takes such lines again, and goes on by the version that the run was moved to', () => {
    const { began, journal } = story();
    const versions = (id: string) => (id === '2' ? { workflow: mended, workspace } : undefined);
    expect(replay(broken, asItBegan(began, broken), journal, { workspace, steps, versions }).map(({ isSame }) => isSame)).toEqual(
      Array(6).fill(true),
    );
    const lost = replay(broken, asItBegan(began, broken), journal, { workspace, steps });
    expect(lost.map(({ isSame }) => isSame)).toEqual([true, true, false]);
  });

  test('promise 11: a run at its limit is not tried again', () => {
    expect(whyNotAgain(runOf(broken))).toBeNull();
    expect(whyNotAgain({ ...runOf(broken), stepsTaken: stepLimit })).toMatch(/1,000 steps/);
    expect(whyNotAgain({ ...runOf(broken), depth: depthLimit + 1 })).toMatch(/11 runs deep/);
  });
});
