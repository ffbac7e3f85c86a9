// `millrace fmt`: writes the files of a workspace in one way. Comments stay; what a file means stays.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { formatYaml } from '#libs/language/format/format-yaml.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';

export function fmtCommand(): Command {
  return new Command('fmt')
    .description('writes the files of a workspace in one way, comments and all')
    .argument('[folder]', 'the workspace', 'config')
    .option('--check', 'writes nothing; exit 1 when a file would be written otherwise')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace fmt config --check')
    .action(async (folder: string, { check, json }: { check?: true; json?: true }) => {
      const changed: string[] = [];
      const unreadable: string[] = [];
      for (const { path, text } of await readFolder(folder)) {
        if (!/\.ya?ml$/.test(path)) continue;
        const formatted = formatYaml(text);
        if (formatted === undefined) unreadable.push(path);
        else if (formatted !== text) {
          changed.push(path);
          if (check !== true) await writeFile(join(folder, path), formatted);
        }
      }
      if (json === true) process.stdout.write(`${JSON.stringify({ version: 1, changed, unreadable })}\n`);
      else for (const path of changed) process.stdout.write(`${join(folder, path)}\n`);
      for (const path of unreadable) process.stderr.write(`${join(folder, path)} cannot be read; millrace check says why\n`);
      if (unreadable.length > 0) process.exitCode = 3;
      else if (check === true && changed.length > 0) process.exitCode = 1;
    });
}
