// The section "Tracking plan" of the language, a test for each of its sentences, on the page's own workspace: what a workflow makes of it.

import { describe, expect, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { Value } from '#libs/language/value.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { page, workspaceOfPage } from '#libs/testing/language-page.js';
import { did, start } from './simulation.fixture.js';
import { Simulation } from './simulation.js';

const planned = 'tracking-plan/demo-requested.yaml';

/** The workflow `z` begins for events that the condition holds for: whether it has. */
function begins(name: string, properties: Readonly<Record<string, Value>>, condition = 'true', plan = page[planned]!): boolean {
  const workflow = `workflow: z\nwhen: [{ event: Demo Requested }]\nif: ${JSON.stringify(condition)}\nsteps: [{ email: book-a-call }]\n`;
  const files = Object.entries({ ...workspaceOfPage, [planned]: plan, 'workflows/z.yaml': workflow }).map(([path, text]) => ({
    path,
    text,
  }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  const simulation = new Simulation(workspace, stepsByKind, start);
  simulation.say(did(name, start, properties), 'test');
  return [...simulation.set.runs.runs.values()].some((run) => run.workflow === 'z');
}

describe('a planned event', () => {
  test.each(['Demo Requested', 'demo_requested', 'demoRequested', 'demo-requested', 'DEMO REQUESTED'])(
    'is the same fact when it is spelt %s',
    (name) => {
      expect(begins(name, { company_size: 5 })).toBe(true);
    },
  );

  test('has keys that match without regard to case, spaces, hyphens and underscores', () => {
    for (const key of ['company_size', 'companySize', 'Company Size', 'company-size'])
      expect(begins('Demo Requested', { [key]: 5 }, 'event.company_size == 5')).toBe(true);
  });

  test('has values of another case than one_of normalised', () => {
    expect(begins('Demo Requested', { company_size: 5, platform: 'SHOPIFY' }, 'event.platform == "shopify"')).toBe(true);
  });

  test.each<[string, Readonly<Record<string, Value>>]>([
    ['a required property is missing', {}],
    ['a value is of another type', { company_size: 'five' }],
    ['a value is less than the least', { company_size: 0 }],
    ['a value is none of its choices', { company_size: 5, platform: 'woo' }],
    ['money is no money', { company_size: 5, budget: 5 }],
  ])('takes effect when %s and the plan says flag, and none when it says block', (_what, properties) => {
    const blocked = page[planned]!.replace('on_violation: flag', 'on_violation: block');
    expect(begins('Demo Requested', properties)).toBe(true);
    expect(begins('Demo Requested', properties, 'true', blocked)).toBe(false);
  });

  test('that fits takes effect when the plan says block', () => {
    const blocked = page[planned]!.replace('on_violation: flag', 'on_violation: block');
    const budget = { amount: 500, currency: 'usd' };
    expect(
      begins('Demo Requested', { company_size: 5, platform: 'magento', budget, colour: 'red' }, 'event.budget.amount == 500', blocked),
    ).toBe(true);
  });

  test('has no members in conditions but those that are planned', () => {
    expect(() => begins('Demo Requested', {}, 'event.colour == "red"')).toThrow('event has no property "colour"');
  });
});
