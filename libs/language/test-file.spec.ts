import { describe, expect, it } from '@jest/globals';
import { isTestFile } from './compile/documents.js';
import { parseTestFile } from './test-file.js';

const parse = (text: string) => parseTestFile({ path: 'workflows/inbound.test.yaml', text });

describe('a test of a workspace', () => {
  it('is typed, with times counted from one moment to the next', () => {
    const { test, problems } = parse(`test: an enterprise demo request becomes a won deal
clock: 2026-03-02T09:00:00-05:00
given:
  account: { domain: acme.test, employees: 1200 }
timeline:
  - event: Demo Requested
    person: Ana@acme.test
    properties: { company_size: 1200 }
    expect: { account: { tier: enterprise }, emails: [book-a-call] }
  - after: 2h
    event: calendly.booked
  - after: 1d
    expect: { deal: { stage: demo_scheduled } }
  - at: 2026-03-02T15:00:00Z
    event: page
    account: cus_1
`);
    const start = Date.parse('2026-03-02T14:00:00Z');
    expect(problems).toEqual([]);
    expect(test).toMatchObject({
      name: 'an enterprise demo request becomes a won deal',
      clock: start,
      given: { account: { domain: 'acme.test', employees: 1200 } },
    });
    expect(test?.timeline.map(({ event, at, arrives, person }) => ({ event, at: at - start, arrives: arrives - start, person }))).toEqual([
      { event: 'Demo Requested', at: 0, arrives: 0, person: { email: 'ana@acme.test' } },
      { event: 'calendly.booked', at: 7_200_000, arrives: 7_200_000, person: { email: 'ana@acme.test' } },
      { event: undefined, at: 93_600_000, arrives: 93_600_000, person: { email: 'ana@acme.test' } },
      { event: 'page', at: 3_600_000, arrives: 93_600_000, person: { email: 'ana@acme.test' } },
    ]);
    expect(test?.timeline[0]).toMatchObject({
      properties: { company_size: 1200 },
      expect: { account: { tier: 'enterprise' }, emails: ['book-a-call'] },
      expectPlace: { line: 9, column: 5 },
    });
    expect(test?.timeline[3]?.account).toEqual({ stripeCustomer: 'cus_1' });
  });

  it.each([
    ['no clock', 'test: x\ntimeline: [{ event: page }]\n', 'E202', 1],
    ['a clock without zone', 'test: x\nclock: 2026-03-02T09:00:00\ntimeline: [{ event: page }]\n', 'E209', 2],
    ['an empty timeline', 'test: x\nclock: 2026-03-02T09:00:00Z\ntimeline: []\n', 'E202', 3],
    ['a misspelt key', 'test: x\nclock: 2026-03-02T09:00:00Z\ntimeline:\n  - evnt: page\n', 'E201', 4],
    ['a wait without unit', 'test: x\nclock: 2026-03-02T09:00:00Z\ntimeline:\n  - { after: 2, event: page }\n', 'E205', 4],
    [
      'an expectation of nothing known',
      'test: x\nclock: 2026-03-02T09:00:00Z\ntimeline:\n  - { event: page, expect: { mails: [] } }\n',
      'E201',
      4,
    ],
    ['a list', '- a\n', 'E203', 1],
  ])('with %s is refused', (_, text, code, line) => {
    const { test, problems } = parse(text);
    expect(test).toBeNull();
    expect(problems).toContainEqual(expect.objectContaining({ code, place: expect.objectContaining({ line }) }));
    expect(problems.every((problem) => problem.hint !== undefined)).toBe(true);
  });
});

describe('isTestFile', () => {
  it.each([
    ['workflows/a.test.yaml', 'workflow: a', true],
    ['workflows/a.yaml', '# why\n\ntest: a\n', true],
    ['workflows/a.yaml', 'workflow: a\ntest: b\n', false],
    ['emails/a/body.hbs', 'test: a', false],
  ])('%s %j → %s', (path, text, expected) => {
    expect(isTestFile({ path, text })).toBe(expected);
  });
});
