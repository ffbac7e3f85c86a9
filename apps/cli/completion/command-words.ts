// What can be completed, as data: the scripts for each shell are written from it.

export interface OptionWords {
  /** `--json`. */
  readonly name: string;
  readonly about: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  /** Takes a file or a folder; else its arguments are names that no shell knows. */
  readonly takesFiles: boolean;
  readonly commands: readonly CommandWords[];
}

/** Every command with the words that lead to it: `keys`, `keys list`. */
export function allCommands(
  commands: readonly CommandWords[],
  before = '',
): readonly { readonly path: string; readonly words: CommandWords }[] {
  return commands.flatMap((words) => [
    { path: `${before}${words.name}`, words },
    ...allCommands(words.commands, `${before}${words.name} `),
  ]);
}
