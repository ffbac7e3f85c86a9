// `npm run bench -- NAME [--json] [--batch N]`: measures, and takes the raw limit in the same run. Figures go to stdout, progress to stderr.

import { type Bench, type Result } from './bench.js';
import { benches } from './registry.js';

const words = process.argv.slice(2);
const json = words.includes('--json');
const batchAt = words.indexOf('--batch');
const batch = batchAt < 0 ? 1 : Number(words[batchAt + 1]);
const names = words.filter((word, i) => !word.startsWith('--') && (batchAt < 0 || i !== batchAt + 1));
const unknown = names.find((name) => !(name in benches));
const strange = words.find((word) => word.startsWith('--') && !['--json', '--batch'].includes(word));
if (unknown !== undefined || strange !== undefined || !Number.isInteger(batch) || batch < 1 || batch > 2500) {
  process.stderr.write(`usage: npm run bench -- [${Object.keys(benches).join('|')}] [--batch 1..2500] [--json]\n`);
  process.exit(2);
}

const result: { figures: Result['figures']; ratios: Result['ratios'] } = { figures: {}, ratios: {} };
const wanted: readonly [string, Bench][] = Object.entries(benches).filter(([name]) => names.length === 0 || names.includes(name));
for (const [name, bench] of wanted) {
  process.stderr.write(`${name} …\n`);
  const { figures, ratios } = await bench({ batch, tell: (line) => process.stderr.write(`  ${line}\n`) });
  Object.assign(result.figures, figures);
  Object.assign(result.ratios, ratios);
}
if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  for (const [name, value] of Object.entries(result.figures))
    process.stdout.write(`${name.padEnd(40)} ${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}\n`);
  for (const [name, value] of Object.entries(result.ratios)) process.stdout.write(`${name.padEnd(40)} ${value.toFixed(3)}\n`);
}
process.exit(0);
