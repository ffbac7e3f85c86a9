// Puts the benchmarks' workspace into a folder, for servers to apply.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { benchWorkspace } from './bench-workspace.js';

export async function writeBenchWorkspace(folder: string): Promise<void> {
  for (const { path, text } of benchWorkspace()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
