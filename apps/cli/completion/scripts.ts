// The completion scripts of three shells, written from the words of the commands.

import { allCommands, type CommandWords, type OptionWords } from './command-words.js';

type Words = readonly CommandWords[];

export const scripts: Readonly<Record<'bash' | 'zsh' | 'fish', (commands: Words) => string>> = { bash, zsh, fish };

/** `source <(millrace completion bash)`. Needs no bash-completion. */
function bash(commands: Words): string {
  const all = allCommands(commands);
  const branches = all.map(
    ({ path, words }) =>
      `    '${path}') words='${[...words.commands.map(({ name }) => name), ...words.options.map(({ name }) => name)].join(' ')}'; files=${words.takesFiles ? 1 : 0} ;;`,
  );
  const values = all.flatMap(({ path, words }) =>
    words.options
      .filter(({ takesValue }) => takesValue)
      .map((option) => `    '${path} ${option.name}') values='${option.choices.join(' ')}'; isValue=1 ;;`),
  );
  const paths = all.map(({ path }) => `'${path}'`).join('|');
  return `# millrace completion bash
_millrace() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' words='' values='' files=0 isValue=0 at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${path:+$path }\${COMP_WORDS[at]}" in
    ${paths}) path="\${path:+$path }\${COMP_WORDS[at]}" ;;
    esac
  done
  case "$path $previous" in
${values.join('\n')}
  esac
  if ((isValue)); then
    if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
    return
  fi
  case "$path" in
    '') words='${[...commands.map(({ name }) => name), 'help', '--help'].join(' ')}' ;;
${branches.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if ((files)) && [[ $current != -* ]]; then COMPREPLY+=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _millrace millrace
`;
}

/** In a folder of $fpath as \`_millrace\`, or sourced after compinit. */
function zsh(commands: Words): string {
  return `#compdef millrace
# millrace completion zsh
_millrace() {
  local context state line
  typeset -A opt_args
${level(commands, '  ', 1)}
}
compdef _millrace millrace
`;
}

function level(commands: Words, indent: string, depth: number): string {
  const names = commands.map(({ name, about }) => quoted(`${name}:${colonless(about)}`)).join(' ');
  const cases = commands.map(({ name, options, takesFiles, commands: below }) => {
    const specs = options.map(zshOption);
    const body =
      below.length > 0
        ? level(below, `${indent}    `, depth + 1)
        : `${indent}    _arguments ${[...specs, quoted(takesFiles ? '*:file:_files' : '*: :')].join(' ')}`;
    return `${indent}  ${name})\n${body}\n${indent}    ;;`;
  });
  return `${indent}local -a names${depth}
${indent}names${depth}=(${names})
${indent}if ((CURRENT == 2)); then _describe command names${depth}; return; fi
${indent}shift words; ((CURRENT--))
${indent}case $words[1] in
${cases.join('\n')}
${indent}esac`;
}

function zshOption({ name, about, takesValue, choices }: OptionWords): string {
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return quoted(`${name}[${about.replaceAll(/[[\]:\\]/g, ' ')}]${value}`);
}

/** `millrace completion fish > ~/.config/fish/completions/millrace.fish`. */
function fish(commands: Words): string {
  const names = (list: Words) => list.map(({ name }) => name).join(' ');
  const lines = ['# millrace completion fish', 'complete -c millrace -f'];
  const add = (list: Words, condition: string, seen: string): void => {
    for (const { name, about, options, takesFiles, commands: below } of list) {
      lines.push(`complete -c millrace -n ${quoted(condition)} -a ${name} -d ${quoted(about)}`);
      const inside = `${seen}__fish_seen_subcommand_from ${name}`;
      if (takesFiles) lines.push(`complete -c millrace -n ${quoted(inside)} -F`);
      for (const option of options) {
        const value = !option.takesValue ? '' : option.choices.length > 0 ? ` -x -a ${quoted(option.choices.join(' '))}` : ' -r';
        lines.push(`complete -c millrace -n ${quoted(inside)} -l ${option.name.slice(2)}${value} -d ${quoted(option.about)}`);
      }
      add(below, `${inside}; and not __fish_seen_subcommand_from ${names(below)}`, `${inside}; and `);
    }
  };
  add(commands, '__fish_use_subcommand', '');
  return `${lines.join('\n')}\n`;
}

/** For a shell: one word, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}

function colonless(text: string): string {
  return text.replaceAll(':', ',');
}
