// Every command: one line each. Only the one that is asked for is loaded, so that `check`, `test`, `fmt` and `explain` start at once.
//
// A command is one file NAME.command.ts with one function that answers a commander Command:
// - its help has an example: `.addHelpText('after', '\nExample:\n  millrace NAME …')`
// - data goes to stdout, everything else to stderr; `--json` writes one document, `{ "version": 1, … }`
// - `process.exitCode`: 0 ok, 1 failure, 2 usage, 3 invalid config, 4 failing tests; what is thrown ends as 1
// - it asks nobody unless stdin is a terminal, and never with `--yes`

import type { Command } from 'commander';

export interface CommandEntry {
  readonly name: string;
  /** As in `millrace --help`; the command says the same of itself. */
  readonly about: string;
  load(): Promise<Command>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    about: 'a new workspace with a first workflow and its test',
    load: async () => (await import('./init.command.js')).initCommand(),
  },
  {
    name: 'check',
    about: 'checks a workspace folder',
    load: async () => (await import('./check.command.js')).checkCommand(),
  },
  {
    name: 'test',
    about: 'runs the tests of a workspace folder',
    load: async () => (await import('./test.command.js')).testCommand(),
  },
  {
    name: 'fmt',
    about: 'writes the files of a workspace in one way, comments and all',
    load: async () => (await import('./fmt.command.js')).fmtCommand(),
  },
  {
    name: 'why',
    about: 'why a deal, an owner, a stage, a tier, a score or a message is as it is, or somebody is not in a workflow',
    load: async () => (await import('./why.command.js')).whyCommand(),
  },
  {
    name: 'runs',
    about: 'which runs there are, what one has decided; tries again, cancels, moves to the newest version',
    load: async () => (await import('./runs.command.js')).runsCommand(),
  },
  {
    name: 'workflows',
    about: 'the workflows of a server: list, pause, resume',
    load: async () => (await import('./workflows.command.js')).workflowsCommand(),
  },
  {
    name: 'explain',
    about: 'says more about the code of a problem',
    load: async () => (await import('./explain.command.js')).explainCommand(),
  },
  {
    name: 'schema',
    about: 'writes the JSON Schemas that editors complete and check with',
    load: async () => (await import('./schema.command.js')).schemaCommand(),
  },
  {
    name: 'plan',
    about: 'what this folder would change on the server',
    load: async () => (await import('./plan.command.js')).planCommand(),
  },
  {
    name: 'apply',
    about: 'makes a folder, a kept plan or an earlier version what the server runs',
    load: async () => (await import('./apply.command.js')).applyCommand(),
  },
  {
    name: 'diff',
    about: 'the lines by which a folder or a version differs from another',
    load: async () => (await import('./diff.command.js')).diffCommand(),
  },
  {
    name: 'export',
    about: 'what a server has, in files: its workspace, people, accounts, deals, events',
    load: async () => (await import('./export.command.js')).exportCommand(),
  },
  {
    name: 'import',
    about: 'people or events of a file into a server; twice has the effect of once',
    load: async () => (await import('./import.command.js')).importCommand(),
  },
  {
    name: 'events',
    about: 'what comes in, and what became of it: tail; replays or discards what the tracking plan blocked',
    load: async () => (await import('./events.command.js')).eventsCommand(),
  },
  {
    name: 'trigger',
    about: 'a realistic, signed delivery to a server, as its vendor would make it',
    load: async () => (await import('./trigger.command.js')).triggerCommand(),
  },
  {
    name: 'backtest',
    about: 'replays stored events through today’s and the changed workspace and tells the difference',
    load: async () => (await import('./backtest.command.js')).backtestCommand(),
  },
  {
    name: 'doctor',
    about: 'what is well and what is not, here and at the server, each with its fix',
    load: async () => (await import('./doctor.command.js')).doctorCommand(),
  },
  {
    name: 'keys',
    about: 'the API keys of a server: list, create, revoke',
    load: async () => (await import('./keys.command.js')).keysCommand(),
  },
  {
    name: 'completion',
    about: 'a script by which bash, zsh or fish complete millrace’s commands and options',
    load: async () => (await import('./completion.command.js')).completionCommand(commands),
  },
];
