// `millrace runs`: which runs there are, what one has decided, and what somebody decides about it.

import { Command, InvalidArgumentError } from 'commander';
import { accountOf, dealOf, personOf } from './remote/find-subject.client.js';
import { ask } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { tellRun, tellRuns, type ToldJournal, type ToldRun } from './tell-run.js';

interface Options extends ServerOptions {
  readonly json?: true;
}

interface ListOptions extends Options {
  readonly workflow?: string;
  readonly state?: string;
  readonly person?: string;
  readonly account?: string;
  readonly deal?: string;
  readonly limit: string;
  readonly cursor?: string;
}

interface Moved {
  readonly id: string;
  readonly state: string;
  readonly step: string | null;
  readonly version_id: string;
  readonly deliveries: number;
}

export function runsCommand(): Command {
  return new Command('runs')
    .description('which runs there are, what one has decided; tries again, cancels, moves to the newest version')
    .addHelpText('after', '\nExamples:\n  millrace runs list --state failed\n  millrace runs show 4711\n  millrace runs retry 4711')
    .addCommand(list())
    .addCommand(show())
    .addCommand(change('retry', 'a failed run goes on at the step that failed; of another, what failed to leave is tried again'))
    .addCommand(change('cancel', 'ends a run that is under way; what it asked for and has not left does not leave any more'))
    .addCommand(change('migrate', 'moves a run to the newest version of its workflow, at the step of the same id'));
}

function list(): Command {
  return withServer(new Command('list'))
    .exitOverride()
    .description('runs, newest first')
    .option('--workflow <name>', 'only of this workflow')
    .option('--state <state>', 'only in this state: ready, sleeping, listening, done, stopped or failed')
    .option('--person <who>', 'only of this person: an id or an address')
    .option('--account <who>', 'only of this account: an id, a domain or somebody’s address')
    .option('--deal <who>', 'only of this deal: an id, or the newest of an account')
    .option('--limit <count>', 'how many', '50')
    .option('--cursor <cursor>', 'goes on where a page ended')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace runs list --workflow re-engage --person ana@acme.test')
    .action(async ({ workflow, state, person, account, deal, limit, cursor, json, ...server }: ListOptions) => {
      const place = serverPlace(server);
      const asked = {
        workflow,
        state,
        person: person === undefined ? undefined : await personOf(place, person),
        account: account === undefined ? undefined : await accountOf(place, account),
        deal: deal === undefined ? undefined : await dealOf(place, deal),
        limit,
        cursor,
      };
      const query = new URLSearchParams(Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined));
      const { data, next } = await ask<{ data: readonly ToldRun[]; next: string | null }>(place, 'GET', `/api/runs?${query.toString()}`);
      if (json === true) process.stdout.write(`${JSON.stringify({ version: 1, runs: data, next })}\n`);
      else {
        process.stdout.write(`${tellRuns(data).join('\n')}\n`);
        if (next !== null) process.stderr.write(`There are more: --cursor ${next}\n`);
      }
    });
}

function show(): Command {
  return withServer(new Command('show'))
    .exitOverride()
    .description('one run: what each step decided and saw, what it sent, what it waits for')
    .argument('<id>', 'of the run', digits)
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace runs show 4711')
    .action(async (id: string, { json, ...server }: Options) => {
      const run = await ask<ToldJournal>(serverPlace(server), 'GET', `/api/runs/${id}`);
      process.stdout.write(json === true ? `${JSON.stringify({ version: 1, run })}\n` : `${tellRun(run).join('\n')}\n`);
    });
}

function change(name: 'retry' | 'cancel' | 'migrate', about: string): Command {
  const command = withServer(new Command(name)).exitOverride().description(about).argument('<id>', 'of the run', digits);
  if (name === 'cancel') command.requiredOption('--reason <text>', 'why: it is in the journal and in the audit');
  return command
    .option('--json', 'one document on stdout')
    .addHelpText('after', `\nExample:\n  millrace runs ${name} 4711${name === 'cancel' ? ' --reason "they asked for it"' : ''}`)
    .action(async (id: string, { json, reason, ...server }: Options & { readonly reason?: string }) => {
      const moved = await ask<Moved>(serverPlace(server), 'POST', `/api/runs/${id}/${name}`, reason === undefined ? undefined : { reason });
      process.stdout.write(json === true ? `${JSON.stringify({ version: 1, run: moved })}\n` : `${tellMoved(moved)}\n`);
    });
}

function tellMoved({ id, state, step, version_id: version, deliveries }: Moved): string {
  const again = deliveries === 0 ? '' : `; ${deliveries} of its deliveries ${deliveries === 1 ? 'is' : 'are'} tried again`;
  return `run ${id} is ${state}${step === null ? '' : ` at ${step}`} (version ${version})${again}`;
}

function digits(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new InvalidArgumentError('The id of a run is a number; millrace runs list shows them.');
}
