// Before the run: names the folder that the run's one Postgres will be in; the first test that needs it starts it there.
// Imports nothing of ours: Jest loads this file outside its own module system.

import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const prefix = 'millrace-test-';

export default async function setup(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^millrace-test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await remove(join(tmpdir(), name));
  }
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // Started by root, Postgres runs as another user, who must be able to reach it.
  chmodSync(folder, 0o755);
  process.env['MILLRACE_TEST_DATA'] = folder;
  (globalThis as { removeTestPostgres?: () => Promise<void> }).removeTestPostgres = () => remove(folder);
}

/** Ends the Postgres in that folder, if there is one, and removes the folder. A run that was killed is cleared up by the next. */
async function remove(folder: string): Promise<void> {
  try {
    const { place } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as { place: string };
    const note = join(resolve(folder, place), 'cluster/postmaster.pid');
    process.kill(Number(readFileSync(note, 'utf8').split('\n')[0]), 'SIGINT');
    for (let tries = 0; tries < 200 && existsSync(note); tries += 1) await pause(25);
    if (place !== 'postgres') rmSync(resolve(folder, place), { recursive: true, force: true });
  } catch {
    // None was started, it has ended, or it is another user's.
  }
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's run.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
