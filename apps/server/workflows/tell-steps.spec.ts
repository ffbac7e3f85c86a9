// What a step is called in the picture of its workflow: as it is written, whatever its kind.

import { expect, test } from '@jest/globals';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { tellSteps, tellTriggers } from './tell-steps.js';

const text = `workflow: hello
of: person
when:
  - event: Demo Requested   # the form
steps:
  - email: welcome
  - wait: 2d # a while
  - { if: 'event.company_size > 1', then: [ { wait: 1h } ], else: [ { exit: done } ] }
`;

const compiled = () => workspaceOf({ 'workflows/hello.yaml': text }).workflows.get('hello')!;

test('steps are called as they are written, without dashes, braces and comments', () => {
  const told = tellSteps(compiled(), text);
  expect(told.map(({ label, line }) => [label, line]).slice(0, 2)).toEqual([
    ['email: welcome', 6],
    ['wait: 2d', 7],
  ]);
  expect(told.every(({ label }) => !/^[-{[\s]/.test(label) && label !== '')).toBe(true);
});

test('each port leads to a step that there is, or ends the run', () => {
  const told = tellSteps(compiled(), text);
  const ids = new Set(told.map(({ id }) => id));
  for (const { ports } of told) for (const { to } of ports) expect(to === null || ids.has(to)).toBe(true);
  expect(
    told
      .find(({ kind }) => kind === 'if')!
      .ports.map(({ port }) => port)
      .toSorted(),
  ).toEqual(expect.arrayContaining(['else', 'then']));
});

test('what starts it is told as it is written', () => {
  expect(tellTriggers(compiled(), text)).toEqual(['event: Demo Requested']);
});

test('a text that is not the one it was compiled from still names every step', () => {
  expect(tellSteps(compiled(), '').map(({ label, kind }) => label === kind)).not.toContain(false);
});
