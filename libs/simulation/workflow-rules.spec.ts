// Every rule about what begins and ends a workflow, as tests and backtests play it. Production plays the same stories.

import { expect, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { stories } from '#libs/testing/workflow-stories.js';
import { did, hour } from './simulation.fixture.js';
import { Simulation } from './simulation.js';

const start = Date.UTC(2026, 2, 9, 9);

function workspaceOf(texts: Readonly<Record<string, string>>) {
  const files = Object.entries({ ...small, ...texts }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  return workspace;
}

function runs({ subjects, set }: Simulation): readonly string[] {
  return [...subjects.allRuns()].map(([, { workflow, subject, state, endReason }]) => {
    const deal = set.deals.deals.get(subject.id);
    const account = set.people.accounts.get(deal?.accountId ?? subject.id);
    const who = set.people.persons.get(subject.id)?.email ?? (deal === undefined ? account?.domain : `${account?.domain} ${deal.stage}`);
    return `${workflow} ${who} ${state}${endReason === null ? '' : `: ${endReason}`}`;
  });
}

test.each(stories)('simulation: $rule', ({ files, moments, runs: expected }) => {
  let all = files;
  const simulation = new Simulation(workspaceOf(all), stepsByKind, start);
  for (const { at, apply, told = [] } of moments) {
    const now = start + at * hour;
    simulation.advanceTo(now);
    if (apply !== undefined) simulation.apply(workspaceOf((all = { ...all, ...apply })));
    for (const { event, who, properties, person = {} } of told) {
      const fact = did(event, now, properties, who);
      const kind = event === 'identify' || event === 'group' ? event : 'event';
      simulation.say({ ...fact, kind, personTraits: person }, 'test');
    }
  }
  expect(runs(simulation)).toEqual(expected);
});
