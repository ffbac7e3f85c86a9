// Runs something now and whenever a file of a folder is saved, until the process is ended.

import { watchFolder } from '#libs/workspaces/watch-folder.service.js';

/** Resolves never: Ctrl-C ends it. What a run throws is told, and the next save tries again. */
export function runOnSave(folder: string, run: () => Promise<unknown>): Promise<never> {
  const told = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    process.stderr.write(`watching ${folder}; Ctrl-C ends\n`);
  };
  watchFolder(folder, told, true);
  return new Promise<never>(() => undefined);
}
