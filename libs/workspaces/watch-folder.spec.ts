import { afterEach, expect, test } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFolder } from './watch-folder.service.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Waits until what was done so far has been told, then answers how often it was. */
async function watched() {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-watch-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'scores'));
  await writeFile(join(folder, 'scores/fit.yaml'), 'one');
  let runs = 0;
  cleanups.push(
    watchFolder(folder, () => {
      runs += 1;
      return Promise.resolve();
    }),
  );
  const told = async (change: () => Promise<unknown>): Promise<void> => {
    const before = runs;
    await change();
    for (const end = Date.now() + 5000; runs === before; await new Promise((resolve) => setTimeout(resolve, 10)))
      if (Date.now() > end) throw new Error('nothing was told');
  };
  return { folder, told };
}

test('a file is seen when it is written, replaced, and written again after it was replaced', async () => {
  const { folder, told } = await watched();
  const file = join(folder, 'scores/fit.yaml');
  await told(() => writeFile(file, 'two'));
  await told(async () => {
    await writeFile(join(folder, 'new'), 'three');
    await rename(join(folder, 'new'), file);
  });
  await told(() => appendFile(file, 'four'));
  await told(() => rm(file));
});

test('a file of a folder that was made meanwhile is seen, also after that folder was made anew', async () => {
  const { folder, told } = await watched();
  for (let time = 0; time < 2; time += 1) {
    await told(() => mkdir(join(folder, 'workflows')));
    await told(() => writeFile(join(folder, 'workflows/a.yaml'), 'a'));
    await told(() => appendFile(join(folder, 'workflows/a.yaml'), 'b'));
    await told(() => rm(join(folder, 'workflows'), { recursive: true }));
  }
});
