import { describe, expect, test } from '@jest/globals';
import { decide, facts, hour, now, problemsOf, stepOf } from '../step.fixture.js';

const goes = { kind: 'go', port: 'next' };
// It is Tuesday, 09:00 UTC: 10:00 in Berlin (the workspace's zone), 18:00 in Tokyo.
const person = (zone: string) => ({ person: facts({ time_zone: zone }) });
const until = (yaml: string, scope = {}) => {
  const { outcome } = decide(yaml, { scope });
  return outcome.kind === 'sleep' ? new Date(outcome.until).toISOString() : outcome;
};

describe('wait_until an instant', () => {
  const written = 'wait_until: deal.closed_at - hours(1)';

  test('sleeps until then', () => {
    const scope = { deal: facts({ closed_at: now + 3 * hour }) };
    expect(decide(written, { scope }).outcome).toEqual({ kind: 'sleep', until: now + 2 * hour, port: 'next' });
  });

  test('goes on at once when it is over, and when it is now', () => {
    for (const closed of [now, now + hour])
      expect(decide(written, { scope: { deal: facts({ closed_at: closed }) } }).outcome).toEqual(goes);
  });

  test.each([
    ['unknown', {}],
    ['beyond any calendar', { deal: facts({ closed_at: 1e300 }) }],
  ])('goes on at once when it is %s, and says so', (_title, scope) => {
    expect(decide(written, { scope })).toEqual({ outcome: goes, note: 'deal.closed_at - hours(1) is unknown: it goes on at once' });
  });

  test('is never early: half a millisecond counts as a whole one', () => {
    expect(decide(written, { scope: { deal: facts({ closed_at: now + hour + 0.5 }) } }).outcome).toMatchObject({ until: now + 1 });
  });
});

describe('wait_until a time of day', () => {
  test.each([
    ['person', 'wait_until: { time: "09:00", zone: person }', person('Asia/Tokyo'), '2026-11-25T00:00:00.000Z'],
    ['workspace', 'wait_until: { time: "11:00", zone: workspace }', person('Asia/Tokyo'), '2026-11-24T10:00:00.000Z'],
    ['zone itself', 'wait_until: { time: "09:00", zone: Asia/Tokyo }', {}, '2026-11-25T00:00:00.000Z'],
    ['workspace, when nothing is said', 'wait_until: { time: "11:00" }', person('Asia/Tokyo'), '2026-11-24T10:00:00.000Z'],
    ['workspace, for an owner without a zone', 'wait_until: { time: "11:00", zone: owner }', {}, '2026-11-24T10:00:00.000Z'],
    [
      'workspace, for a zone that does not exist',
      'wait_until: { time: "11:00", zone: person }',
      person('Mars/Base'),
      '2026-11-24T10:00:00.000Z',
    ],
  ])('is meant by the clock of the %s', (_title, yaml, scope, at) => {
    expect(until(yaml, scope)).toBe(at);
  });

  test('of an owner is that of its working hours', () => {
    const team =
      'team: Sales\nreps:\n  nina: { name: Nina, email: nina@acme.example, team: enterprise, hours: "09:00-17:00", time_zone: Asia/Tokyo }\n';
    const { outcome } = decide('wait_until: { time: "09:00", zone: owner }', {
      files: { 'team.yaml': team },
      scope: { owner: facts({ id: 'nina' }) },
    });
    expect(outcome).toMatchObject({ until: Date.parse('2026-11-25T00:00:00Z') });
  });

  test('of a deal’s person is the contact’s', () => {
    const scope = { deal: facts({ contact: { time_zone: 'Asia/Tokyo' } }) };
    expect(until('wait_until: { time: "09:00", zone: person }', scope)).toBe('2026-11-25T00:00:00.000Z');
  });

  test('waits for the next of its days', () => {
    expect(until('wait_until: { time: "09:00", days: [sat, mon] }')).toBe('2026-11-28T08:00:00.000Z');
  });

  test('goes on at once when it is just that time', () => {
    expect(until('wait_until: { time: "10:00" }')).toEqual(goes);
  });
});

test('is a step in which time passes, with one way on', () => {
  expect(stepOf('wait_until: { time: "09:00", days: mon-fri, zone: person }').node.ports).toEqual({ next: null });
});

test.each([
  ['wait_until: 5', ['E210 6:17 this is integer; timestamp is needed (as in event.meta.at or now)']],
  ['wait_until: account.foundd', ['E104 6:25 account has no trait "foundd" (known: ']],
  ['wait_until: { days: mon }', ['E202 6:17 "time" is missing (add time: "09:00")']],
  ['wait_until: { time: 9:00am }', ['E209 6:25 "time" is no time of day (quote it, as in time: "09:00")']],
  ['wait_until: { time: "09:00", days: workdays }', ['E209 6:40 "days" are no days of the week (as in mon-fri, sat, or [mon, wed, fri])']],
  [
    'wait_until: { time: "09:00", zone: customer }',
    ['E204 6:40 "zone" is one of person, owner, workspace, or an IANA name (write zone: person)'],
  ],
  ['wait_until: { time: "09:00", zon: person }', ['E201 6:34 unknown key "zon" in "wait_until" (did you mean "zone"?)']],
])('%s is refused with the fix', (yaml, problems) => {
  const found = problemsOf(yaml);
  expect(found).toHaveLength(problems.length);
  problems.forEach((problem, index) => expect(found[index]).toContain(problem.split(' (known')[0]));
});
