// `millrace events tail`: what comes in, and what became of it.

import { Command } from 'commander';
import { readTime } from '#libs/connectors/read-time.js';
import { parseDuration } from '#libs/language/duration.js';
import { followEvents, latestEvents, type Wanted } from './events/tail-events.service.js';
import { type EventRow, tellEvent } from './events/tell-event.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { wantsColour } from './wants-colour.service.js';

interface Options extends ServerOptions {
  readonly follow?: true;
  readonly event?: string;
  readonly person?: string;
  readonly since?: string;
  readonly limit?: string;
  readonly json?: true;
}

export function eventsCommand(): Command {
  return new Command('events')
    .description('what comes in, and what became of it: tail')
    .addHelpText('after', '\nExample:\n  millrace events tail --follow')
    .addCommand(tailCommand());
}

function tailCommand(): Command {
  return withServer(new Command('tail'))
    .description('the latest events with their verdicts, the newest last')
    .option('-f, --follow', 'and those that come, until Ctrl-C')
    .option('--event <name>', 'only events of this name, as the tracking plan spells it')
    .option('--person <email>', 'only about this person')
    .option('--since <time>', 'a duration like 2h, or a time like 2026-03-02T09:00:00Z: all since then')
    .option('--limit <number>', 'so many of the latest (20, unless --since is given)')
    .option('--json', 'one document on stdout; with --follow one line an event')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace events tail --follow --person ana@acme.test\n  millrace events tail --since 1h --event "Demo Requested" --json',
    )
    .action(async (options: Options, command: Command) => {
      const wanted = wantedOf(options, command);
      const most = options.limit === undefined ? (options.since === undefined ? 20 : undefined) : Number(options.limit);
      if (most !== undefined && !(Number.isInteger(most) && most > 0 && most <= 100_000))
        command.error(`--limit is a number from 1 to 100000, not “${options.limit}”`);
      await tail(options, wanted, most);
    });
}

async function tail(options: Options, wanted: Wanted, most: number | undefined): Promise<void> {
  const place = serverPlace(options);
  const isJson = options.json === true;
  const colour = wantsColour();
  const latest = await latestEvents(place, wanted, most);
  if (isJson && options.follow !== true) {
    process.stdout.write(`${JSON.stringify({ version: 1, events: latest })}\n`);
    return;
  }
  const tell = (event: EventRow): void =>
    void process.stdout.write(`${isJson ? JSON.stringify({ version: 1, ...event }) : tellEvent(event, colour)}\n`);
  // Whoever reads has seen enough: `… | head -3`.
  process.stdout.on('error', () => process.exit(0));
  latest.forEach(tell);
  if (options.follow !== true) {
    if (latest.length === 0) process.stderr.write('no such event so far\n');
    return;
  }
  process.stderr.write('waiting for events; Ctrl-C ends\n');
  await followEvents(place, wanted, latest, tell, (why) => process.stderr.write(`${why}\ntrying again …\n`));
}

function wantedOf({ event, person, since }: Options, command: Command): Wanted {
  const at = since === undefined ? undefined : timeOf(since);
  if (since !== undefined && at === undefined)
    command.error(`--since is a duration like 2h or a time like 2026-03-02T09:00:00Z, not “${since}”`);
  return {
    ...(event === undefined ? {} : { event }),
    ...(person === undefined ? {} : { person }),
    ...(at === undefined ? {} : { since: new Date(at).toISOString() }),
  };
}

function timeOf(text: string): number | undefined {
  const ms = parseDuration(text);
  return ms === undefined ? readTime(text) : Date.now() - ms;
}
