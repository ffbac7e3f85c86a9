import { describe, expect, it, test } from '@jest/globals';
import { test as run } from './simulation.fixture.js';

const written = (timeline: string, given = '') => `test: it\nclock: 2026-03-03T09:00:00Z\n${given}timeline:\n${timeline}`;

/** `LINE PATH: expected is actual` of everything that was not as expected. */
function failures(timeline: string, given?: string): string[] {
  return run(written(timeline, given)).failures.flatMap(({ place, differences }) =>
    differences.map(
      ({ path, expected, actual }) => `${place.line} ${path}: ${JSON.stringify(expected)} is ${JSON.stringify(actual) ?? 'not there'}`,
    ),
  );
}

/** Its `expect` is the timeline's fourth line. */
const asked = (expectation: string) => `  - event: demo_requested
    person: ana@acme.test
    properties: { company_size: 400 }
    expect: ${expectation}
`;

describe('a test passes when all is as expected, and tells what is not', () => {
  it.each<[string, string, readonly string[]]>([
    ['a deal, its owner, the tier', '{ deal: { stage: new, owner: nina }, account: { tier: enterprise, domain: acme.test } }', []],
    ['what was sent and who was told', '{ emails: [welcome], notified: [nina] }', []],
    ['where the run stands', '{ runs: { inbound: sleeping } }', []],
    ['the person', '{ person: { email: ana@acme.test, can_email: true } }', []],
    ['another stage', '{ deal: { stage: won } }', ['7 deal.stage: "won" is "new"']],
    ['no deal', '{ deal: null, deals: [] }', ['7 deal: null is {', '7 deals: [] is [']],
    ['an email too few', '{ emails: [welcome, tips] }', ['7 emails: ["welcome","tips"] is ["welcome"]']],
    ['a member that nobody has', '{ person: { shoe_size: 42 } }', ['7 person.shoe_size: 42 is not there']],
    ['a workflow that did not begin', '{ runs: { dormant: done } }', ['7 runs.dormant: "done" is not there']],
  ])('%s', (_what, expectation, expected) => {
    expect(failures(asked(expectation)).map((line, at) => line.slice(0, expected[at]?.length))).toEqual(expected);
  });
});

test('every moment is run, also after one that failed; emails are those since the moment before', () => {
  const later = `  - after: 2d
    expect: { emails: [] }
  - after: 30d
    expect: { emails: [], runs: { inbound: done } }
`;
  expect(failures(asked('{ emails: [] }') + later)).toEqual(['7 emails: [] is ["welcome"]', '9 emails: [] is ["tips"]']);
});

test('a fact that arrives late stands at its own time, and time does not go back for it', () => {
  const late = `  - after: 3d
    event: page
  - at: 2026-03-03T10:00:00Z
    event: calendly.booked
    expect: { deal: { stage: demo }, emails: [] }
`;
  expect(failures(asked('{ emails: [welcome] }') + late)).toEqual([]);
});

describe('what is given', () => {
  it('is there before the first moment, computed traits too, and begins nothing', () => {
    const timeline = `  - event: page
    person: ana@acme.test
    expect: { account: { employees: 900, domain: acme.test }, person: { lifecycle: trial, role: buyer }, runs: {}, emails: [] }
`;
    const given = 'given: { person: { role: buyer, lifecycle: trial }, account: { employees: 900 } }\n';
    expect(failures(timeline, given)).toEqual([]);
  });

  it('can name its subjects by itself', () => {
    const timeline = `  - event: demo_requested
    person: { user_id: u-1 }
    properties: { company_size: 3 }
    expect: { person: { email: zoe@big.test }, account: { domain: big.test }, emails: [welcome] }
`;
    expect(failures(timeline, 'given: { person: { user_id: u-1, email: zoe@big.test }, account: { domain: big.test } }\n')).toEqual([]);
  });
});

test('a failure tells what happened: decisions with what they saw, changes, what left', () => {
  const [failure] = run(written(asked('{ emails: [] }'))).failures;
  expect(failure!.trace).toEqual([
    'step 1-if of inbound: go then',
    '  account.tier == "enterprise" is true: saw account.tier = enterprise',
    expect.stringMatching(/^step 1-if\.then\.1-route of inbound: go next/),
    expect.stringMatching(/^step 1-if\.then\.2-create_deal of inbound: go next/),
    expect.stringMatching(/^step 1-if\.then\.3-notify of inbound: go next/),
    expect.stringMatching(/^step 2-email of inbound: listen/),
    expect.stringMatching(/^step 2-email of inbound: go next/),
    expect.stringMatching(/^step 3-wait of inbound: sleep/),
    ...failure!.trace.slice(8),
  ]);
  expect(failure!.trace).toContain('account owner: nothing → nina');
  expect(failure!.trace).toContainEqual(expect.stringMatching(/^ {2}\+40 big team {2}scores\/fit\.yaml:\d+/));
  expect(failure!.trace).toContain('deal stage: nothing → new');
  expect(failure!.trace).toContain('email.send welcome to ana@acme.test');
});
