import { describe, expect, test } from '@jest/globals';
import { decide, problemsOf } from '../step.fixture.js';

const other = { 'workflows/other.yaml': 'workflow: other\nof: person\nwhen: []\nsteps: [{ wait: 1h }]\n' };

describe('start', () => {
  test('asks for the other workflow, and goes on', () => {
    for (const yaml of ['start: { workflow: other }', 'start: other'])
      expect(decide(yaml, { files: other })).toEqual({
        outcome: { kind: 'go', port: 'next' },
        writes: [{ kind: 'start', workflow: 'other' }],
      });
  });

  test('a chain of workflows that can come back to its start is refused', () => {
    const back = { 'workflows/other.yaml': 'workflow: other\nof: person\nwhen: []\nsteps: [{ start: tested }]\n' };
    expect(problemsOf('start: other', { files: back }).join('\n')).toContain('E407');
    expect(problemsOf('start: tested').join('\n')).toContain('workflows start each other in a circle: tested → tested');
  });
});

test.each([
  ['start: { workflow: othr }', 'E309 6:24 there is no workflow "othr" (did you mean "other"?)'],
  ['start: {}', 'E202 6:12 "workflow" is missing (add workflow: NAME)'],
  ['start: { name: other }', 'E201 6:14 unknown key "name" in "start" (known keys: workflow)'],
])('%s is refused with the fix', (yaml, problem) => {
  expect(problemsOf(yaml, { files: other }).join('\n')).toContain(problem);
});
