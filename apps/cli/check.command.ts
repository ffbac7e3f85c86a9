// `millrace check`: every mistake of every file at once, with its place and a fix. Needs no server and no database.

import { Command, Option } from 'commander';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { Findings } from '#libs/language/findings.js';
import { formatProblems, type ProblemFormat } from '#libs/language/format-problem.js';
import { lintWorkspace } from '#libs/language/lint/lint-workspace.js';
import { secretsInClear } from '#libs/language/lint/secrets-in-clear.js';
import { silenced } from '#libs/language/lint/silence.js';
import type { Place } from '#libs/language/place.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { readWholeFolder } from '#libs/workspaces/read-folder.service.js';
import { emailProblems } from './email-problems.js';
import { wantsColour } from './wants-colour.service.js';

export function checkCommand(): Command {
  return new Command('check')
    .description('checks a workspace folder')
    .argument('[folder]', 'the workspace', 'config')
    .addOption(new Option('--format <format>', 'how problems are written').choices(['human', 'json', 'github', 'sarif']).default('human'))
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace check config --format github')
    .action(async (folder: string, { format, json }: { format: ProblemFormat; json?: true }) => {
      const { files, problems: unreadable } = await readWholeFolder(folder);
      const compiled = compileWorkspace(files, stepSyntaxes);
      const workspace = unreadable.length > 0 ? null : compiled.workspace;
      const problems = [...unreadable, ...compiled.problems];
      const findings = new Findings();
      const whole = workspace === null ? [] : [...emailProblems(workspace), ...lintWorkspace(workspace)];
      // What is told as an error already is not told once more as what it looks like.
      const secrets = secretsInClear(files).filter(
        ({ place }) => !problems.some((problem) => problem.isSecret === true && isSameLine(problem.place, place)),
      );
      for (const problem of silenced([...problems, ...whole, ...secrets], files)) findings.add(problem);
      const told = findings.inOrderOf([...files, ...unreadable.map(({ place }) => ({ path: place.file }))].sort(byPath));
      const text =
        json === true
          ? `{"version":1,"ok":${!findings.hasErrors},"problems":${formatProblems(told, files, 'json', false, folder)}}`
          : formatProblems(told, files, format, format === 'human' && wantsColour(), folder);
      if (text !== '') process.stdout.write(`${text}\n`);
      if (workspace === null || findings.hasErrors) process.exitCode = 3;
      else if (format === 'human' && json !== true)
        process.stderr.write(`${folder}: ${files.length} files, ${workspace.workflows.size} workflows, no errors\n`);
    });
}

function isSameLine(one: Place, other: Place): boolean {
  return one.file === other.file && one.line === other.line;
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
