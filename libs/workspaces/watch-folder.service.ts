// Does something again whenever a file of a folder is saved; never twice at once, and once more for what was saved meanwhile.

import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors save in several steps. */
const quiet = 80;

/**
 * @param run what it throws is the caller's to tell: it must not throw
 * @param atOnce also now, so that nothing is missed that is saved in this moment
 * @returns ends it, after what is under way
 */
export function watchFolder(folder: string, run: () => Promise<void>, atOnce = false): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isDue = false;
  const again = (): void => {
    if (running !== undefined) {
      isDue = true;
      return;
    }
    running = run().finally(() => {
      running = undefined;
      if (!isDue) return;
      isDue = false;
      again();
    });
  };
  const close = watchFolders(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(again, quiet);
  });
  if (atOnce) again();
  return async () => {
    clearTimeout(timer);
    close();
    isDue = false;
    await running;
  };
}

/**
 * Each folder by itself: with `recursive` Node 20 watches every file on Linux and loses one that an editor replaces by another.
 * @returns ends it
 */
function watchFolders(folder: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const refresh = (): void => {
    const there = new Set([folder, ...foldersBelow(folder)]);
    for (const [path, watcher] of watchers) {
      if (there.has(path)) continue;
      watcher.close();
      watchers.delete(path);
    }
    for (const path of there) {
      if (watchers.has(path)) continue;
      const watcher = watch(path, () => {
        refresh();
        onChange();
      });
      // A folder that is gone again before it was watched: the one above it tells.
      watcher.on('error', () => watchers.delete(path));
      watchers.set(path, watcher);
    }
  };
  refresh();
  return () => watchers.forEach((watcher) => watcher.close());
}

function foldersBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .flatMap(({ name }) => [join(folder, name), ...foldersBelow(join(folder, name))]);
  } catch {
    return [];
  }
}
