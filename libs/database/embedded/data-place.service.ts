// Where the embedded Postgres keeps its files, and the note (password, port, place) that stays with them.
// The note is ours and readable by this user only; the place belongs to the user that Postgres runs as.

import { randomBytes, createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseUnusable } from './database-unusable.js';
import { canUseFolder, run, type RunAs, userForPostgres } from './run-as.service.js';

export interface Note {
  readonly password: string;
  readonly port: number;
  /** Relative to the data folder, so that a checkout may be moved; absolute when it is elsewhere. */
  readonly place: string;
}

export interface Place {
  readonly note: Note;
  readonly folder: string;
  /** Whom Postgres runs as, who owns the folder. */
  readonly as: RunAs;
}

/** Makes the data folder and finds, or chooses, the place inside or outside it. */
export async function findPlace(dataDir: string, freePort: () => Promise<number>): Promise<Place> {
  makeFolder(dataDir);
  const inside = join(dataDir, 'postgres');
  // Looked at before the note: a process that starts beside this one writes its note first.
  const isOccupied = existsSync(join(inside, 'cluster'));
  const note = readNote(dataDir);
  if (note !== undefined) return existing(dataDir, note);
  if (isOccupied)
    throw new DatabaseUnusable(
      `${inside} exists, but ${noteFile(dataDir)} with its password does not. Bring it back, or move ${inside} away to start anew.`,
    );
  const as = userForPostgres();
  const chosen = await choosePlace(dataDir, inside, as);
  const place = chosen === inside ? 'postgres' : chosen;
  return existing(dataDir, keepNote(dataDir, { password: randomBytes(24).toString('base64url'), port: await freePort(), place }));
}

function existing(dataDir: string, note: Note): Place {
  const folder = resolve(dataDir, note.place);
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner === undefined)
    throw new DatabaseUnusable(
      `The data is in ${folder} (says ${noteFile(dataDir)}), which is not there. Bring it back, or move ${dataDir} away to start anew.`,
    );
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && owner.uid !== me)
    throw new DatabaseUnusable(
      `The data in ${folder} belongs to user ${owner.uid}, and this is user ${me}. Start as that user, or set DATA_DIR.`,
    );
  return { note, folder, as: userForPostgres({ uid: owner.uid, gid: owner.gid }) };
}

export function changePort(dataDir: string, note: Note, port: number): Note {
  const changed = { ...note, port };
  const half = `${noteFile(dataDir)}.${process.pid}`;
  writeFileSync(half, JSON.stringify(changed, null, 2), { mode: 0o600 });
  renameSync(half, noteFile(dataDir));
  return changed;
}

function noteFile(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is, or is below, a file' : (code ?? (error as Error).message);
    throw new DatabaseUnusable(
      `The data folder ${dataDir} cannot be used: ${why}. Set DATA_DIR to a folder this user may write to, or DATABASE_URL.`,
      { cause: error },
    );
  }
}

function readNote(dataDir: string): Note | undefined {
  const file = noteFile(dataDir);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DatabaseUnusable(
      `${file} cannot be read (${code ?? 'unknown error'}): the data in ${dataDir} was made by another user. Start as that user, or set DATA_DIR.`,
      { cause: error },
    );
  }
  try {
    const { password, port, place } = JSON.parse(text) as Partial<Note>;
    if (typeof password === 'string' && typeof port === 'number' && typeof place === 'string') return { password, port, place };
  } catch {
    // Told below, like a note that lacks a part.
  }
  throw new DatabaseUnusable(`${file} is damaged. Bring it back from a backup, or move ${dataDir} away to start anew.`);
}

/** Of several processes that start at once, the first one's note is kept, whole: a link is made or it is not. */
function keepNote(dataDir: string, note: Note): Note {
  const half = `${noteFile(dataDir)}.${process.pid}`;
  writeFileSync(half, JSON.stringify(note, null, 2), { mode: 0o600 });
  try {
    linkSync(half, noteFile(dataDir));
    return note;
  } catch (error) {
    const theirs = readNote(dataDir);
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    rmSync(half, { force: true });
  }
}

async function choosePlace(dataDir: string, inside: string, as: RunAs): Promise<string> {
  // Only root runs it as another.
  const { code, output } = as.uid === undefined ? { code: 0, output: '' } : await run('/bin/sh', ['-c', 'exit 0'], as);
  if (code !== 0)
    throw new DatabaseUnusable(
      `This process is root, as which Postgres does not run, and it may not become ${as.name} (${output}). Start as an ordinary user, or set DATABASE_URL.`,
    );
  if (await giveFolder(inside, as)) return inside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  for (const parent of ['/var/lib/millrace', tmpdir()]) {
    for (let number = 1; number < 100; number += 1) {
      const place = join(parent, `${parent === tmpdir() ? 'millrace-' : ''}data-${name}${number === 1 ? '' : `-${number}`}`);
      if (existsSync(place)) continue;
      if (await giveFolder(place, as)) return place;
      break;
    }
  }
  throw new DatabaseUnusable(
    `Postgres runs as ${as.name}, which cannot use ${dataDir}, nor could a folder be made in /var/lib/millrace or ${tmpdir()}. Set DATA_DIR to a folder that user can reach, or DATABASE_URL.`,
  );
}

/** Makes a folder that belongs to that user; says whether the user can really use it. */
async function giveFolder(folder: string, as: RunAs): Promise<boolean> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
    chmodSync(folder, 0o700);
    if (await canUseFolder(folder, as)) return true;
    rmdirSync(folder);
  } catch {
    // A parent that is read-only, or on a disk that keeps no owners: the next candidate is tried.
  }
  return false;
}
