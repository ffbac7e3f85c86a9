// `millrace export`: what a server has, in files: its workspace as it was applied, and people, accounts, deals and events as lines.

import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { Argument, Command, Option } from 'commander';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { parseDuration } from '#libs/language/duration.js';
import { stringifyJson } from '#libs/language/json.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { readTime } from '#libs/connectors/read-time.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { EventsProgress } from './backtest/events-progress.service.js';
import { NoHistory, openHistory } from './backtest/open-history.service.js';
import { csvLine } from '#libs/reporting/csv-line.js';
import { columnsOf, type ListName } from './export/columns.js';
import { listRows } from './export/list-rows.service.js';
import { eventColumns, eventRows, portableEvent } from './export/portable-event.service.js';
import { ask, Refused, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';

interface Options extends ServerOptions {
  readonly out?: string;
  readonly format: 'ndjson' | 'csv';
  readonly since?: string;
  readonly to?: string;
  readonly json?: true;
}

type What = 'config' | 'events' | ListName;

export function exportCommand(): Command {
  return withServer(new Command('export'))
    .description('what a server has, in files: its workspace, people, accounts, deals, events')
    .addArgument(new Argument('<what>', 'what to take').choices(['config', 'people', 'accounts', 'deals', 'events']))
    .argument('[folder]', 'of config: where it is written; it must not be there, or be empty', 'config')
    .option('--to <version>', 'of config: an earlier version (else the one that runs)')
    .addOption(new Option('--format <format>', 'of the lines').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--out <file>', 'in place of stdout')
    .option('--since <time>', 'of events: a duration like 90d, or a time: what was received since then')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace export config backup\n  millrace export people --format csv --out people.csv\n  millrace export events --since 90d --out events.ndjson',
    )
    .action(async (what: What, folder: string, options: Options, command: Command) => {
      const place = serverPlace(options);
      if (what === 'config') await exportConfig(place, folder, options);
      else {
        const lines =
          what === 'events'
            ? eventLines(place, options, command)
            : listLines(place, what, options.json === true ? 'ndjson' : options.format);
        await write(lines, what, options);
      }
    });
}

async function exportConfig(place: ServerPlace, folder: string, { to = 'current', json }: Options): Promise<void> {
  const { id, files } = await ask<{ id: string; files: readonly SourceFile[] }>(place, 'GET', `/api/versions/${encodeURIComponent(to)}`);
  if (json === true) {
    process.stdout.write(`${JSON.stringify({ version: 1, workspace_version: id, files })}\n`);
    return;
  }
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) throw new Refused(`${folder} is not empty, and nothing is written over: name another folder.`, 0);
  for (const { path, text } of files) {
    // The server has checked them; a file is never written elsewhere all the same.
    if (path.split(/[/\\]/).includes('..') || /^[/\\]|^[a-z]:/i.test(path))
      throw new Refused(`the server names a file outside of the folder: ${path}`, 0);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: 'wx' });
    process.stdout.write(`${join(folder, path)}\n`);
  }
  process.stderr.write(`version ${id}: ${files.length} files in ${folder}; millrace schema ${folder} writes what editors complete by\n`);
}

/** Lines with the rows they count for. */
type Lines = AsyncGenerator<{ readonly text: string; readonly at?: number }>;

async function* listLines(place: ServerPlace, list: ListName, format: Options['format']): Lines {
  if (format === 'ndjson') {
    for await (const row of listRows(place, list)) yield { text: `${stringifyJson(row)}\n` };
    return;
  }
  const { files } = await ask<{ files: readonly SourceFile[] }>(place, 'GET', '/api/versions/current');
  const { workspace } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Refused('the workspace of the server is of another version of millrace: run the same on both sides', 0);
  const { heading, cells } = columnsOf(list, workspace);
  yield { text: csvLine(heading) };
  for await (const row of listRows(place, list)) yield { text: csvLine(cells(row)) };
}

async function* eventLines({ server, key }: ServerPlace, { since, format, json }: Options, command: Command): Lines {
  const duration = since === undefined ? undefined : parseDuration(since);
  const from = since === undefined ? undefined : duration === undefined ? readTime(since) : Date.now() - duration;
  if (since !== undefined && from === undefined)
    command.error(`--since is a duration like 90d or a time like 2026-03-02T09:00:00Z, not “${since}”`);
  let own = 0;
  if (format === 'csv' && json !== true) yield { text: csvLine(eventColumns) };
  try {
    for await (const line of openHistory({ server, ...(key === undefined ? {} : { key }), ...(from === undefined ? {} : { from }) })) {
      if (line.kind !== 'event') continue;
      const event = portableEvent(line);
      if (event === null) own += 1;
      else if (format === 'csv' && json !== true) for (const row of eventRows(event)) yield { text: csvLine(row), at: line.receivedAt };
      else yield { text: `${stringifyJson(event.line)}\n`, at: line.receivedAt };
    }
  } catch (error) {
    if (error instanceof NoHistory) throw new Refused(error.message, 0);
    throw error;
  }
  if (own > 0) process.stderr.write(`${own} answers of the server’s own messages are left out: an import makes its own\n`);
}

async function write(lines: Lines, what: string, { out, json }: Options): Promise<void> {
  const stream: Writable = out === undefined ? process.stdout : createWriteStream(out);
  const failed = new Promise<never>((_, reject) =>
    stream.once('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads has seen enough: `… | head -3`.
      if (out === undefined && error.code === 'EPIPE') process.exit(0);
      reject(new Refused(`${out ?? 'stdout'} cannot be written (${error.code ?? error.message})`, 0));
    }),
  );
  failed.catch(() => undefined);
  const progress = new EventsProgress(what);
  let count = 0;
  const put = async (text: string): Promise<void> => {
    if (!stream.write(text)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), failed]);
  };
  if (json === true) await put(`{"version":1,"${what}":[`);
  for await (const { text, at } of lines) {
    await put(json === true ? `${count === 0 ? '' : ','}${text.trimEnd()}` : text);
    count += 1;
    progress.tell(count, at ?? Date.now());
  }
  if (json === true) await put(']}\n');
  progress.end();
  if (out === undefined) return;
  await Promise.race([ended(stream), failed]);
  process.stderr.write(`written to ${out}: ${count} lines\n`);
}

function ended(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.end(resolve));
}
