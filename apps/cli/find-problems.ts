// All that is wrong with a workspace, and what is odd about it: what `millrace check` tells. Pure.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { Findings } from '#libs/language/findings.js';
import { lintWorkspace } from '#libs/language/lint/lint-workspace.js';
import { secretsInClear } from '#libs/language/lint/secrets-in-clear.js';
import { silenced } from '#libs/language/lint/silence.js';
import type { Place, Problem } from '#libs/language/place.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { parseTestFile } from '#libs/language/test-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { emailProblems } from './email-problems.js';

export interface CheckedFolder {
  /** In the order of the files, then by line. */
  readonly problems: readonly Problem[];
  readonly hasErrors: boolean;
  /** null: it does not compile. */
  readonly workspace: Workspace | null;
}

/** @param unreadable files of the folder that are not among `files` */
export function findProblems(files: readonly SourceFile[], unreadable: readonly Problem[] = []): CheckedFolder {
  const compiled = compileWorkspace(files, stepSyntaxes);
  const workspace = unreadable.length > 0 ? null : compiled.workspace;
  const tests = files.filter(isTestFile).flatMap((file) => parseTestFile(file).problems);
  const problems = [...unreadable, ...compiled.problems, ...tests];
  const findings = new Findings();
  const whole = workspace === null ? [] : [...emailProblems(workspace), ...lintWorkspace(workspace)];
  // What is told as an error already is not told once more as what it looks like.
  const secrets = secretsInClear(files).filter(
    ({ place }) => !problems.some((problem) => problem.isSecret === true && isSameLine(problem.place, place)),
  );
  for (const problem of silenced([...problems, ...whole, ...secrets], files)) findings.add(problem);
  const told = findings.inOrderOf([...files, ...unreadable.map(({ place }) => ({ path: place.file }))].sort(byPath));
  return { problems: told, hasErrors: findings.hasErrors, workspace };
}

function isSameLine(one: Place, other: Place): boolean {
  return one.file === other.file && one.line === other.line;
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
