// The cluster folder: made whole or not at all, and checked before Postgres is let on it, so that the error is one
// that an operator can act on.

import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.service.js';
import { DatabaseUnusable } from './database-unusable.js';
import { run, type RunAs } from './run-as.service.js';

/** The superuser of the embedded server, and the owner of everything in it. */
export const superuser = 'millrace';

/**
 * Makes the cluster unless it is there.
 * @returns whether it was made now
 * @throws DatabaseUnusable when what is there is no cluster, or one of another major version
 */
export async function prepareCluster(
  folder: string,
  password: string,
  binaries: Binaries,
  as: RunAs,
): Promise<{ cluster: string; isNew: boolean }> {
  const cluster = join(folder, 'cluster');
  if (existsSync(cluster)) {
    check(cluster, binaries.major);
    return { cluster, isNew: false };
  }
  for (const name of readdirSync(folder)) if (isLeftOver(name)) rmSync(join(folder, name), { recursive: true, force: true });

  const half = join(folder, `new-${process.pid}-${counter++}`);
  const secret = `${half}.secret`;
  try {
    writeFileSync(secret, password, { mode: 0o600 });
    if (as.uid !== undefined && as.gid !== undefined) chownSync(secret, as.uid, as.gid);
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${half}`,
        `--username=${superuser}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...locale,
        '--no-instructions',
      ],
      as,
    );
    if (code !== 0) throw new DatabaseUnusable(`Postgres could not make its data folder in ${folder}:\n${output}`);
    renameSync(half, cluster);
    return { cluster, isNew: true };
  } catch (error) {
    // Another process that started at the same moment was first: its cluster, with the same password, is as good.
    if (existsSync(join(cluster, 'PG_VERSION'))) return { cluster, isNew: false };
    throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(secret, { force: true });
  }
}

let counter = 0;

/** The same order and letter cases everywhere, whatever the system's libraries say. */
const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** `new-123-0` of a process that was killed while it made the cluster. */
function isLeftOver(name: string): boolean {
  const pid = /^new-(\d+)-/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function check(cluster: string, major: number): void {
  let found: string;
  try {
    found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw new DatabaseUnusable(
      `${cluster} is not a Postgres data folder (${(error as NodeJS.ErrnoException).code ?? 'unreadable'}: PG_VERSION). Move it away, or set DATA_DIR.`,
      {
        cause: error,
      },
    );
  }
  if (found !== String(major))
    throw new DatabaseUnusable(
      `The data in ${cluster} was made by Postgres ${found.slice(0, 20)}, and this is Postgres ${major}. Move it over with pg_dump of ${found.slice(0, 20)}, or set DATA_DIR to a new folder.`,
    );
}
