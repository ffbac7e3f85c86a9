// `millrace`: the command line of growth ops. Data on stdout, progress on stderr; 0 ok, 1 failure, 2 usage, 3 invalid config, 4 failing tests.

import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '#libs/settings/package-version.service.js';
import { UnreadableFolder } from '#libs/workspaces/read-folder.service.js';
import { Refused } from './remote/server.client.js';
import { commands } from './registry.js';

// Of a second of work a quarter went into machine code for functions that were hardly called again: V8 waits six times as long now.
setFlagsFromString('--interrupt-budget=400000');

/** `millrace check …` and `millrace help check` ask for one command; `millrace --help` for none. */
const asked = process.argv.slice(2).find((word) => !word.startsWith('-') && word !== 'help');

const program = new Command('millrace')
  .description('Facts stream in, declared workflows qualify, route, move deals and write e-mail, and every change can say why.')
  .version(packageVersion())
  .exitOverride()
  .showHelpAfterError('(millrace --help shows every command)');

/** Its errors are told and counted here, also those of the commands below it. */
function throwing(command: Command): Command {
  command.commands.forEach(throwing);
  return command.exitOverride();
}

try {
  for (const { name, about, load } of commands)
    program.addCommand(throwing(name === asked ? await load() : new Command(name).description(about)));
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Refused) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.status === 422 ? 3 : 1;
  } else if (error instanceof UnreadableFolder) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 3;
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
