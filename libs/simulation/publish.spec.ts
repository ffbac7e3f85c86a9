import { expect, test } from '@jest/globals';
import { stepsByKind } from '#libs/steps/registry.js';
import { isMovedByHand, verifyJournal } from './backtest/verification.js';
import { asked, day, start, workspaceWith } from './simulation.fixture.js';
import { Simulation } from './simulation.js';

const version = (publish: string, ...steps: string[]) =>
  workspaceWith({
    'workflows/inbound.yaml': `workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\non_publish: ${publish}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`,
  });
const calm = '{ id: calm, wait: 2d }';

/** How the run of somebody ended who asked before the second version was applied. */
function endOf(publish: string, second: readonly string[], isPutAway: boolean): string | null {
  const simulation = new Simulation(version('keep', calm, 'exit: old'), stepsByKind, start);
  simulation.say(asked(5), 'test');
  const [run] = [...simulation.set.runs.runs.values()];
  if (isPutAway) simulation.putAway();
  simulation.advanceTo(start + day);
  simulation.apply(version(publish, ...second));
  simulation.advanceTo(start + 3 * day);
  const steps = simulation.takeOutcomes().steps.filter(({ runId }) => runId === run!.id);
  return `${steps.map(({ seq, outcome }) => `${seq} ${outcome['kind'] as string}`).join(', ')}: ${steps.at(-1)!.outcome['reason'] as string}`;
}

test.each([true, false])(
  'on_publish in a simulation is production’s: keep, migrate, and a step that is gone (put away: %j)',
  (isPutAway) => {
    expect(endOf('keep', [calm, 'exit: new'], isPutAway)).toMatch(/3 finish: old$/);
    expect(endOf('migrate', [calm, 'exit: new'], isPutAway)).toMatch(/2 migrate, 3 go, 4 finish: new$/);
    expect(endOf('migrate', ['wait: 2d', 'exit: new'], isPutAway)).toMatch(/3 finish: old$/);
  },
);

test('promise 10: a journal across two versions is verified by both; what somebody did by hand is told apart', () => {
  const [first, second] = [version('keep', calm, 'exit: old'), version('migrate', calm, 'exit: new')];
  const simulation = new Simulation(first, stepsByKind, start);
  simulation.say(asked(5), 'test');
  simulation.apply(second);
  simulation.advanceTo(start + 3 * day);
  const [run] = [...simulation.set.runs.runs.values()];
  const journal = simulation.takeOutcomes().steps;
  const workspaceOf = (versionId: string) => (versionId === run!.versionId ? second : first);
  expect(verifyJournal(run!, journal, workspaceOf, stepsByKind)).toBeNull();
  expect(verifyJournal(run!, journal, () => first, stepsByKind)).toMatchObject({ what: expect.stringContaining('decision 4') });
  expect(isMovedByHand(journal)).toBe(false);
  const retried = { ...journal[1]!, input: { kind: 'retry', by: 'ana' } as const };
  const canceled = { ...journal[1]!, input: { kind: 'stop', reason: 'canceled by ana: enough' } as const };
  expect([isMovedByHand([retried]), isMovedByHand([canceled])]).toEqual([true, true]);
});
