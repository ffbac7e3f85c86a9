import { describe, expect, test } from '@jest/globals';
import { configOf, decide, facts, problemsOf, renewal } from '../step.fixture.js';

const next = { kind: 'go', port: 'next' };
const deal = (pipeline: string) => ({ deal: facts({ pipeline, stage: 'new' }) });

describe('move_deal', () => {
  test('is written with a stage alone where there is one pipeline', () => {
    expect(configOf('move_deal: qualified')).toEqual({ stage: 'qualified' });
    expect(configOf('move_deal: { stage: qualified }')).toEqual({ stage: 'qualified' });
  });

  test('asks the deal’s own pipeline for the stage', () => {
    expect(decide('move_deal: qualified', { scope: deal('new-business') })).toEqual({
      outcome: next,
      writes: [{ kind: 'move_deal', pipeline: 'new-business', stage: 'qualified' }],
    });
  });

  test.each([
    ['there is no deal', {}, 'there is no deal to move'],
    ['the deal is in another pipeline', deal('renewal'), 'the deal is in the pipeline "renewal", not in "new-business"'],
  ])('goes on and says so when %s', (_title, scope, note) => {
    const yaml = 'move_deal: { pipeline: new-business, stage: qualified }';
    expect(decide(yaml, { scope, files: renewal })).toEqual({ outcome: next, note });
  });

  test.each([
    ['move_deal: 5', 'E203 6:16 the name of a stage of new-business is a text; this is 5 (quote it: "5")'],
    ['move_deal: qualifid', 'E305 6:16 there is no stage of new-business "qualifid" (did you mean "qualified"?)'],
    ['move_deal: {}', 'E202 6:16 "stage" is missing (add stage: NAME)'],
    ['move_deal: { stage: qualified, to: won }', 'E201 6:36 unknown key "to" in "move_deal" (known keys: stage, pipeline)'],
  ])('%s is refused with the fix', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });

  test('among several pipelines it has to say which', () => {
    expect(problemsOf('move_deal: qualified', { files: renewal })).toEqual([
      'E304 6:16 the workspace has several pipelines: which one is meant? (add pipeline: new-business or renewal)',
    ]);
    expect(problemsOf('move_deal: { pipeline: renewal, stage: qualified }', { files: renewal })).toEqual([
      'E305 6:44 there is no stage of renewal "qualified" (known here: open, renewed)',
    ]);
  });
});
