// `millrace diff`: the lines by which a folder, or a version, differs from what the server runs.

import { Command } from 'commander';
import { diffFiles } from '#libs/language/diff-files.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { ask, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { tellChanges } from './tell-plan.js';

interface Options extends ServerOptions {
  readonly json?: true;
}

export function diffCommand(): Command {
  return withServer(new Command('diff'))
    .description('the lines by which a folder or a version differs from another')
    .argument('[to]', 'a folder, or a version by its number', 'config')
    .argument('[from]', 'a version by its number', 'current')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExamples:\n  millrace diff config\n  millrace diff 42 41')
    .action(async (to: string, from: string, options: Options) => {
      const place = serverPlace(options);
      const changes = diffFiles(await filesOf(place, from), await filesOf(place, to));
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, changes })}\n`);
      else process.stdout.write(`${(changes.length === 0 ? ['no difference'] : tellChanges(changes)).join('\n')}\n`);
    });
}

async function filesOf(place: ServerPlace, which: string): Promise<readonly SourceFile[]> {
  if (!/^(\d+|current)$/.test(which)) return readFolder(which);
  return (await ask<{ files: readonly SourceFile[] }>(place, 'GET', `/api/versions/${which}`)).files;
}
