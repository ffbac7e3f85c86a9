import { describe, expect, test } from '@jest/globals';
import { decide, facts, problemsOf } from '../step.fixture.js';

const next = { kind: 'go', port: 'next' };

describe('create_deal', () => {
  test.each([
    ['in the first stage of the pipeline', 'create_deal: { pipeline: new-business }', 'new', null],
    ['in the stage that is named', 'create_deal: { pipeline: new-business, stage: qualified }', 'qualified', null],
    ['with the name that its expression gives', 'create_deal: { pipeline: new-business, name: account.name }', 'new', 'Acme'],
    ['with a name that is one word', 'create_deal: { pipeline: new-business, name: Inbound }', 'new', 'Inbound'],
    ['without a name when that is unknown', 'create_deal: { pipeline: new-business, name: account.domain }', 'new', null],
    ['without a name when that is blank', `create_deal: { pipeline: new-business, name: '" "' }`, 'new', null],
  ])('opens a deal %s', (_title, yaml, stage, name) => {
    expect(decide(yaml, { scope: { account: facts({ name: 'Acme' }) } })).toEqual({
      outcome: next,
      writes: [{ kind: 'create_deal', pipeline: 'new-business', stage, name }],
    });
  });

  test('fails when its pipeline is gone since the run began', () => {
    expect(decide('create_deal: { pipeline: new-business }', { workspace: { pipelines: new Map() } })).toEqual({
      outcome: { kind: 'fail', reason: 'the pipeline "new-business" is not there any more' },
    });
  });

  test.each([
    ['create_deal: new-business', 'E203 6:18 "create_deal" is written as a map (as in create_deal: { pipeline: new-business })'],
    ['create_deal: { stage: new }', 'E202 6:18 "pipeline" is missing (add pipeline: NAME)'],
    ['create_deal: { pipeline: }', 'E202 6:20 "pipeline" is missing (add pipeline: NAME)'],
    ['create_deal: { pipeline: newbusiness }', 'E304 6:30 there is no pipeline "newbusiness" (did you mean "new-business"?)'],
    [
      'create_deal: { pipeline: new-business, stage: qualifid }',
      'E305 6:51 there is no stage of new-business "qualifid" (did you mean "qualified"?)',
    ],
    [
      'create_deal: { pipeline: new-business, owner: nina }',
      'E201 6:44 unknown key "owner" in "create_deal" (known keys: pipeline, stage, name)',
    ],
  ])('%s is refused with the fix', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });
});
