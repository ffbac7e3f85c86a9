// `millrace check`: every mistake of every file at once, with its place and a fix. Needs no server and no database.

import { Command, Option } from 'commander';
import { formatProblems, type ProblemFormat } from '#libs/language/format-problem.js';
import { readWholeFolder } from '#libs/workspaces/read-folder.service.js';
import { findProblems } from './find-problems.js';
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
      const { problems, hasErrors, workspace } = findProblems(files, unreadable);
      const text =
        json === true
          ? `{"version":1,"ok":${!hasErrors},"problems":${formatProblems(problems, files, 'json', false, folder)}}`
          : formatProblems(problems, files, format, format === 'human' && wantsColour(), folder);
      if (text !== '') process.stdout.write(`${text}\n`);
      if (workspace === null || hasErrors) process.exitCode = 3;
      else if (format === 'human' && json !== true)
        process.stderr.write(`${folder}: ${files.length} files, ${workspace.workflows.size} workflows, no errors\n`);
    });
}
