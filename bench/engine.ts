// `bench engine`: pure decisions a second in one thread, with 50 workflows: what absorbs events, begins and drives runs, without a row.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { Simulation } from '#libs/simulation/simulation.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { type Bench, median } from './bench.js';
import { benchWorkspace } from './bench-workspace.js';
import { track } from './events.js';

const rounds = 5;
const events = 20_000;
const people = 500;

export const engine: Bench = async ({ tell }) => {
  const files = benchWorkspace();
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  const speeds: { readonly events: number; readonly decisions: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const simulation = new Simulation(workspace, stepsByKind, Date.now());
    const facts = Array.from({ length: events }, (_, place) => factOf(place));
    let decisions = 0;
    const started = performance.now();
    for (const [place, fact] of facts.entries()) {
      simulation.say(fact, 'bench');
      if (place % 100 === 99) decisions += simulation.takeOutcomes().steps.length;
    }
    const seconds = (performance.now() - started) / 1000;
    speeds.push({ events: events / seconds, decisions: decisions / seconds });
    tell(`round ${round + 1}: ${Math.round(events / seconds)} events/s, ${Math.round(decisions / seconds)} decisions/s`);
  }
  return {
    figures: {
      engine_events_per_s: median(speeds.map((speed) => speed.events)),
      engine_decisions_per_s: median(speeds.map((speed) => speed.decisions)),
    },
    ratios: {},
  };
};

function factOf(place: number): Fact {
  const { event, properties } = track(place) as { event: string; properties: Fact['properties'] };
  const person = (place * 7919) % people;
  return {
    kind: 'event',
    name: event,
    at: Date.now(),
    person: { userId: `user-${person}`, email: `user-${person}@company-${person % 50}.example` },
    account: {},
    properties,
    personTraits: {},
    accountTraits: {},
  };
}
