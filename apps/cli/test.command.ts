// `millrace test`: runs the workspace's own tests on the pure core, in milliseconds, without server and database.

import { Command } from 'commander';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { stringifyJson } from '#libs/language/json.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { parseTestFile } from '#libs/language/test-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { Coverage } from '#libs/simulation/coverage.js';
import { tellCoverage } from '#libs/simulation/tell-coverage.js';
import { runTest, type TestFailure } from '#libs/simulation/run-test.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { runOnSave } from './run-on-save.service.js';
import { wantsColour } from './wants-colour.service.js';

interface Ran {
  readonly file: string;
  readonly name: string;
  readonly failures: readonly TestFailure[];
}

interface Options {
  readonly only?: string;
  readonly json?: true;
  readonly coverage?: true;
  readonly watch?: true;
}

export function testCommand(): Command {
  return new Command('test')
    .description('runs the tests of a workspace folder')
    .argument('[folder]', 'the workspace', 'config')
    .option('--only <text>', 'only tests whose file or name has it')
    .option('--coverage', 'steps and branches that no test goes through, with their lines')
    .option('--watch', 'again whenever a file of the folder is saved')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExamples:\n  millrace test config --only inbound\n  millrace test --coverage')
    .action(async (folder: string, options: Options) => {
      if (options.watch !== true) process.exitCode = await runTests(folder, options);
      else await runOnSave(folder, () => runTests(folder, options));
    });
}

/** @returns the exit code */
async function runTests(folder: string, { only, json, coverage: isAsked }: Options): Promise<number> {
  const files = await readFolder(folder);
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  const colour = wantsColour();
  if (workspace === null) {
    process.stderr.write(`${formatProblems(problems, files, 'human', colour, folder)}\n`);
    return 3;
  }
  const coverage = isAsked === true ? new Coverage() : undefined;
  const ran = runAll(files.filter(isTestFile), workspace, folder, only, coverage);
  if (typeof ran === 'number') return ran;
  const failed = ran.filter(({ failures }) => failures.length > 0);
  const covered = coverage?.report(workspace);
  if (json === true) {
    const document = { version: 1, ok: failed.length === 0, tests: ran, ...(covered === undefined ? {} : { coverage: covered }) };
    process.stdout.write(`${stringifyJson(document)}\n`);
  } else {
    for (const each of ran) process.stdout.write(tell(each, folder, colour));
    if (covered !== undefined) process.stdout.write(`\n${tellCoverage(covered, folder).join('\n')}\n`);
  }
  process.stderr.write(`${ran.length - failed.length} passed, ${failed.length} failed\n`);
  return failed.length > 0 ? 4 : 0;
}

/** A number: the exit code, when a test file itself is wrong or there is none; that has been told then. */
function runAll(
  files: readonly SourceFile[],
  workspace: Workspace,
  folder: string,
  only: string | undefined,
  coverage: Coverage | undefined,
): readonly Ran[] | number {
  const ran: Ran[] = [];
  let isWrong = false;
  for (const file of files) {
    const { test, problems } = parseTestFile(file);
    if (test === null) {
      process.stderr.write(`${formatProblems(problems, [file], 'human', wantsColour(), folder)}\n`);
      isWrong = true;
    } else if (only === undefined || file.path.includes(only) || test.name.includes(only))
      ran.push({ file: file.path, ...runTest(test, workspace, stepsByKind, coverage) });
  }
  if (isWrong) return 3;
  if (ran.length === 0) {
    const why =
      files.length === 0 ? `${folder} has no tests; a test is a file NAME.test.yaml` : `no test has “${only ?? ''}” in its file or name`;
    process.stderr.write(`${why}\n`);
    return files.length === 0 ? 0 : 2;
  }
  return ran;
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
