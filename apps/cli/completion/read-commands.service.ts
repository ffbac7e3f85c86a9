// The words of the command line, read from the commands themselves: nothing is written down twice.

import type { Command } from 'commander';
import type { CommandEntry } from '../registry.js';
import type { CommandWords } from './command-words.js';

export async function readCommands(entries: readonly CommandEntry[]): Promise<readonly CommandWords[]> {
  const words: CommandWords[] = [];
  for (const { load } of entries) words.push(wordsOf(await load()));
  return words;
}

function wordsOf(command: Command): CommandWords {
  return {
    name: command.name(),
    about: command.description(),
    options: [
      ...command.options.map(({ long, description, required, argChoices }) => ({
        name: long ?? '',
        about: description,
        takesValue: required,
        choices: argChoices ?? [],
      })),
      { name: '--help', about: 'shows what the command takes, with an example', takesValue: false, choices: [] },
    ],
    takesFiles: command.registeredArguments.some((argument) => /\bfolder|\bfile|\bplan\b|\bto\b/.test(argument.name())),
    commands: command.commands.map(wordsOf),
  };
}
