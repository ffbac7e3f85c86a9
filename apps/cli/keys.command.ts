// `millrace keys`: the API keys of a server. A token is shown once, when it is made.

import { Command, Option } from 'commander';
import { confirm } from './confirm.service.js';
import { ask } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';

/** As the server knows them. */
export const scopes = ['read', 'ops', 'admin'] as const;

interface Options extends ServerOptions {
  readonly json?: true;
}

interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

export function keysCommand(): Command {
  return new Command('keys')
    .description('the API keys of a server: list, create, revoke')
    .addHelpText('after', '\nExamples:\n  millrace keys list\n  millrace keys create grafana --scope read\n  millrace keys revoke 7')
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(revokeCommand());
}

function listCommand(): Command {
  return withServer(new Command('list'))
    .description('every key but its token, the newest first')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace keys list')
    .action(async (options: Options) => {
      const { data } = await ask<{ data: readonly ListedKey[] }>(serverPlace(options), 'GET', '/api/keys');
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, keys: data })}\n`);
      else for (const key of data) process.stdout.write(`${tell(key)}\n`);
    });
}

function createCommand(): Command {
  return withServer(new Command('create'))
    .description('makes a key; the token is shown once')
    .argument('<name>', 'what people call it')
    .addOption(new Option('--scope <scope>', 'what it may do').choices(scopes).default('read'))
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace keys create grafana --scope read')
    .action(async (name: string, options: Options & { readonly scope: string }) => {
      const made = await ask<{ id: string; key: string }>(serverPlace(options), 'POST', '/api/keys', { name, scope: options.scope });
      process.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, ...made })}\n` : `${made.key}\n`);
      if (options.json !== true) process.stderr.write(`key ${made.id} (${options.scope}); the server does not keep it: keep it now\n`);
    });
}

function revokeCommand(): Command {
  return withServer(new Command('revoke'))
    .description('ends a key')
    .argument('<id>', 'its number, as `millrace keys list` shows it')
    .option('--yes', 'without asking')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace keys revoke 7 --yes')
    .action(async (id: string, options: Options & { readonly yes?: true }, command: Command) => {
      if (!/^\d{1,18}$/.test(id)) command.error(`A key is named by its number, not “${id}”; millrace keys list shows them.`);
      if (options.yes !== true && !(await confirm(`Revoke key ${id}? Whoever uses it is refused from then on.`, 'give --yes'))) {
        process.stderr.write('Nothing was revoked.\n');
        process.exitCode = 1;
        return;
      }
      const revoked = await ask<{ id: string; state: string }>(serverPlace(options), 'POST', `/api/keys/${id}/revoke`);
      process.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, ...revoked })}\n` : `revoked: key ${id}\n`);
    });
}

function tell({ id, name, scope, created_at: created, last_used_at: used, revoked_at: revoked }: ListedKey): string {
  const state = revoked !== null ? `revoked ${day(revoked)}` : used === null ? 'never used' : `used ${day(used)}`;
  return `${id.padStart(5)}  ${scope.padEnd(5)}  ${name.padEnd(24)}  made ${day(created)}  ${state}`;
}

function day(time: string): string {
  return time.slice(0, 10);
}
