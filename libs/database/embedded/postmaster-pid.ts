// What a running Postgres says of itself in its data folder (`postmaster.pid`): process, port, and whether it is ready.
// Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status.

export interface Postmaster {
  readonly pid: number;
  readonly port: number | undefined;
  readonly isReady: boolean;
}

/** `undefined` when the text is not (yet) such a file. */
export function parsePostmasterPid(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3]);
  return { pid, port: Number.isSafeInteger(port) && port > 0 ? port : undefined, isReady: lines[7] === 'ready' };
}
