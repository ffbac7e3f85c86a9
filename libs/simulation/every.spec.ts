// Times that come again, on the virtual clock of a test and of a backtest.

import { describe, expect, test as it } from '@jest/globals';
import { parseTestFile } from '#libs/language/test-file.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { HistoryReplay } from './replay-history.js';
import { runTest } from './run-test.js';
import { day, did, hour, simulate, start, test, workspaceWith } from './simulation.fixture.js';

// `start` is Tuesday, 3 March 2026, 10:00 in Berlin.
const monday = Date.parse('2026-03-09T08:00:00Z');

const weekly = (when: string, more = '') => ({
  'workflows/weekly.yaml': `workflow: weekly
of: person
when: [{ every: ${when} }]
again: after exit
${more}
steps: [{ email: tips }]
`,
});

const told = (simulation: ReturnType<typeof simulate>) =>
  simulation.takeOutcomes().performed.map(({ at, to }) => `${new Date(at).toISOString()} ${to}`);

const known = (zone: string | null, email: string, at = start) => ({
  ...did('page', at, {}, email),
  personTraits: { timezone: zone },
});

describe('every', () => {
  it('can be said by a test: its time passes, and it has come', () => {
    const text = `test: a mail on Mondays
clock: 2026-03-03T10:00:00+01:00
timeline:
  - event: page
    person: ana@acme.test
  - after: 5d
    expect: { emails: [], runs: { weekly: null } }
  - after: 1d
    expect: { emails: [tips], runs: { weekly: done } }
  - after: 7d
    expect: { emails: [tips] }
  - after: 1d
    expect: { emails: [] }
`;
    expect(test(text, weekly('"mon 09:00"')).failures).toEqual([]);
  });

  it('tells a failing test why it began nothing', () => {
    const text = `test: a mail on Mondays
clock: 2026-03-03T10:00:00+01:00
timeline:
  - event: page
    person: ana@acme.test
  - after: 7d
    expect: { emails: [tips] }
`;
    const { failures } = test(text, weekly('"mon 09:00"', 'if: person.role == "admin"'));
    expect(failures[0]!.trace).toContainEqual(expect.stringContaining('not in weekly: its condition is unknown: person.role == "admin"'));
  });

  it('comes for who was given, too: the calendar asks who is there', () => {
    const text = `test: given
clock: 2026-03-03T10:00:00+01:00
given: { person: { email: ana@acme.test } }
timeline:
  - after: 7d
    expect: { emails: [tips] }
`;
    const { test: parsed, problems } = parseTestFile({ path: 'workflows/given.test.yaml', text });
    expect(problems).toEqual([]);
    expect(runTest(parsed!, workspaceWith(weekly('"mon 09:00"')), stepsByKind).failures).toEqual([]);
  });

  it('is each person’s own clock, also of who became known, or moved, the day before', () => {
    const simulation = simulate(weekly('"mon 09:00", zone: person'));
    for (const [zone, email] of [
      ['America/New_York', 'nina@acme.test'],
      [null, 'ben@acme.test'],
      ['America/New_York', 'omar@acme.test'],
    ] as const)
      simulation.say(known(zone, email), 'test');
    simulation.advanceTo(monday - day);
    simulation.say(known('Asia/Tokyo', 'tomo@acme.test', monday - day), 'test');
    simulation.say(known('Asia/Tokyo', 'omar@acme.test', monday - day), 'test');
    simulation.advanceTo(monday + day);
    expect(told(simulation)).toEqual([
      '2026-03-09T00:00:00.000Z omar@acme.test',
      '2026-03-09T00:00:00.000Z tomo@acme.test',
      '2026-03-09T08:00:00.000Z ben@acme.test',
      '2026-03-09T13:00:00.000Z nina@acme.test',
    ]);
  });

  it('begins nothing for a clock that was first known after its time', () => {
    const simulation = simulate(weekly('"mon 09:00", zone: person'));
    simulation.advanceTo(monday + hour);
    simulation.say(known('Asia/Tokyo', 'tomo@acme.test', monday + hour), 'test');
    simulation.advanceTo(monday + 2 * day);
    expect(told(simulation)).toEqual([]);
  });

  it.each(['account', 'deal'])('starts a run for each %s', (of) => {
    const simulation = simulate({
      'workflows/weekly.yaml': `workflow: weekly\nof: ${of}\nwhen: [{ every: "mon 09:00", zone: owner }]\nif: account.tier == "enterprise"\nsteps: [{ notify: { rep: owner, text: "A new week." } }]\n`,
    });
    simulation.say(did('Demo Requested', start, { company_size: 900, platform: 'shopify' }), 'test');
    simulation.say(did('page', start, {}, 'ben@birch.test'), 'test');
    simulation.takeOutcomes();
    simulation.advanceTo(monday);
    const { performed } = simulation.takeOutcomes();
    expect(performed.map(({ workflow, to }) => [workflow, to])).toEqual([
      ['inbound', 'ana@acme.test'],
      ['weekly', 'nina@acme.example'],
    ]);
  });

  it('of another version of the workspace comes from then on', () => {
    const simulation = simulate(weekly('"mon 09:00"'));
    simulation.say(known(null, 'ana@acme.test'), 'test');
    simulation.apply(workspaceWith(weekly('"tue 11:00"')));
    simulation.advanceTo(monday + 2 * day);
    expect(told(simulation)).toEqual(['2026-03-03T10:00:00.000Z ana@acme.test', '2026-03-10T10:00:00.000Z ana@acme.test']);
  });

  it('comes for everybody of a long history, most of whom are out of sight, and each is told who it was', () => {
    const history = new HistoryReplay(workspaceWith(weekly('"mon 09:00", zone: person')), stepsByKind, start);
    const people = Array.from({ length: 450 }, (_, at) =>
      known(at % 2 === 0 ? 'Asia/Tokyo' : null, `p${at}@shop${at % 90}.test`, start + at),
    );
    people.forEach((fact, at) => history.take({ fact, id: `${at}`, source: 'test', key: `${at}`, receivedAt: fact.at }));
    const { performed, steps } = history.endAt(monday);
    expect(new Set(performed.map(({ to }) => to)).size).toBe(450);
    expect(performed.map(({ at }) => at).filter((at) => at < monday)).toHaveLength(225);
    expect(steps.filter(({ runId }) => history.simulation.set.runs.runs.get(runId) === undefined)).toEqual([]);
  });
});
