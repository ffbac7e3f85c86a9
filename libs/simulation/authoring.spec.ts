// The page that teaches the language is a workspace: its files compile without a word, and its test passes.

import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { checkEmails } from '#libs/emails/check-emails.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { parseTestFile } from '#libs/language/test-file.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { runTest } from './run-test.js';

const page = await readFile(new URL('../../docs/authoring.md', import.meta.url), 'utf8');
/** A line that is only a path, then a fenced block. */
const files = [...page.matchAll(/^`config\/([^`]+)`\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => ({ path, text }));
const { workspace, problems } = compileWorkspace(files, stepSyntaxes);

test('the files on docs/authoring.md compile without an error or a warning', () => {
  expect(files.length).toBeGreaterThanOrEqual(14);
  expect(formatProblems(problems, files, 'human')).toBe('');
  expect(checkEmails(workspace!)).toEqual([]);
});

test.each(files.filter(isTestFile))('its test $path passes', (file) => {
  const { test: parsed, problems: mistakes } = parseTestFile(file);
  expect(formatProblems(mistakes, files, 'human')).toBe('');
  expect(runTest(parsed!, workspace!, stepsByKind).failures).toEqual([]);
});
