// Reads a workspace folder into texts. Only regular files below it are read: a link that leads out is refused by name.

import { readdir, stat } from 'node:fs/promises';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '#libs/language/place.js';
import type { SourceFile } from '#libs/language/source-file.js';

const extensions = /\.(yaml|yml|hbs|json)$/;
/** More than any of them may have (YAML 256 KB, templates 500 KB): what is longer is not even read. */
const largest = 512 * 1024;

/** What a user must mend before the folder can be read. */
export class UnreadableFolder extends Error {}

export interface ReadFolder {
  readonly files: SourceFile[];
  /** Files that could not be read, each with its fix (E015). */
  readonly problems: readonly Problem[];
}

/**
 * Every workspace file below the folder, sorted by path.
 * @throws UnreadableFolder when the folder is missing or empty, or a file is a link, too large or not UTF-8
 */
export async function readFolder(folder: string): Promise<SourceFile[]> {
  const { files, problems } = await readWholeFolder(folder);
  if (problems.length > 0)
    throw new UnreadableFolder(problems.map(({ place, message, hint }) => `${place.file} ${message}; ${hint}`).join('\n'));
  return files;
}

/** As `readFolder`, for whoever tells all that is wrong at once. @throws UnreadableFolder when the folder is missing or empty */
export async function readWholeFolder(folder: string): Promise<ReadFolder> {
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  await walk(folder, '', files, problems);
  if (files.length + problems.length === 0) throw new UnreadableFolder(`${folder} has no workspace files; it should have a workspace.yaml`);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

async function walk(folder: string, below: string, files: SourceFile[], problems: Problem[]): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFolder(`${join(folder, below)} cannot be read (${error.code ?? error.message})`);
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await walk(folder, path, files, problems);
    else if (extensions.test(entry.name) || (entry.isSymbolicLink() && (await isFolder(join(folder, path))))) {
      const text = readText(join(folder, path));
      if (typeof text === 'string') files.push({ path, text });
      else problems.push({ code: 'E015', severity: 'error', ...text, place: { file: path, line: text.line ?? 1, column: 1 } });
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

interface Unreadable {
  readonly message: string;
  readonly hint: string;
  readonly line?: number;
}

/** At once: hundreds of small files take half the time that they take through promises. */
function readText(file: string): string | Unreadable {
  const info = lstatSync(file);
  if (!info.isFile()) return { message: 'is not a regular file', hint: 'put a copy of it into the workspace' };
  if (info.size > largest)
    return { message: `has ${info.size} bytes`, hint: `a workspace file has at most ${largest}; split it: one file, one thing` };
  const bytes = readBytes(file);
  if (typeof bytes === 'string') return { message: `cannot be read (${bytes})`, hint: 'make it readable for who runs this' };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { message: 'is not UTF-8 text', hint: 'save it as UTF-8', line: lineOfDamage(bytes) };
  }
}

function readBytes(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** The first line that changes when it is read as UTF-8 and written again. */
function lineOfDamage(bytes: Buffer): number {
  const read = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n');
  let at = 0;
  const line = read.findIndex((text) => {
    const written = Buffer.from(text);
    const isSame = bytes.subarray(at, at + written.length).equals(written);
    at += written.length + 1;
    return !isSame;
  });
  return line < 0 ? 1 : line + 1;
}
