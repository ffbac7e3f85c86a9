// `millrace workflows`: which there are on a server and how their runs fare; pauses one and lets it go on.

import { Command } from 'commander';
import { ask } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';

interface Options extends ServerOptions {
  readonly json?: true;
  readonly reason?: string;
}

interface Listed {
  readonly name: string;
  readonly enrolled: number;
  readonly active: number;
  readonly failed: number;
  readonly paused: { readonly since: string; readonly by: string; readonly reason: string } | null;
}

export function workflowsCommand(): Command {
  return new Command('workflows')
    .description('the workflows of a server: list, pause, resume')
    .addHelpText('after', '\nExamples:\n  millrace workflows list\n  millrace workflows pause inbound --reason "the form is broken"')
    .addCommand(list())
    .addCommand(change('pause'))
    .addCommand(change('resume'));
}

function list(): Command {
  return withServer(new Command('list'))
    .description('every workflow with its runs, and since when it is paused')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace workflows list')
    .action(async (options: Options) => {
      const { data } = await ask<{ data: readonly Listed[] }>(serverPlace(options), 'GET', '/api/workflows');
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, workflows: data })}\n`);
      else for (const workflow of data) process.stdout.write(`${tell(workflow)}\n`);
    });
}

function change(name: 'pause' | 'resume'): Command {
  const isPause = name === 'pause';
  const command = withServer(new Command(name))
    .description(isPause ? 'nobody comes in, and its runs stop before their next step' : 'it goes on: what came due meanwhile at once')
    .argument('<workflow>', 'its name');
  const why = 'why: it is in the audit';
  if (isPause) command.requiredOption('--reason <text>', why);
  else command.option('--reason <text>', why);
  return command
    .option('--json', 'one document on stdout')
    .addHelpText('after', `\nExample:\n  millrace workflows ${name} inbound${isPause ? ' --reason "the form is broken"' : ''}`)
    .action(async (workflow: string, { json, reason, ...server }: Options) => {
      const body = reason === undefined ? {} : { reason };
      const done = await ask<Pick<Listed, 'name' | 'paused'>>(
        serverPlace(server),
        'POST',
        `/api/workflows/${encodeURIComponent(workflow)}/${name}`,
        body,
      );
      process.stdout.write(
        json === true ? `${JSON.stringify({ version: 1, workflow: done })}\n` : `${done.name} ${isPause ? 'is paused' : 'goes on'}\n`,
      );
    });
}

function tell({ name, enrolled, active, failed, paused }: Listed): string {
  const since =
    paused === null
      ? ''
      : `  paused since ${paused.since.slice(0, 16).replace('T', ' ')} UTC by ${plain(paused.by)}: ${plain(paused.reason)}`;
  return `${name.padEnd(24)}  ${String(enrolled).padStart(7)} enrolled  ${String(active).padStart(7)} active  ${String(failed).padStart(5)} failed${since}`;
}

function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
