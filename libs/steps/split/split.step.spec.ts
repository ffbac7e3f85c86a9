import { describe, expect, test } from '@jest/globals';
import { armOf } from '#libs/experiments/assign.js';
import { decide, facts, problemsOf, stepOf } from '../step.fixture.js';

const written = 'split: { by: account, arms: { plain: 50%, video: 50% } }\nplain: [{ wait: 1h }]\nvideo: [{ wait: 2h }]';
const armOfAccount = (id: string) => {
  const { outcome } = decide(written, { scope: { account: facts({ id }), person: facts({ id: `1${id}` }) } });
  return outcome.kind === 'go' ? outcome.port : outcome.kind;
};

describe('split', () => {
  test('has a port for each arm; each goes on with what follows', () => {
    const { node, workflow } = stepOf(written);
    expect(node.ports).toEqual({ plain: '1-split.plain.1-wait', video: '1-split.video.1-wait' });
    expect(workflow.nodes.get('1-split.plain.1-wait')!.ports).toEqual({ next: null });
  });

  test('by account: an account has one arm, whoever of its people it is, and is spread like the shares', () => {
    const ids = Array.from({ length: 40 }, (_, n) => String(n));
    const arms = ids.map(armOfAccount);
    expect(ids.map(armOfAccount)).toEqual(arms);
    expect(new Set(arms)).toEqual(new Set(['plain', 'video']));
    const other = decide(written, { scope: { account: facts({ id: '3' }), person: facts({ id: 'somebody else' }) } });
    expect(other.outcome).toEqual({ kind: 'go', port: armOfAccount('3') });
  });

  test('by person, without a word, in a person’s run', () => {
    const yaml = written.replace('by: account, ', '');
    const scope = (account: string) => ({ account: facts({ id: account }), person: facts({ id: '7' }) });
    expect(decide(yaml, { scope: scope('1') })).toEqual(decide(yaml, { scope: scope('2') }));
  });

  test('without an account takes the run’s subject, and says so', () => {
    expect(decide(written)).toMatchObject({ outcome: { kind: 'go' }, note: expect.stringContaining('there is no account') });
  });

  test('shares are exact to 0.1 % of 100,000 subjects', () => {
    const arms = [
      { name: 'a', share: 10 },
      { name: 'b', share: 90 },
    ];
    let first = 0;
    for (let id = 0; id < 100_000; id += 1) if (armOf('re-engage:6-split', String(id), arms) === 'a') first += 1;
    expect(Math.abs(first / 100_000 - 0.1)).toBeLessThan(0.001);
  });

  test('an arm may be named like a step, and may have no steps', () => {
    const yaml = 'split: { by: person, arms: { email: 50%, nothing: 50% } }\nemail: [{ wait: 1h }]';
    expect(stepOf(yaml).node.ports).toEqual({ email: '1-split.email.1-wait', nothing: null });
  });
});

test.each([
  ['split: 50%', 'E203 6:12 "split" is written as a map'],
  ['split: { by: deal, arms: { a: 50%, b: 50% } }\na: [{ wait: 1h }]', 'E204 6:18 "by" is one of account, person (write by: account)'],
  ['split: { arms: { a: 50%, b: 40% } }\na: [{ wait: 1h }]', 'E207 6:20 the shares of the arms make 90% (let them make 100% together)'],
  ['split: { arms: { a: 0.5, b: 50% } }\na: [{ wait: 1h }]', 'E207 6:25 the share of "a" is more than 0% and at most 100% (as in a: 50%)'],
  ['split: { arms: { a: 50%, b: 50% } }', 'E202 6:5 no arm of "split" has steps (add them beside "split": a: [ … ])'],
  [
    'split: { arms: { plain: 50%, video: 50% } }\nplan: [{ wait: 1h }]\nvideo: []',
    'E201 7:5 unknown key "plan" in the step "split" (did you mean "plain"?)',
  ],
  ['split: { arms: { a: 100% } }\na: []', 'E203 6:20 "arms" are a map of two or more names with their shares'],
])('%s is refused with the fix', (yaml, problem) => {
  expect(problemsOf(yaml).join('\n')).toContain(problem);
});
