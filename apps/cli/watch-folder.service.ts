// Runs something again whenever a file of a folder is saved, until the process is ended.

import { watch } from 'node:fs';

/** Editors save in several steps. */
const quiet = 80;

/** Resolves never: Ctrl-C ends it. What a run throws is told, and the next save tries again. */
export function watchFolder(folder: string, run: () => Promise<unknown>): Promise<never> {
  let isRunning = false;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  const again = async (): Promise<void> => {
    if (isRunning) {
      isDue = true;
      return;
    }
    isRunning = true;
    try {
      await run();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    process.stderr.write(`watching ${folder}; Ctrl-C ends\n`);
    isRunning = false;
    if (!isDue) return;
    isDue = false;
    void again();
  };
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void again(), quiet);
  });
  void again();
  return new Promise<never>(() => undefined);
}
