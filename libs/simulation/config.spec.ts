import { describe, expect, it, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { checkEmails } from '#libs/emails/check-emails.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { parseTestFile } from '#libs/language/test-file.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { runTest } from './run-test.js';

const files = await readFolder(fileURLToPath(new URL('../../config', import.meta.url)));
const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
const tests = files.filter(isTestFile).map((file) => ({ path: file.path, ...parseTestFile(file) }));

test('config/ compiles without an error or a warning', () => {
  expect(formatProblems(problems, files, 'human')).toBe('');
});

test('its emails can be written with their samples', () => {
  expect(checkEmails(workspace!)).toEqual([]);
});

describe('its tests pass', () => {
  it.each(tests)('$path', ({ path, test: parsed, problems: mistakes }) => {
    expect(formatProblems(mistakes, files, 'human')).toBe('');
    expect({ path, failures: runTest(parsed!, workspace!, stepsByKind).failures }).toEqual({ path, failures: [] });
  });
});

describe('every workflow has a test', () => {
  it.each([...(workspace?.workflows.values() ?? [])])('$name, beside its file', ({ place }) => {
    const stem = place.file.replace(/\.yaml$/, '');
    expect(tests.map(({ path }) => path)).toContain(`${stem}.test.yaml`);
  });
});
