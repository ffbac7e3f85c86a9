import { describe, expect, test } from '@jest/globals';
import { decide, facts, problemsOf, stepOf } from '../step.fixture.js';

const written = 'if: account.employees >= 50\nthen: [{ wait: 1h }]\nelse: [{ exit: too small }]';

describe('if', () => {
  test('has a port for each branch', () => {
    expect(Object.entries(stepOf(written).node.ports)).toEqual([
      ['then', '1-if.then.1-wait'],
      ['else', '1-if.else.1-exit'],
    ]);
  });

  test('a branch that is not written leads to what follows', () => {
    const { node } = stepOf('if: account.employees >= 50\nthen: [{ wait: 1h }]');
    expect(Object.entries(node.ports)).toEqual([
      ['then', '1-if.then.1-wait'],
      ['else', null],
    ]);
  });

  test.each([
    ['is met', { employees: 60 }, 'then', true],
    ['is not met', { employees: 6 }, 'else', false],
    ['is unknown', {}, 'else', 'unknown'],
  ])('goes by its condition when it %s, and shows what it saw', (_title, traits, port, result) => {
    const { outcome, traces } = decide(written, { scope: { account: facts({}, traits) } });
    expect(outcome).toEqual({ kind: 'go', port });
    expect(traces).toMatchObject([{ source: 'account.employees >= 50', result }]);
  });

  test.each([
    ['if: account.employees >= 50', 'E202 6:5 "if" has neither "then" nor "else" (add then: [ … ])'],
    [
      'if: account.employes >= 50\nthen: [{ wait: 1h }]',
      'E104 6:17 account has no trait "employes" (did you mean "employees"? (integer, from traits/account.yaml))',
    ],
    ['if: 5\nthen: [{ wait: 1h }]', 'E105 6:9 a condition is true or false; this is an integer (compare it: 5 > 0)'],
    ['if: account.people > 5\nthan: [{ wait: 1h }]\nthen: []', 'E201 7:5 unknown key "than" in the step "if" (did you mean "then"?)'],
  ])('%j is refused with the fix', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });
});
