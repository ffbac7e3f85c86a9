// Postgres refuses to run as root. Here is decided as whom it runs, and its commands are run as that user.

import { spawn, spawnSync } from 'node:child_process';
import { DatabaseUnusable } from './database-unusable.js';

/** A user a command is run as; without ids it is the one this process has. */
export interface RunAs {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

export interface Ran {
  readonly code: number;
  /** What it printed on both streams. */
  readonly output: string;
}

/**
 * Root becomes the owner of existing data, else `postgres`, else `nobody`; everyone else stays who they are.
 * @param owner of the data folder that exists already
 */
export function userForPostgres(owner?: { uid: number; gid: number }): RunAs {
  if (process.getuid?.() !== 0) return { name: 'this user' };
  const candidates = ['postgres', 'nobody'].map((name) => ({ name, uid: idOf('-u', name), gid: idOf('-g', name) }));
  if (owner !== undefined && owner.uid !== 0)
    return { name: candidates.find(({ uid }) => uid === owner.uid)?.name ?? `user ${owner.uid}`, ...owner };
  for (const { name, uid, gid } of candidates) if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  throw new DatabaseUnusable(
    'Postgres does not run as root, and this system has neither a user `postgres` nor `nobody`. Start as an ordinary user, or set DATABASE_URL.',
  );
}

function idOf(flag: string, name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  const id = Number(stdout?.trim());
  return status === 0 && Number.isSafeInteger(id) ? id : undefined;
}

/** Runs a command to its end as that user, in `/`: the working folder may be one that the user must not enter. */
export function run(command: string, parameters: readonly string[], as: RunAs): Promise<Ran> {
  return new Promise((resolve) => {
    const ids = as.uid === undefined || as.gid === undefined ? {} : { uid: as.uid, gid: as.gid };
    const child = spawn(command, parameters, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      windowsHide: true,
      ...ids,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: 126, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

/** Whether that user can enter the folder and make files in it. */
export async function canUseFolder(folder: string, as: RunAs): Promise<boolean> {
  // Without another user the folder was just made, and used, by this process itself.
  if (as.uid === undefined) return true;
  const { code } = await run('/bin/sh', ['-c', 'cd "$1" && [ -w . ] && [ -x . ]', 'sh', folder], as);
  return code === 0;
}
