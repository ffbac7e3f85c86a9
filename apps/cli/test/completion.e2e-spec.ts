// The scripts, run by the shells that are there.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../registry.js';
import { millrace } from './cli.fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'millrace-completion-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const scriptOf = (shell: string) => join(folder, `millrace.${shell}`);

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out, err } = await millrace(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    writeFileSync(scriptOf(shell), out);
  }
  writeFileSync(join(folder, 'plan.json'), '');
}, 60_000);

function isThere(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What each shell offers for a line whose last word is being typed. */
const offers: Readonly<Record<string, (words: readonly string[]) => string[]>> = {
  bash: (words) =>
    run('bash', [
      '--norc',
      '-c',
      `source ${scriptOf('bash')}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _millrace; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ]),
  // The widgets that would show the choices tell them in place.
  zsh: (words) =>
    run('zsh', [
      '-f',
      '-c',
      `compdef() {}; _describe() { print -l -- "\${(@P)2}" }; _arguments() { print -l -- "$@" }; source ${scriptOf('zsh')}; words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _millrace`,
    ]).map((line) => line.split(/[:[]/, 1)[0]!),
  fish: (words) =>
    run('fish', ['--no-config', '-c', `source ${scriptOf('fish')}; complete -C '${words.join(' ')}'`]).map(
      (line) => line.split('\t', 1)[0]!,
    ),
};

function run(shell: string, args: readonly string[]): string[] {
  return execFileSync(shell, args, { cwd: folder, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

describe.each(['bash', 'zsh', 'fish'])('%s', (shell) => {
  (isThere(shell) ? test : test.skip)('completes commands, the commands below them, options and files', () => {
    const offered = offers[shell]!;
    const all = offered(['millrace', '']);
    expect(all).toEqual(expect.arrayContaining(commands.map(({ name }) => name)));
    expect(offered(['millrace', 'keys', ''])).toEqual(expect.arrayContaining(['list', 'create', 'revoke']));
    expect(offered(['millrace', 'apply', '--'])).toEqual(expect.arrayContaining(['--to', '--yes', '--json', '--help']));
    expect(offered(['millrace', 'keys', 'create', '--'])).toEqual(expect.arrayContaining(['--scope']));
    expect(offered(['millrace', 'keys', 'create', '--'])).not.toContain('--yes');
  });
});

test('bash narrows to what was begun, and completes values and files', () => {
  const offered = offers['bash']!;
  expect(offered(['millrace', 'tr'])).toEqual(['trigger']);
  expect(offered(['millrace', 'check', '--format', ''])).toEqual(['human', 'json', 'github', 'sarif']);
  expect(offered(['millrace', 'keys', 'create', '--scope', 'a'])).toEqual(['admin']);
  expect(offered(['millrace', 'apply', 'pl'])).toEqual(['plan.json']);
  expect(offered(['millrace', 'keys', 're'])).toEqual(['revoke']);
});

test('another shell is refused with those there are', async () => {
  expect(await millrace(['completion', 'tcsh'])).toMatchObject({ code: 2, err: expect.stringContaining('bash, zsh, fish') });
});
