import { afterEach, expect, test } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFolder } from './watch-folder.service.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** `told` makes a change and answers whether it was seen. */
async function watched() {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-watch-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'scores'));
  await writeFile(join(folder, 'scores/fit.yaml'), 'one');
  const runs: number[] = [];
  cleanups.push(
    watchFolder(folder, () => {
      runs.push(Date.now());
      return Promise.resolve();
    }),
  );
  const told = async (change: () => Promise<unknown>): Promise<boolean> => {
    const before = runs.length;
    await change();
    for (let times = 0; times < 500 && runs.length === before; times += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    return runs.length > before;
  };
  return { folder, told };
}

test('a file is seen when it is written, replaced, and written again after it was replaced', async () => {
  const { folder, told } = await watched();
  const file = join(folder, 'scores/fit.yaml');
  expect(await told(() => writeFile(file, 'two'))).toBe(true);
  const replaced = await told(async () => {
    await writeFile(join(folder, 'new'), 'three');
    await rename(join(folder, 'new'), file);
  });
  expect(replaced).toBe(true);
  expect(await told(() => appendFile(file, 'four'))).toBe(true);
  expect(await told(() => rm(file))).toBe(true);
});

test('a file of a folder that was made meanwhile is seen, also after that folder was made anew', async () => {
  const { folder, told } = await watched();
  for (let time = 0; time < 2; time += 1) {
    expect(await told(() => mkdir(join(folder, 'workflows')))).toBe(true);
    expect(await told(() => writeFile(join(folder, 'workflows/a.yaml'), 'a'))).toBe(true);
    expect(await told(() => appendFile(join(folder, 'workflows/a.yaml'), 'b'))).toBe(true);
    expect(await told(() => rm(join(folder, 'workflows'), { recursive: true }))).toBe(true);
  }
});
