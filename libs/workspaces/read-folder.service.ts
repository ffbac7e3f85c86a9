// Reads a workspace folder into texts. Only regular files below it are read: a link that leads out is refused by name.

import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '#libs/language/source-file.js';

const extensions = /\.(yaml|yml|hbs|json)$/;
const largest = 1_000_000;

/** What a user must mend before the folder can be read. */
export class UnreadableFolder extends Error {}

/**
 * Every workspace file below the folder, sorted by path.
 * @throws UnreadableFolder when the folder is missing, a file is a link, too large or not UTF-8
 */
export async function readFolder(folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  await walk(folder, '', files);
  if (files.length === 0) throw new UnreadableFolder(`${folder} has no workspace files; it should have a workspace.yaml`);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function walk(folder: string, below: string, files: SourceFile[]): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFolder(`${join(folder, below)} cannot be read (${error.code ?? error.message})`);
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await walk(folder, path, files);
    else if (extensions.test(entry.name)) files.push({ path, text: await readText(folder, path) });
  }
}

async function readText(folder: string, path: string): Promise<string> {
  const file = join(folder, path);
  const info = await lstat(file);
  if (!info.isFile()) throw new UnreadableFolder(`${path} is not a regular file; put a copy of it into the workspace`);
  if (info.size > largest) throw new UnreadableFolder(`${path} has ${info.size} bytes; a workspace file has at most ${largest}`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch {
    throw new UnreadableFolder(`${path} is not UTF-8 text; save it as UTF-8`);
  }
}
