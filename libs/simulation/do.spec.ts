import { describe, expect, it } from '@jest/globals';
import { test } from './simulation.fixture.js';

const workflow = (onError: string) => ({
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
steps:
  - do: hubspot.upsert_contact
    with: { email: person.email, properties: { seats: event.company_size } }
${onError}  - notify: { rep: nina, text: And on. }
`,
});
const story = (given: string, expected: string) =>
  `test: acts\nclock: 2026-03-02T09:00:00-05:00\n${given}timeline:\n  - event: Demo Requested\n    person: ana@acme.test\n    properties: { company_size: 3 }\n    expect: ${expected}\n`;
const failing = 'given: { failing: [hubspot.upsert_contact] }\n';

describe('a test can expect acts at vendors', () => {
  it.each([
    [
      'by their names, apart from who was notified',
      '',
      '',
      '{ acts: [hubspot.upsert_contact], notified: [nina], runs: { inbound: done } }',
    ],
    [
      'with what they were asked with',
      '',
      '',
      '{ acts: [{ action: hubspot.upsert_contact, with: { email: ana@acme.test, properties: { seats: 3 } } }] }',
    ],
    ['and let them fail: the run stops', '', failing, '{ acts: [], notified: [], runs: { inbound: failed } }'],
    ['and let them fail: on_error continue', '    on_error: continue\n', failing, '{ notified: [nina], runs: { inbound: done } }'],
    [
      'and let them fail: on_error steps, then what follows',
      '    on_error: [{ task: Write it by hand, for: "rep:nina" }]\n',
      failing,
      '{ tasks: [Write it by hand], notified: [nina], runs: { inbound: done } }',
    ],
  ])('%s', (_title, onError, given, expected) => {
    expect(test(story(given, expected), workflow(onError)).failures).toEqual([]);
  });

  it('and is told what was asked for instead', () => {
    const [failure] = test(story('', '{ acts: [] }'), workflow('')).failures;
    expect(failure?.differences).toMatchObject([{ path: 'acts', expected: [] }]);
  });
});
