import { describe, expect, it } from '@jest/globals';
import { test } from './simulation.fixture.js';

const files = {
  'tracking-plan/account.yaml':
    'plan: account\nproperties:\n  size: { type: integer, min: 1 }\n  industry: { type: string, one_of: [shops, other] }\n',
  'connections.yaml':
    'connections:\n  companies:\n    enrich: account\n    url: "https://api.example.com/?d=${{ account.domain }}"\n    map: { size: answer.metrics.employees, industry: answer.category }\n',
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps:
  - enrich: account
  - if: account.size >= 200
    then: [{ exit: big }]
    else: [{ exit: small }]
`,
};
const story = (given: string, expected: string) =>
  `test: enriching\nclock: 2026-03-02T09:00:00-05:00\n${given}timeline:\n  - event: Demo Requested\n    person: ana@acme.test\n    properties: { company_size: 3 }\n    expect: ${expected}\n`;
const answers = (json: string) => `given: { answers: { companies: ${json} } }\n`;

describe('a test says what a provider answers', () => {
  it.each([
    [
      'and the steps behind it see it',
      answers('{ metrics: { employees: 1200 }, category: Shops }'),
      '{ account: { size: 1200, industry: shops }, acts: [enrich.companies] }',
    ],
    [
      'what does not fit the plan is left as it was',
      answers('{ metrics: { employees: many }, category: banks }'),
      '{ account: { size: null, industry: null } }',
    ],
    ['without a word nothing is known', '', '{ account: { size: null }, runs: { inbound: done } }'],
    [
      'or that it fails: the run goes on',
      'given: { failing: [enrich.companies] }\n',
      '{ account: { size: null }, runs: { inbound: done } }',
    ],
  ])('%s', (_title, given, expected) => {
    expect(test(story(given, expected), files).failures).toEqual([]);
  });
});
