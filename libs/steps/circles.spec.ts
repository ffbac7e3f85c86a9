// A chain of workflows that can come back to its start is refused, whichever steps and triggers it goes through.

import { describe, expect, it } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { brief, small } from '#libs/testing/small-workspace.js';
import { stepSyntaxes } from './registry.js';

function problems(workflows: Readonly<Record<string, readonly [when: string, steps: string]>>): string[] {
  const written = Object.entries(workflows).map(
    ([name, [when, steps]]) => [`workflows/${name}.yaml`, `workflow: ${name}\nof: person\nwhen: [${when}]\nsteps: [${steps}]\n`] as const,
  );
  const texts = {
    ...small,
    'workflows/inbound.yaml': 'workflow: inbound\nwhen: [{ event: page }]\nsteps: [{ wait: 1d }]\n',
    ...Object.fromEntries(written),
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return compileWorkspace(files, stepSyntaxes).problems.map((problem) => `${brief(problem)} ${problem.message}`);
}

describe('a chain of workflows that can come back to its start is refused', () => {
  it.each<[string, Parameters<typeof problems>[0], string]>([
    [
      'by stages that they ask for',
      { a: ['{ stage: demo }', 'move_deal: won'], b: ['{ stage: won }', 'move_deal: demo'] },
      'workflows/a.yaml:1 E407 workflows start each other in a circle: a → b → a',
    ],
    [
      'by deals that they open in a stage',
      { a: ['{ stage: demo }', 'create_deal: { pipeline: new-business, stage: demo }'] },
      'workflows/a.yaml:1 E407 workflows start each other in a circle: a → a',
    ],
    [
      'by deals that they open in the first stage',
      { a: ['{ stage: new }', 'create_deal: { pipeline: new-business }'] },
      'workflows/a.yaml:1 E407 workflows start each other in a circle: a → a',
    ],
    [
      'by what their own messages answer',
      { a: ['{ event: email.sent }', 'email: welcome'] },
      'workflows/a.yaml:1 E407 workflows start each other in a circle: a → a',
    ],
    [
      'by a trait and a stage in turn',
      { a: ['{ stage: won }', 'set: { person.role: buyer }'], b: ['{ trait: person.role, becomes: buyer }', 'move_deal: won'] },
      'workflows/a.yaml:1 E407 workflows start each other in a circle: a → b → a',
    ],
  ])('%s', (_how, workflows, expected) => {
    expect(problems(workflows)).toEqual([expected]);
  });

  it('a chain that ends is none', () => {
    expect(problems({ a: ['{ stage: demo }', 'move_deal: won'], b: ['{ stage: won }', 'email: welcome'] })).toEqual([]);
  });
});
