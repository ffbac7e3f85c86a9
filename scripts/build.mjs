// Compiles apps, libs and bench to dist, but only when a source differs from the last build: a second start must be quick.
// Says one line when it compiles and nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist/.built');
const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** The pages have a build and a stamp of their own: a change of the server does not build them again, nor the other way round. */
function buildPages() {
  const web = join(root, 'apps/web');
  if (!existsSync(web)) return;
  const marks = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else marks.push(`${relative(root, path)}:${statSync(path).mtimeMs}:${statSync(path).size}`);
    }
  };
  walk(web);
  marks.push(`lock:${statSync(join(root, 'package-lock.json')).mtimeMs}`);
  const mark = marks.sort().join('\n');
  const pagesStamp = join(root, 'dist/web/.built');
  if (existsSync(pagesStamp) && readFileSync(pagesStamp, 'utf8') === mark) return;
  process.stderr.write('Building the pages …\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--config', join(web, 'vite.config.mjs')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('The pages did not build; the errors are above.\n');
    process.exit(1);
  }
  writeFileSync(pagesStamp, mark);
}

/** Every source with its time and size: a file that was added, changed or removed makes another list. */
function sources() {
  const found = new Map();
  // Paths below the root, put together as texts: every start of the command line comes through here.
  const note = (path) => {
    const { mtimeMs, size } = statSync(root + path);
    found.set(path, `${mtimeMs}:${size}`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(root + folder, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && path !== 'apps/web') walk(path);
      } else if (entry.name.endsWith('.ts') && !/(spec|fixture)\.ts$/.test(entry.name)) note(path);
    }
  };
  for (const folder of ['apps', 'libs', 'bench']) if (existsSync(root + folder)) walk(folder);
  for (const file of settings) note(file);
  return found;
}

function lastBuild() {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(stamp, 'utf8'))));
  } catch {
    return new Map();
  }
}

const now = sources();
const before = lastBuild();
const same = now.size === before.size && [...now].every(([path, mark]) => before.get(path) === mark);
if (!same) {
  // What a removed source left behind would still be found by imports.
  for (const path of before.keys()) if (!now.has(path)) rmSync(join(root, 'dist', path.replace(/\.ts$/, '.js')), { force: true });
  process.stderr.write('Compiling …\n');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('It did not compile; the errors are above.\n');
    process.exit(1);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, JSON.stringify(Object.fromEntries(now)));
}
// The command line shows no pages and does not wait for them.
if (!import.meta.url.endsWith('?code')) buildPages();
