// `millrace completion bash|zsh|fish`: a script that completes commands, options and their values.

import { Argument, Command } from 'commander';
import type { CommandEntry } from './registry.js';
import { readCommands } from './completion/read-commands.service.js';
import { scripts } from './completion/scripts.js';

type Shell = keyof typeof scripts;

export function completionCommand(entries: readonly CommandEntry[]): Command {
  return new Command('completion')
    .description('a script by which bash, zsh or fish complete millrace’s commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .option('--json', 'the commands and their options as one document, in place of a script')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace completion bash > ~/.local/share/bash-completion/completions/millrace\n' +
        '  millrace completion zsh > "${fpath[1]}/_millrace"\n  millrace completion fish > ~/.config/fish/completions/millrace.fish',
    )
    .action(async (shell: Shell, { json }: { readonly json?: true }) => {
      const commands = await readCommands(entries);
      process.stdout.write(json === true ? `${JSON.stringify({ version: 1, commands })}\n` : scripts[shell](commands));
    });
}
