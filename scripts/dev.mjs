// The server while you work on it: compiles on every save and starts again when something was compiled; config/ is applied at every save,
// without a start. Ctrl-C ends both.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const first = spawnSync(process.execPath, [at('scripts/build.mjs')], { stdio: 'inherit' });
if (first.status !== 0) process.exit(1);

const children = [
  spawn(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json'), '--watch', '--preserveWatchOutput'], {
    stdio: 'inherit',
  }),
  spawn(
    process.execPath,
    [
      '--watch-path',
      at('dist'),
      '--watch-preserve-output',
      '--enable-source-maps',
      '--max-semi-space-size=64',
      at('dist/apps/server/main.js'),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', env: { ...process.env, APPLY_CONFIG: process.env.APPLY_CONFIG || 'watch' } },
  ),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));
await Promise.all(children.map((child) => new Promise((done) => child.on('exit', done))));
