// Is a Postgres running on this data folder? Postgres's own note may be left from one that was killed, and its process
// number may belong to another process (or to a zombie) by now; on Linux the process itself is asked.

import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parsePostmasterPid, type Postmaster } from './postmaster-pid.js';

/** The running Postgres of that cluster, or `undefined`; leaves no note behind that would keep a new one from starting. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const text = readNote(file);
  if (text === undefined) return undefined;
  const postmaster = parsePostmasterPid(text);
  const isGone = postmaster === undefined || !exists(postmaster.pid);
  if (process.platform !== 'linux') return isGone ? undefined : postmaster;
  const folder = realpathSync(cluster);
  if (!isGone && worksIn(postmaster.pid, folder)) return postmaster;

  // The number is another's, or none. Before the note is removed, the killed one's backends must be gone: they see it
  // within moments. A process that is there from the start is one that is just writing its note.
  for (let tries = 0; tries < 100 && processesIn(folder) > 0; tries += 1) {
    await pause(50);
    if (readNote(file) !== text) return undefined;
  }
  if (processesIn(folder) === 0 && readNote(file) === text) rmSync(file, { force: true });
  return undefined;
}

function readNote(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Every process of Postgres works in its data folder. A zombie has no folder any more. */
function worksIn(pid: number | string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

function processesIn(folder: string): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && worksIn(name, folder)).length;
}
