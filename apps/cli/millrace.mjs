#!/usr/bin/env node
// `npx millrace …` in a checkout: builds when a source has changed, then runs the compiled command line.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const build = new URL('scripts/build.mjs', root);
if (existsSync(build)) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(build)], { cwd: fileURLToPath(root), stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
await import(new URL('dist/apps/cli/main.js', root).href);
