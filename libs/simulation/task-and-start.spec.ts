import { describe, expect, it, test as check } from '@jest/globals';
import { asked, simulate, test } from './simulation.fixture.js';

const task =
  'workflow: calls\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - wait: 1d\n  - { task: "Call ${{ person.email }}", for: "rep:nina", due: 2d }\n';
const given = (expected: string) =>
  `test: calls\nclock: 2026-03-02T09:00:00-05:00\ntimeline:\n  - event: Demo Requested\n    person: ana@acme.test\n    properties: { company_size: 3 }\n    expect: { tasks: [] }\n  - after: 1d\n    expect: { tasks: ${expected} }\n`;

describe('a test can expect tasks', () => {
  it.each([
    ['by their titles', '[Call ana@acme.test]'],
    ['with what is named of them', '[{ title: Call ana@acme.test, for: nina, due: 2026-03-05T09:00:00-05:00 }]'],
  ])('%s', (_title, expected) => {
    expect(test(given(expected), { 'workflows/calls.yaml': task }).failures).toEqual([]);
  });

  it('and is told what was made instead', () => {
    const [failure] = test(given('[{ title: Write to them, for: june }]'), { 'workflows/calls.yaml': task }).failures;
    expect(failure?.differences).toEqual([
      { path: 'tasks[0].title', expected: 'Write to them', actual: 'Call ana@acme.test' },
      { path: 'tasks[0].for', expected: 'june', actual: 'nina' },
    ]);
    expect(failure?.trace).toContain('task "Call ana@acme.test" for nina');
  });
});

const starts = (more = '', again = 'never') => ({
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nagain: after exit\nsteps:\n  - start: { workflow: onboarding }\n  - wait: 1d\n',
  'workflows/onboarding.yaml': `workflow: onboarding\nof: person\nwhen: []\nagain: ${again}\n${more}steps:\n  - notify: { channel: sales, text: "From \${{ event.meta.name }}" }\n`,
});
const runs = (simulation: ReturnType<typeof simulate>) =>
  [...simulation.set.runs.runs.values()].map(({ workflow, state, depth }) => `${workflow} ${state} ${depth}`);

describe('start', () => {
  it('begins another workflow for the same subject, one deeper in the chain of causes, and goes on', () => {
    const simulation = simulate(starts());
    simulation.say(asked(3), 'test');
    expect(runs(simulation)).toEqual(['inbound sleeping 0', 'onboarding done 1']);
    const { performed, steps } = simulation.takeOutcomes();
    expect(performed.map(({ payload }) => payload['text'])).toEqual(['From Demo Requested']);
    expect(steps.find(({ kind }) => kind === 'start')?.facts).toEqual({ 'start.onboarding': { run: expect.any(String) } });
  });

  it.each([
    ['its if', 'if: person.user_id == "u"\n', 'its condition is unknown: person.user_id == "u"'],
    ['unless_in', 'unless_in: [inbound]\n', 'it is in "inbound" at the moment'],
    ['stop_if', 'stop_if: person.email != ""\n', 'what ends it is met already'],
  ])('respects %s of the other: a refusal is noted and is no error', (_title, more, because) => {
    const simulation = simulate(starts(more));
    simulation.say(asked(3), 'test');
    expect(runs(simulation)).toEqual(['inbound sleeping 0']);
    const { steps, notes } = simulation.takeOutcomes();
    expect(steps.find(({ kind }) => kind === 'start')?.facts).toEqual({ 'start.onboarding': { refused: because } });
    expect(notes).toContain(`not in onboarding: ${because}`);
  });

  it('respects again of the other', () => {
    const simulation = simulate(starts());
    simulation.say(asked(3), 'test');
    simulation.advanceTo(simulation.set.runs.runs.get([...simulation.set.runs.runs.keys()][0]!)!.dueAt!);
    simulation.say(asked(3), 'test');
    expect(runs(simulation)).toEqual(['inbound done 0', 'onboarding done 1', 'inbound sleeping 0']);
  });
});

check('promise 11: a chain of eleven workflows that start each other ends at its tenth cause, and says so', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `workflows/w${n}.yaml`,
      `workflow: w${n}\nof: person\nwhen: ${n === 0 ? '[{ event: Demo Requested }]' : '[]'}\nsteps:\n  - ${n === 11 ? 'wait: 1d' : `start: w${n + 1}`}\n`,
    ]),
  );
  const simulation = simulate(chain);
  simulation.say(asked(3), 'test');
  const last = [...simulation.set.runs.runs.values()].find(({ workflow }) => workflow === 'w11');
  expect(last).toMatchObject({ state: 'failed', depth: 11, endReason: expect.stringContaining('10 is the limit') });
});
