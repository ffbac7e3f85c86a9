// Which processes use one embedded Postgres: the last one that leaves stops it. A process that was killed is not counted.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes that this process uses the data; call the result to leave, which says whether no one else is left. */
export function enter(dataDir: string): { leave(): boolean; isAlone(): boolean } {
  const folder = join(dataDir, 'users');
  mkdirSync(folder, { recursive: true });
  const mine = `${process.pid}-${startOf(process.pid) ?? '0'}-${counter++}`;
  writeFileSync(join(folder, mine), '');
  const isAlone = () => living(folder).every((name) => name === mine);
  return {
    isAlone,
    leave: () => {
      rmSync(join(folder, mine), { force: true });
      return living(folder).length === 0;
    },
  };
}

let counter = 0;

function living(folder: string): string[] {
  return readdirSync(folder).filter((name) => {
    const [pid, start] = name.split('-');
    const lives = isAlive(Number(pid)) && (startOf(Number(pid)) ?? '0') === start;
    if (!lives) rmSync(join(folder, name), { force: true });
    return lives;
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process was started, as Linux counts it: a number that was given to another process meanwhile is told apart. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
