// A company with a few workflows on the real steps, and facts about two people, for the tests of this folder.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { parseTestFile } from '#libs/language/test-file.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { runTest, type TestResult } from './run-test.js';
import { Simulation } from './simulation.js';

const more: Readonly<Record<string, string>> = {
  'emails/tips/email.yaml': 'email: tips\nsubject: Tips\nkind: marketing\n',
  'emails/tips/body.hbs': '<p>Tips</p>\n',
  'emails/welcome/email.yaml': 'email: welcome\nsubject: Welcome\nkind: marketing\n',
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: after 30d
stop_when: [email.unsubscribed]
steps:
  - if: account.tier == "enterprise"
    then:
      - route: inbound
      - create_deal: { pipeline: new-business, stage: new }
      - notify: { rep: owner, text: A lead is yours. }
  - email: welcome
  - wait: 2d
  - email: tips
`,
  'workflows/dormant.yaml': `workflow: dormant
of: person
when: [{ trait: person.lifecycle, becomes: trial }]
again: never
steps:
  - wait: 7d
  - email: tips
`,
};

export function workspaceWith(changes: Readonly<Record<string, string>> = {}): Workspace {
  const files = Object.entries({ ...small, ...more, ...changes }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  return workspace;
}

export const start = Date.UTC(2026, 2, 3, 9);
export const hour = 3_600_000;
export const day = 24 * hour;

export function simulate(changes: Readonly<Record<string, string>> = {}): Simulation {
  return new Simulation(workspaceWith(changes), stepsByKind, start);
}

/** Something that a person did, as a source reports it. */
export function did(name: string, at: number, properties: Readonly<Record<string, Value>> = {}, email = 'ana@acme.test'): Fact {
  return { kind: 'event', name, at, person: { email }, account: {}, properties, personTraits: {}, accountTraits: {} };
}

export const asked = (companySize: number, email?: string, at = start): Fact =>
  did('Demo Requested', at, { company_size: companySize }, email);

/** A `*.test.yaml` on that workspace. */
export function test(text: string, changes: Readonly<Record<string, string>> = {}): TestResult {
  const file = { path: 'workflows/inbound.test.yaml', text };
  const { test: parsed, problems } = parseTestFile(file);
  if (parsed === null) throw new Error(formatProblems(problems, [file], 'human'));
  return runTest(parsed, workspaceWith(changes), stepsByKind);
}
