// Children of a benchmark: started with a message channel, ended by their pid.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOptions, LoadResult } from './load.service.js';

export function child(file: string, ...args: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

export async function ready(process: ChildProcess): Promise<unknown> {
  const ended = once(process, 'exit').then(([code]) => {
    throw new Error(`a child of the benchmark ended with code ${String(code)} before it was ready`);
  });
  const [message] = (await Promise.race([once(process, 'message'), ended])) as unknown[];
  return message;
}

export async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const gone = once(process, 'exit');
  process.kill('SIGTERM');
  await gone;
}

/** Runs a load to its end. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const process = child('./load.service.js');
  process.send(options);
  return (await ready(process)) as LoadResult;
}
