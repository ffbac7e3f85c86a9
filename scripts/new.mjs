// `npm run new -- step|source|action|workflow NAME`: copies a small, working example that is then changed, and says what is left to do.
// The examples are scripts/new/KIND/: file names and texts with the name in five spellings.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const [kind, name, ...rest] = process.argv.slice(2);
/** Another folder than this checkout, for the generator's own test. */
const root = rest[0] === '--into' && rest[1] !== undefined ? rest[1] : here;

/** The spellings of `send-invoice` that the examples use. */
function spellings(kebab) {
  const words = kebab.split('-');
  const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return {
    'kebab-name': kebab,
    camelName: pascal[0].toLowerCase() + pascal.slice(1),
    PascalName: pascal,
    snake_name: words.join('_'),
    CONSTANT_NAME: words.join('_').toUpperCase(),
  };
}

const kinds = {
  step: {
    folder: (given) => `libs/steps/${given['kebab-name']}`,
    left: (given) => [
      'In libs/steps/registry.ts:',
      `  import { ${given.camelName}Step } from './${given['kebab-name']}/${given['kebab-name']}.step.js';`,
      `  … and \`${given.camelName}Step\` in the list.`,
      'Then say in the example, `parse` and `decide` what the step is; the conformance suite runs over it.',
    ],
  },
  source: {
    folder: (given) => `libs/connectors/${given['kebab-name']}`,
    left: (given) => [
      'In libs/connectors/registry.ts:',
      `  import { ${given.camelName}Source } from './${given['kebab-name']}/${given['kebab-name']}.source.js';`,
      `  … and \`${given.camelName}Source\` in \`sources\`.`,
      `Its secret: ${given.CONSTANT_NAME}_WEBHOOK_SECRETS in libs/settings/settings.ts (as STRIPE_WEBHOOK_SECRETS), and its line in`,
      'apps/server/http/source-secrets.ts. Then put a real payload of the vendor into the test.',
    ],
  },
  action: {
    folder: (given) => `libs/connectors/${given['kebab-name']}`,
    left: (given) => [
      'In libs/connectors/registry.ts:',
      `  import { ${given.camelName}Action } from './${given['kebab-name']}/${given['kebab-name']}.action.js';`,
      `  … and \`${given.camelName}Action\` in \`actions\`.`,
    ],
  },
  workflow: {
    folder: () => 'config/workflows',
    left: () => [
      'Nothing to register. Change it, then `npx millrace check` and `npx millrace test`; the server applies config/ when it starts.',
    ],
  },
};

function fail(message) {
  console.error(`${message}\nUsage: npm run new -- ${Object.keys(kinds).join('|')} NAME   (NAME like send-invoice)`);
  process.exit(1);
}

if (!Object.hasOwn(kinds, kind ?? '')) fail(kind === undefined ? 'What is it to be?' : `There is no kind \`${kind}\`.`);
if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) fail(`The name must be in kebab-case, not \`${name ?? ''}\`.`);

const given = spellings(name);
const put = (text) => Object.entries(given).reduce((all, [spelling, value]) => all.replaceAll(`__${spelling}__`, value), text);
const examples = join(here, 'scripts/new', kind);
const folder = kinds[kind].folder(given);
const files = readdirSync(examples).map((file) => ({
  from: join(examples, file),
  to: join(root, folder, put(file).replace(/\.example$/, '')),
}));

const taken = files.filter(({ to }) => existsSync(to));
if (taken.length > 0) fail(`There already is ${taken.map(({ to }) => relative(root, to)).join(', ')}.`);
for (const { from, to } of files) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, put(readFileSync(from, 'utf8')));
  console.log(`made ${relative(root, to)}`);
}
// A long name breaks lines elsewhere than a short one.
spawnSync(process.execPath, [
  join(here, 'node_modules/prettier/bin/prettier.cjs'),
  '--write',
  '--log-level',
  'silent',
  ...files.map(({ to }) => to).filter((to) => to.endsWith('.ts')),
]);
console.log(`\n${kinds[kind].left(given).join('\n')}`);
