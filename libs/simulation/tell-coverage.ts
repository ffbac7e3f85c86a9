// Coverage as a table for a terminal: a line a workflow, then what is not covered, each with the place an editor opens.

import { type Covered, type CoverageReport, percentOf } from './coverage.js';

/** @param folder of the workspace, as it was named */
export function tellCoverage({ workflows, steps, branches }: CoverageReport, folder: string): string[] {
  const rows = [
    ['workflow', 'steps', 'branches'],
    ...workflows.map((row) => [row.workflow, share(row.steps), share(row.branches)]),
    ['in all', share(steps), share(branches)],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(([name, ...cells]) =>
    [name!.padEnd(widths[0]!), ...cells.map((cell, column) => cell.padStart(widths[column + 1]!))].join('  '),
  );
  const uncovered = workflows.flatMap((row) => row.uncovered);
  if (uncovered.length > 0) lines.push('', 'no test goes through:');
  for (const { id, place } of uncovered) lines.push(`  ${folder}/${place.file}:${place.line}  ${id}`);
  return lines;
}

function share(covered: Covered): string {
  return `${covered.covered}/${covered.of} ${percentOf(covered)} %`;
}
