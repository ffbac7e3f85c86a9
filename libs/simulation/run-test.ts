// Runs a `*.test.yaml` on the pure core and tells what was not as expected, with the trace of the decisions behind it.

import type { StepDefinition } from '#libs/engine/step.js';
import type { Fact } from '#libs/language/fact.js';
import type { Place } from '#libs/language/place.js';
import type { TestMoment, WorkspaceTest } from '#libs/language/test-file.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { setOwn } from '#libs/traits/own-property.js';
import type { Coverage } from './coverage.js';
import { type Difference, differences } from './differences.js';
import { editAsRep } from './edit-as-rep.js';
import { observe } from './observe.js';
import { Simulation } from './simulation.js';
import { tellOutcomes } from './tell-outcomes.js';

export interface TestResult {
  readonly name: string;
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  /** Of the `expect` that failed. */
  readonly place: Place;
  readonly differences: readonly Difference[];
  /** What happened since the moment before, in lines to read. */
  readonly trace: readonly string[];
}

const nobody = { person: {}, account: {}, personTraits: {}, accountTraits: {} } as const;

/**
 * Every moment is run, also after one that failed: what comes later is told too.
 * @param coverage notes what the test goes through
 */
export function runTest(
  test: WorkspaceTest,
  workspace: Workspace,
  steps: ReadonlyMap<string, StepDefinition>,
  coverage?: Coverage,
): TestResult {
  const armOf = (workflow: string) => test.arms[workflow] ?? 'treated';
  const simulation = new Simulation(workspace, steps, test.clock, { failing: test.failing, providers: test.providers, armOf });
  giveAll(simulation, test);
  const failures: TestFailure[] = [];
  const workflowOf = (runId: string) => simulation.set.runs.runs.get(runId)?.workflow;
  for (const moment of test.timeline) {
    simulation.advanceTo(moment.arrives);
    const fact = factOf(moment);
    if (fact !== null) simulation.say(fact, 'test');
    const refused = moment.edit === undefined ? [] : editAsRep(simulation, moment);
    const outcomes = simulation.takeOutcomes();
    if (coverage !== undefined)
      for (const step of outcomes.steps) {
        const run = simulation.set.runs.runs.get(step.runId);
        if (run !== undefined) coverage.note(run.workflow, step);
      }
    const { expect, expectPlace } = moment;
    if (refused.length > 0) failures.push({ place: moment.place, differences: refused, trace: tellOutcomes(outcomes, workflowOf) });
    if (expect === undefined) continue;
    const found = differences(expect, observe(simulation.set, moment, outcomes));
    if (found.length > 0)
      failures.push({ place: expectPlace ?? moment.place, differences: found, trace: tellOutcomes(outcomes, workflowOf) });
  }
  return { name: test.name, failures };
}

function factOf({ event, at, person, account, properties, traits }: TestMoment): Fact | null {
  if (event === undefined) return null;
  const kind = event === 'page' || event === 'identify' || event === 'group' ? event : 'event';
  return {
    kind,
    name: event,
    at,
    person: person ?? {},
    account: account ?? {},
    properties,
    personTraits: kind === 'group' ? {} : traits,
    accountTraits: kind === 'group' ? traits : {},
  };
}

/** Whom the test begins with. Computed traits are given their values, too: the test need not know how they come about. */
function giveAll(simulation: Simulation, { given, clock, timeline }: WorkspaceTest): void {
  const first = timeline.find(({ person, account }) => person !== undefined || account !== undefined);
  const { person, account } = given;
  if (person === undefined && account === undefined) return;
  const { domain, group_id: groupId, stripe_customer: stripeCustomer, ...accountTraits } = account ?? {};
  const { email, user_id: userId, ...personTraits } = person ?? {};
  simulation.give(
    {
      ...nobody,
      kind: 'identify',
      name: 'identify',
      at: clock - 1,
      properties: {},
      person: {
        ...first?.person,
        ...(typeof email === 'string' ? { email } : {}),
        ...(typeof userId === 'string' ? { userId } : {}),
      },
      account: {
        ...first?.account,
        ...(typeof domain === 'string' ? { domain } : {}),
        ...(typeof groupId === 'string' ? { groupId } : {}),
        ...(typeof stripeCustomer === 'string' ? { stripeCustomer } : {}),
      },
      personTraits,
      accountTraits,
    },
    'given',
  );
  for (const subject of simulation.set.people.persons.values()) give(subject.traits, personTraits);
  for (const subject of simulation.set.people.accounts.values()) give(subject.traits, accountTraits);
  simulation.given();
}

function give(traits: Record<string, Value>, given: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(given)) setOwn(traits, name, value);
}
