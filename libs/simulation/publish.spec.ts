import { expect, test } from '@jest/globals';
import { stepsByKind } from '#libs/steps/registry.js';
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
