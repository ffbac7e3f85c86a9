// `millrace schema`: the JSON Schema of each kind of file, written where the files' `yaml-language-server` lines look for it.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { jsonSchemas } from '#libs/language/keys/json-schemas.js';
import { stepSyntaxes } from '#libs/steps/registry.js';

export function schemaCommand(): Command {
  return new Command('schema')
    .description('writes the JSON Schemas that editors complete and check with')
    .argument('[folder]', 'the workspace; they go to its folder .schemas', 'config')
    .option('--check', 'writes nothing; exit 1 when they are not as they would be written')
    .option('--json', 'one document on stdout, in place of files')
    .addHelpText('after', '\nExample:\n  millrace schema config')
    .action(async (folder: string, { check, json }: { check?: true; json?: true }) => {
      const schemas = jsonSchemas(stepSyntaxes);
      if (json === true) {
        process.stdout.write(`${JSON.stringify({ version: 1, schemas: Object.fromEntries(schemas) })}\n`);
        return;
      }
      const stale: string[] = [];
      if (check !== true) await mkdir(join(folder, '.schemas'), { recursive: true });
      for (const [kind, schema] of schemas) {
        const path = join(folder, '.schemas', `${kind}.json`);
        const text = `${JSON.stringify(schema, null, 1)}\n`;
        if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
        stale.push(path);
        if (check !== true) await writeFile(path, text);
      }
      for (const path of stale) process.stderr.write(`${path}${check === true ? ' is not up to date' : ''}\n`);
      if (check === true && stale.length > 0) process.exitCode = 1;
    });
}
