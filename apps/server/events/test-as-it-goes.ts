// A fact as a test that passes: what today's workspace makes of it for somebody new is what it expects.

import type { StepDefinition } from '#libs/engine/step.js';
import type { Fact } from '#libs/language/fact.js';
import { parseTestFile } from '#libs/language/test-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { observe } from '#libs/simulation/observe.js';
import { Simulation } from '#libs/simulation/simulation.js';
import { testOf } from './test-of.js';

/** @returns null for what no test says */
export function testAsItGoes(fact: Fact, workspace: Workspace, steps: ReadonlyMap<string, StepDefinition>): string | null {
  const text = testOf(fact);
  if (text === null) return null;
  const { test } = parseTestFile({ path: 'copied.test.yaml', text });
  const moment = test?.timeline[0];
  if (test == null || moment === undefined) return text;
  const { failing, providers } = test;
  const simulation = new Simulation(workspace, steps, test.clock, { failing, providers, armOf: () => 'treated' });
  simulation.advanceTo(moment.arrives);
  simulation.say(fact, 'test');
  const { deal, emails } = observe(simulation.set, moment, simulation.takeOutcomes()) as unknown as Seen;
  return testOf(fact, { ...(deal === null ? {} : { deal: { stage: deal.stage } }), emails });
}

interface Seen {
  readonly deal: { readonly stage: string } | null;
  readonly emails: readonly string[];
}
