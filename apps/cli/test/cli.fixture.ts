// Runs the command line as a user does: the compiled `millrace.mjs`, its exit code and what it wrote.

import { beforeAll } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

// The first call after a change compiles, which takes longer than a test may.
beforeAll(async () => {
  await millrace(['--version']);
}, 180_000);

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** In the project's folder, with no terminal. */
export function millrace(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'apps/cli/millrace.mjs'), ...args], { cwd: root, env: { ...process.env, ...env } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err: err.replace('Compiling …\n', '') }));
  });
}

export interface Folder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A copy of config/ with some files written anew. */
export async function configWith(changes: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  await cp(join(root, 'config'), path, { recursive: true });
  for (const [name, text] of Object.entries(changes)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, remove: () => rm(path, { recursive: true }) };
}
