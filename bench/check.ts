// `bench check`: 5,000 workflows of 20 steps compiled and linted, beside the parser of YAML alone on the same bytes.

import { parseAllDocuments } from 'yaml';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { lintWorkspace } from '#libs/language/lint/lint-workspace.js';
import { secretsInClear } from '#libs/language/lint/secrets-in-clear.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { type Bench, median } from './bench.js';
import { benchWorkspace } from './bench-workspace.js';

const rounds = 3;
const workflows = 5_000;

/** Twenty steps, a third of them in branches, with conditions that read what the workspace computes. */
function workflow(index: number): SourceFile {
  const branch = (at: number) => `  - if: account.size >= ${(index % 90) + at} && person.can_email
    then:
      - wait: ${at}h
      - notify: { rep: owner, text: 'Workflow ${index} asks for a call at \${{ account.domain }}' }
    else:
      - wait: ${at + 1}h
`;
  const text = `workflow: generated-${index}
of: person
when: [{ event: Ticket Answered, if: event.size >= ${(index % 50) + 1} }]
if: person.can_email && account.size > ${index % 40}
again: after 30d
steps:
${branch(1)}${branch(2)}${branch(3)}${branch(4)}  - wait: 2d
  - wait: 3d
  - notify: { rep: owner, text: Still quiet }
  - wait: 1d
`;
  return { path: `workflows/generated-${index}.yaml`, text };
}

export const check: Bench = async ({ tell }) => {
  const files = [...benchWorkspace(), ...Array.from({ length: workflows }, (_, index) => workflow(index))];
  const timed = (work: () => void): number => {
    const started = performance.now();
    work();
    return (performance.now() - started) / 1000;
  };
  const seconds: { readonly check: number; readonly yaml: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const yaml = timed(() => {
      for (const { path, text } of files) if (path.endsWith('.yaml')) parseAllDocuments(text, { prettyErrors: false });
    });
    const whole = timed(() => {
      const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
      if (workspace === null) throw new Error(formatProblems(problems.slice(0, 5), files, 'human'));
      lintWorkspace(workspace);
      secretsInClear(files);
    });
    seconds.push({ check: whole, yaml });
    tell(`round ${round + 1}: ${whole.toFixed(1)} s, YAML alone ${yaml.toFixed(1)} s`);
  }
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
  return {
    figures: {
      check_seconds: median(seconds.map((each) => each.check)),
      check_workflows_per_s: workflows / median(seconds.map((each) => each.check)),
      check_mb: bytes / 1e6,
      check_peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    },
    ratios: { check_of_yaml: median(seconds.map((each) => each.check / each.yaml)) },
  };
};
