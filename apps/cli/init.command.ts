// `millrace init`: a new workspace that compiles, is tested and says what to do next. Never writes over what is there.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { jsonSchemas } from '#libs/language/keys/json-schemas.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { type Answers, questions } from './init/answers.js';
import { filesOf, templates } from './init/templates.js';
import { Refused } from './remote/server.client.js';

interface Options extends Partial<Answers> {
  readonly template?: string;
  readonly yes?: true;
  readonly json?: true;
}

export function initCommand(): Command {
  return new Command('init')
    .description('a new workspace with a first workflow and its test')
    .argument('[folder]', 'where it is made; it must not be there, or be empty', 'config')
    .addOption(
      new Option(
        '--template <name>',
        Object.entries(templates)
          .map(([name, { about }]) => `${name}: ${about}`)
          .join('; '),
      ).choices(Object.keys(templates)),
    )
    .option('--company <name>', 'what the company is called')
    .option('--email <address>', 'which address e-mail is from')
    .option('--address <text>', 'the postal address below e-mails')
    .option('--time-zone <zone>', 'as Europe/Berlin')
    .option('--currency <code>', 'as usd')
    .option('--yes', 'without asking: what is not given is made up, and marked to be changed')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace init\n  millrace init acme --template product --company Acme --email hello@acme.example --yes',
    )
    .action(async (folder: string, options: Options, command: Command) => {
      for (const { key, check } of questions) {
        const wrong = options[key] === undefined ? undefined : check(options[key]);
        if (wrong !== undefined) command.error(`--${key === 'timeZone' ? 'time-zone' : key} ${wrong}`);
      }
      await refuseFilled(folder);
      const isAsked = process.stdin.isTTY && options.yes !== true && options.json !== true;
      const { template, ...answers } = isAsked
        ? await askAll(folder, options)
        : { template: options.template ?? 'sales', ...madeUp(folder), ...given(options) };
      const made = await write(folder, filesOf(template, answers));
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, folder, template, files: made })}\n`);
      else {
        process.stdout.write(made.map((file) => `${join(folder, file)}\n`).join(''));
        process.stderr.write(next(folder, template));
      }
    });
}

async function refuseFilled(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Refused(`${folder} cannot be used (${error.code ?? error.message}).`, 0);
  });
  if (entries.length > 0)
    throw new Refused(`${folder} is not empty, and nothing is written over: name another folder, as millrace init my-workspace.`, 0);
}

function given(options: Options): Partial<Answers> {
  return Object.fromEntries(questions.flatMap(({ key }) => (options[key] === undefined ? [] : [[key, options[key]]])));
}

function madeUp(folder: string): Answers {
  const parent = basename(dirname(resolve(folder)));
  const company = /^[a-z][\w-]{1,40}$/i.test(parent) ? parent.charAt(0).toUpperCase() + parent.slice(1) : 'Acme';
  return {
    company,
    email: 'hello@example.com',
    address: 'CHANGE ME: your postal address',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: 'usd',
  };
}

async function askAll(folder: string, options: Options): Promise<Answers & { readonly template: string }> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (asks: string, standard: string, check: (answer: string) => string | undefined): Promise<string> => {
    for (;;) {
      const answer = (await terminal.question(`${asks} (${standard}) `)).trim() || standard;
      const wrong = check(answer);
      if (wrong === undefined) return answer;
      process.stderr.write(`It ${wrong}.\n`);
    }
  };
  const answers: Record<string, string> = { ...madeUp(folder), ...given(options) };
  const names = Object.entries(templates)
    .map(([name, { about }]) => `  ${name}: ${about}\n`)
    .join('');
  if (options.template === undefined) process.stderr.write(names);
  const template =
    options.template ??
    (await ask('What is automated first?', 'sales', (answer) =>
      answer in templates ? undefined : `must be ${Object.keys(templates).join(' or ')}`,
    ));
  for (const { key, asks, check } of questions) if (options[key] === undefined) answers[key] = await ask(asks, answers[key]!, check);
  terminal.close();
  return { template, ...(answers as unknown as Answers) };
}

/** @returns the paths below the folder, sorted */
async function write(folder: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const schemas = [...jsonSchemas(stepSyntaxes)].map(
    ([kind, schema]) => [`.schemas/${kind}.json`, `${JSON.stringify(schema, null, 1)}\n`] as const,
  );
  for (const [path, text] of [...Object.entries(files), ...schemas]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: 'wx' });
  }
  return Object.keys(files).toSorted((a, b) => (a < b ? -1 : 1));
}

function next(folder: string, template: string): string {
  const named = folder === 'config' ? '' : ` ${folder}`;
  return `
Next:
  millrace check${named}        every mistake at once, with place and fix
  millrace test${named}         its tests, in milliseconds
  CONFIG_DIR=${folder} npm run dev    a server that applies it at every save
  ${templates[template]!.trigger}
Then put your own events, people and words in place of the examples: docs/authoring.md.
`;
}
