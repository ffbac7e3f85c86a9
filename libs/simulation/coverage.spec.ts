import { expect, test } from '@jest/globals';
import { parseTestFile } from '#libs/language/test-file.js';
import { stepsByKind } from '#libs/steps/registry.js';
import { Coverage, percentOf } from './coverage.js';
import { runTest } from './run-test.js';
import { workspaceWith } from './simulation.fixture.js';

const workspace = workspaceWith();

function coverageOf(...timelines: readonly string[]) {
  const coverage = new Coverage();
  for (const timeline of timelines) {
    const text = `test: a test\nclock: 2026-03-02T09:00:00Z\ntimeline:\n${timeline}`;
    const { test: parsed } = parseTestFile({ path: 'a.test.yaml', text });
    runTest(parsed!, workspace, stepsByKind, coverage);
  }
  return coverage.report(workspace);
}

const small = '  - event: Demo Requested\n    person: a@shop.test\n    properties: { company_size: 3 }\n';
const later = '  - after: 30d\n    expect: {}\n';

test('without tests nothing is covered, and every step is named with its line', () => {
  const { steps, branches, workflows } = coverageOf();
  expect({ steps, branches }).toEqual({ steps: { covered: 0, of: 9 }, branches: { covered: 0, of: 2 } });
  expect(workflows.map(({ workflow }) => workflow)).toEqual(['dormant', 'inbound']);
  expect(workflows[1]!.uncovered[0]).toMatchObject({ id: '1-if', place: { file: 'workflows/inbound.yaml', line: 7 } });
});

test('a branch that was not taken is named beside the step that was', () => {
  const { workflows } = coverageOf(small + later);
  expect(workflows[1]).toMatchObject({ steps: { covered: 4, of: 7 }, branches: { covered: 1, of: 2 } });
  expect(workflows[1]!.uncovered.map(({ id, place }) => [id, place.line])).toEqual([
    ['1-if → then', 7],
    ['1-if.then.1-route', 9],
    ['1-if.then.2-create_deal', 10],
    ['1-if.then.3-notify', 11],
  ]);
});

test('a step to which a run has come and at which it still waits is covered; what is behind it is not', () => {
  expect(coverageOf(small).workflows[1]!.uncovered.map(({ id }) => id)).toContain('4-email');
});

test('several tests add up', () => {
  const big = small.replace('3', '1200').replace('a@shop', 'b@big');
  const { workflows } = coverageOf(small + later, big + later);
  expect(workflows[1]).toMatchObject({ steps: { covered: 7, of: 7 }, branches: { covered: 2, of: 2 }, uncovered: [] });
});

test.each([
  [{ covered: 0, of: 0 }, 100],
  [{ covered: 2, of: 3 }, 66.6],
  [{ covered: 999, of: 1000 }, 99.9],
  [{ covered: 9999, of: 10_000 }, 99.9],
])('%j is never rounded up to what it is not: %d %%', (covered, percent) => {
  expect(percentOf(covered)).toBe(percent);
});
