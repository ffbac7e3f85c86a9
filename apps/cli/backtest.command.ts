// `millrace backtest`: last quarter's real events through today's and through the changed workspace. Nothing is sent or written.

import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { parseDuration } from '#libs/language/duration.js';
import { stringifyJson } from '#libs/language/json.js';
import { reportPage } from '#libs/simulation/backtest/report-page.js';
import { tellReport } from '#libs/simulation/backtest/tell-report.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { type HistoryPlace, NoHistory, openHistory } from './backtest/open-history.service.js';
import { CannotBacktest, runBacktest } from './backtest/run-backtest.service.js';
import { keptPlace, serverPlace } from './remote/server-options.service.js';
import { runVerify, tellVerified } from './backtest/run-verify.service.js';
import { EventsProgress } from './backtest/events-progress.service.js';

interface Options {
  readonly since: string;
  readonly workflow?: string;
  readonly html?: string;
  readonly json?: true;
  readonly events?: string;
  readonly database?: string;
  readonly server?: string;
  readonly key?: string;
  readonly today?: string;
  readonly verify?: true;
}

export function backtestCommand(): Command {
  return new Command('backtest')
    .description('replays stored events through today’s and the changed workspace and tells the difference')
    .argument('[folder]', 'the changed workspace', 'config')
    .option('--since <duration>', 'how far back, as 90d', '90d')
    .option('--workflow <name>', 'only what this workflow does')
    .option('--html <file>', 'a page with charts, for those who were not there')
    .option('--json', 'one document on stdout')
    .option('--verify', 'decide everything again that production decided, and tell where it differs')
    .option('--events <file>', 'events as `GET /api/export/events` gives them (NDJSON)')
    .addOption(new Option('--server <url>', 'read them from a server').env('MILLRACE_SERVER'))
    .addOption(new Option('--key <key>', 'an API key of that server').env('MILLRACE_KEY'))
    .addOption(new Option('--database <url>', 'read them from a database').env('DATABASE_URL'))
    .option('--today <folder>', 'in place of the workspace that the server runs')
    .addHelpText('after', '\nExample:\n  millrace backtest --since 90d --workflow re-engage --html backtest.html')
    .action(async (folder: string, options: Options, command: Command) => {
      try {
        const place = historyPlace(options, (name) => command.getOptionValueSource(name) === 'cli');
        await (options.verify === true ? verify(options, place) : backtest(folder, options, place));
      } catch (error) {
        if (!(error instanceof NoHistory) && !(error instanceof CannotBacktest)) throw error;
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
      }
    });
}

async function backtest(folder: string, options: Options, place: HistoryPlace): Promise<void> {
  const sinceMs = parseDuration(options.since);
  if (sinceMs === undefined) {
    process.stderr.write(`--since is a duration like 90d or 12h, not “${options.since}”\n`);
    process.exitCode = 2;
    return;
  }
  const progress = new EventsProgress('events');
  const { failed, ...report } = await runBacktest({
    history: openHistory(place),
    changed: await readFolder(folder),
    ...(options.today === undefined ? {} : { today: await readFolder(options.today) }),
    sinceMs,
    ...(options.workflow === undefined ? {} : { workflow: options.workflow }),
    onProgress: (events, at) => progress.tell(events, at),
  });
  progress.end();
  if (failed > 0) process.stderr.write(`${failed} events that no source understands were left out\n`);
  if (options.html !== undefined) {
    await writeFile(options.html, reportPage(report));
    process.stderr.write(`written to ${options.html}\n`);
  }
  process.stdout.write(options.json === true ? `${stringifyJson(report)}\n` : `${tellReport(report).join('\n')}\n`);
}

async function verify(options: Options, place: HistoryPlace): Promise<void> {
  const progress = new EventsProgress('events');
  const verified = await runVerify(openHistory({ ...place, withOutcomes: true }), (events, at) => progress.tell(events, at));
  progress.end();
  process.stdout.write(options.json === true ? `${stringifyJson(verified)}\n` : `${tellVerified(verified).join('\n')}\n`);
  if (verified.deviations.length > 0) process.exitCode = 1;
}

/** What is said on the line beats what the environment says. */
function historyPlace({ events, database, server, key }: Options, isSaid: (name: string) => boolean): HistoryPlace {
  if (events !== undefined) return { file: events };
  const isDatabase = isSet(database) && (!isSet(server) || (isSaid('database') && !isSaid('server')));
  if (isDatabase) return { databaseUrl: database };
  return isSet(server) ? serverPlace({ server, ...(isSet(key) ? { key } : {}) }) : (keptPlace() ?? {});
}

/** An empty variable of the environment says nothing. */
function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
