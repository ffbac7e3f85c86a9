// `millrace test`: runs the workspace's own tests on the pure core, in milliseconds, without server and database.

import { Command } from 'commander';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { stringifyJson } from '#libs/language/json.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { parseTestFile } from '#libs/language/test-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { runTest, type TestFailure } from '#libs/simulation/run-test.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { wantsColour } from './wants-colour.service.js';

interface Ran {
  readonly file: string;
  readonly name: string;
  readonly failures: readonly TestFailure[];
}

export function testCommand(): Command {
  return new Command('test')
    .description('runs the tests of a workspace folder')
    .argument('[folder]', 'the workspace', 'config')
    .option('--only <text>', 'only tests whose file or name has it')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace test config --only inbound')
    .action(async (folder: string, { only, json }: { only?: string; json?: boolean }) => {
      const files = await readFolder(folder);
      const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
      const colour = wantsColour();
      if (workspace === null) {
        process.stderr.write(`${formatProblems(problems, files, 'human', colour, folder)}\n`);
        process.exitCode = 3;
        return;
      }
      const ran = runAll(files.filter(isTestFile), workspace, folder, only);
      if (ran === null) return;
      const failed = ran.filter(({ failures }) => failures.length > 0);
      if (json === true) process.stdout.write(`${stringifyJson({ version: 1, ok: failed.length === 0, tests: ran })}\n`);
      else for (const each of ran) process.stdout.write(tell(each, folder, colour));
      process.stderr.write(`${ran.length - failed.length} passed, ${failed.length} failed\n`);
      if (failed.length > 0) process.exitCode = 4;
    });
}

/** Null when a test file itself is wrong; its mistakes have been told then. */
function runAll(files: readonly SourceFile[], workspace: Workspace, folder: string, only: string | undefined): readonly Ran[] | null {
  const ran: Ran[] = [];
  let isWrong = false;
  for (const file of files) {
    const { test, problems } = parseTestFile(file);
    if (test === null) {
      process.stderr.write(`${formatProblems(problems, [file], 'human', wantsColour(), folder)}\n`);
      isWrong = true;
    } else if (only === undefined || file.path.includes(only) || test.name.includes(only))
      ran.push({ file: file.path, ...runTest(test, workspace, stepsByKind) });
  }
  if (isWrong) process.exitCode = 3;
  else if (ran.length === 0) {
    const why =
      files.length === 0 ? `${folder} has no tests; a test is a file NAME.test.yaml` : `no test has “${only ?? ''}” in its file or name`;
    process.stderr.write(`${why}\n`);
    process.exitCode = files.length === 0 ? 0 : 2;
    return null;
  }
  return isWrong ? null : ran;
}

function tell({ name, failures }: Ran, folder: string, colour: boolean): string {
  const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  if (failures.length === 0) return `${paint(32, '✓')} ${name}\n`;
  const lines = [`${paint(31, '✗')} ${name}`];
  for (const { place, differences, trace } of failures) {
    lines.push(`  ${folder}/${place.file}:${place.line}:${place.column}`);
    for (const { path, expected, actual } of differences)
      lines.push(
        `    ${path}`,
        `      expected ${show(expected)}`,
        `      actual   ${actual === undefined ? 'nothing of that name' : show(actual)}`,
      );
    lines.push('    what happened:', ...trace.map((line) => `      ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}
