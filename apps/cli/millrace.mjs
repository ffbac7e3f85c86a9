#!/usr/bin/env node
// `npx millrace …` in a checkout: builds when a source has changed, then runs the compiled command line.
import { existsSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const build = new URL('scripts/build.mjs', root);
// In this process: another one would cost more than the look at the sources. It ends the process when something does not compile.
if (existsSync(build)) await import(`${build.href}?code`);
await import(new URL('dist/apps/cli/main.js', root).href);
