// `millrace events`: what comes in, what became of it, and what is decided about what the tracking plan blocked.

import { Command } from 'commander';
import { readTime } from '#libs/connectors/read-time.js';
import { parseDuration } from '#libs/language/duration.js';
import { blockedIds, decideEvents, tellDecided } from './events/decide-events.service.js';
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
    .description('what comes in, and what became of it: tail; replays or discards what the tracking plan blocked')
    .addHelpText('after', '\nExamples:\n  millrace events tail --follow\n  millrace events replay 4711')
    .addCommand(tailCommand())
    .addCommand(decideCommand('replay'))
    .addCommand(decideCommand('discard'));
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

interface DecideOptions extends ServerOptions {
  readonly allBlocked?: true;
  readonly event?: string;
  readonly since?: string;
  readonly anyway?: true;
  readonly reason?: string;
  readonly json?: true;
}

function decideCommand(name: 'replay' | 'discard'): Command {
  const isReplay = name === 'replay';
  const command = withServer(new Command(name))
    .description(
      isReplay
        ? 'events that the tracking plan blocked take their effect, once and at their own time, where the plan of today does not block them'
        : 'events that the tracking plan blocked stay without effect, and wait for nobody any more',
    )
    .argument('[ids...]', 'of events; millrace events tail --json shows them')
    .option('--all-blocked', 'all that are blocked')
    .option('--event <name>', 'with --all-blocked: only events of this name')
    .option('--since <time>', 'with --all-blocked: only those received since, a duration like 2h or a time');
  if (isReplay) command.option('--anyway', 'whatever the plan says; needs --reason');
  return command
    .option('--reason <text>', 'why: it is in the audit')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      isReplay
        ? '\nExamples:\n  millrace events replay 4711\n  millrace events replay --all-blocked --event "Demo Requested"\n  millrace events replay 4711 --anyway --reason "the size is right"'
        : '\nExample:\n  millrace events discard 4711 --reason "a test of theirs"',
    )
    .action(async (ids: readonly string[], options: DecideOptions, self: Command) => {
      for (const id of ids) if (!/^\d{1,18}$/.test(id)) self.error(`An event is named by its number, not “${id}”.`);
      if ((ids.length === 0) === (options.allBlocked === undefined)) self.error('Name events by their numbers, or give --all-blocked.');
      if (options.anyway === true && options.reason === undefined)
        self.error('--anyway needs --reason: who lets through what the plan blocks says why.');
      const place = serverPlace(options);
      const found = ids.length > 0 ? ids : await blockedIds(place, wantedOf(options, self));
      const as = isReplay ? (options.anyway === true ? 'pass' : 'check') : 'discard';
      const decided = await decideEvents(place, found, as, options.reason);
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, events: decided })}\n`);
      else for (const one of decided) process.stdout.write(`${tellDecided(one)}\n`);
      if (decided.length === 0) process.stderr.write('no such event is blocked\n');
      if (decided.some(({ state }) => state === 'still_blocked' || state === 'not_blocked')) process.exitCode = 1;
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

function wantedOf({ event, person, since }: Pick<Options, 'event' | 'person' | 'since'>, command: Command): Wanted {
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
