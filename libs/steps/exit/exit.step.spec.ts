import { describe, expect, test } from '@jest/globals';
import { decide, problemsOf } from '../step.fixture.js';

describe('exit', () => {
  test('ends the run with its reason', () => {
    expect(decide('exit: active again')).toEqual({ outcome: { kind: 'finish', reason: 'active again' } });
  });

  test.each([
    ['exit: 5', 'E203 6:11 the reason of "exit" is a text; this is 5 (quote it: "5")'],
    ['exit:', 'E203 6:10 the reason of "exit" is a text; this is nothing (write one text behind the key)'],
    ['exit: [done]', 'E203 6:11 the reason of "exit" is a text; this is a list (write one text behind the key)'],
  ])('%s is refused with the fix', (written, problem) => {
    expect(problemsOf(written)).toEqual([problem]);
  });

  test('what stands behind it is never reached, and the compiler says so', () => {
    expect(problemsOf('if: account.people > 1\nthen: [{ exit: done }, { wait: 1h }]')).toEqual([
      'E603 7:28 this step is never reached ("exit" before it ends the run)',
    ]);
  });
});
