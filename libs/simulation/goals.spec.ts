// The rules of language.md about goals and experiments, on a workspace's own tests.

import { describe, expect, it, test } from '@jest/globals';
import { stepsByKind } from '#libs/steps/registry.js';
import { day, did, simulate, start, test as run, workspaceWith } from './simulation.fixture.js';
import { Simulation } from './simulation.js';

const workflow = (more: string, rest = '') => ({
  'workflows/re-engage.yaml': `workflow: re-engage\nof: person\nwhen: [{ event: page }]\n${more}\nsteps:\n  - email: welcome\n  - wait: 4d\n  - email: tips\n${rest}`,
});
const goal = 'goal: { event: calendly.booked, within: 10d }';
const experiment = 'experiment: { holdout: 10%, by: account, goal: calendly.booked, within: 10d, guard: [email.unsubscribed] }';

function failures(more: string, timeline: string, head = ''): string[] {
  const text = `test: it\nclock: 2026-03-03T09:00:00Z\n${head}timeline:\n${timeline}`;
  return run(text, workflow(more)).failures.flatMap(({ place, differences }) =>
    differences.map(({ path, expected, actual }) => `${place.line} ${path}: ${JSON.stringify(expected)} is ${JSON.stringify(actual)}`),
  );
}

const read = `  - event: page
    person: ana@acme.test
`;

describe('goal', () => {
  it('a subject that meets the goal at the start is not enrolled', () => {
    expect(failures('goal: { event: page, within: 10d }', `${read}    expect: { runs: {}, emails: [] }\n`)).toEqual([]);
    expect(failures('goal: { event: page, if: event.path == "/done", within: 10d }', `${read}    expect: { emails: [welcome] }\n`)).toEqual(
      [],
    );
  });

  it('one that meets it on the way leaves before the next act', () => {
    const booked = `${read}  - after: 1d
    event: calendly.booked
    expect: { runs: { re-engage: stopped }, ended: { re-engage: "goal: calendly.booked" }, goals: [re-engage] }
  - after: 9d
    expect: { emails: [] }
`;
    expect(failures(goal, booked)).toEqual([]);
  });

  it('is met only by an event that its condition holds for', () => {
    const timeline = `${read}  - after: 1d
    event: page
    properties: { path: /x }
    expect: { runs: { re-engage: sleeping }, goals: [] }
  - after: 1d
    event: page
    properties: { path: /done }
    expect: { runs: { re-engage: stopped }, goals: [re-engage] }
`;
    expect(failures('again: never\ngoal: { event: page, if: event.path == "/done", within: 10d }', timeline)).toEqual([]);
  });

  it('counts after the run has ended, until its time is over', () => {
    const after = (days: number, goals: string) => `${read}  - after: ${days}d
    event: calendly.booked
    expect: { runs: { re-engage: done }, goals: ${goals} }
`;
    expect(failures(goal, after(10, '[re-engage]'))).toEqual([]);
    expect(failures(goal, after(11, '[]'))).toEqual([]);
  });

  it('counts once', () => {
    const twice = `${read}  - after: 5d
    event: calendly.booked
    expect: { goals: [re-engage] }
`;
    expect(failures(goal, twice)).toEqual([]);
  });

  it('is not met by a fact that happened before the run began and comes late', () => {
    const simulation = simulate(workflow(goal));
    simulation.say(did('page', start), 'test');
    simulation.say(did('calendly.booked', start - 30 * day), 'test');
    expect(simulation.takeOutcomes().outcomes).toEqual([]);
    expect([...simulation.set.runs.runs.values()]).toMatchObject([{ workflow: 're-engage', endedAt: null }]);
  });
});

describe('experiment', () => {
  it('held-out subjects get nothing, and are recorded', () => {
    const held = `${read}    expect: { runs: { re-engage: done }, ended: { re-engage: holdout }, emails: [] }
  - after: 5d
    event: calendly.booked
    expect: { goals: [re-engage], emails: [] }
`;
    expect(failures(experiment, held, 'arms: { re-engage: holdout }\n')).toEqual([]);
  });

  it('in a test everybody is treated who is not said to be held out', () => {
    expect(failures(experiment.replace('10%', '99%'), `${read}    expect: { emails: [welcome] }\n`)).toEqual([]);
  });

  test('goal and guard are recorded for both arms', () => {
    for (const arm of ['treated', 'holdout'] as const) {
      const simulation = new Simulation(workspaceWith(workflow(experiment)), stepsByKind, start, { armOf: () => arm });
      simulation.say(did('page', start), 'test');
      for (const [n, name] of ['calendly.booked', 'email.unsubscribed'].entries()) {
        simulation.advanceTo(start + (n + 1) * day);
        simulation.say(did(name, start + (n + 1) * day), 'test');
      }
      expect(simulation.takeOutcomes().outcomes).toMatchObject([
        { kind: 'experiment_goal', event: 'calendly.booked', at: start + day },
        { kind: 'guard', event: 'email.unsubscribed', at: start + 2 * day },
      ]);
      expect([...simulation.set.runs.runs.values()]).toMatchObject([{ arm }]);
    }
  });

  test('the assignment is a hash: about the share that is written, colleagues together', () => {
    const simulation = simulate(workflow(experiment.replace('10%', '30%')));
    for (let n = 0; n < 300; n += 1)
      for (const who of ['a', 'b']) simulation.say(did('page', start, {}, `${who}@company-${n}.test`), 'test');
    const runs = [...simulation.set.runs.runs.values()];
    const held = runs.filter(({ arm }) => arm === 'holdout');
    expect(held.length / runs.length).toBeGreaterThan(0.24);
    expect(held.length / runs.length).toBeLessThan(0.36);
    const accounts = new Map<string, Set<string>>();
    for (const { accountId, arm } of runs) accounts.set(accountId!, (accounts.get(accountId!) ?? new Set()).add(arm!));
    expect([...accounts.values()].every(({ size }) => size === 1)).toBe(true);
    expect(accounts.size).toBe(300);
  });
});
