// `millrace import`: people and events of a file into a server, by the doors that everybody uses. Twice has the effect of once.

import { Argument, Command, Option } from 'commander';
import { sources } from '#libs/connectors/registry.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { SettingsError } from '#libs/settings/settings.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { EventsProgress } from './backtest/events-progress.service.js';
import { type ImportReport, runImport } from './import/run-import.service.js';
import type { ImportContext } from './import/to-call.js';
import { serverOption, type ServerOptions, serverPlace } from './remote/server-options.service.js';
import { secretOf, variableOf } from './trigger/secret-of.service.js';

interface Options extends ServerOptions {
  readonly format?: 'ndjson' | 'csv';
  readonly writeKey?: string;
  readonly config: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const toldLines = 20;

export function importCommand(): Command {
  return new Command('import')
    .description('people or events of a file into a server; twice has the effect of once')
    .addArgument(new Argument('<what>', 'what the file has').choices(['people', 'events']))
    .argument('<file>', 'NDJSON or CSV; - reads stdin')
    .addOption(new Option('--format <format>', 'else by the ending of the file').choices(['ndjson', 'csv']))
    .option('--write-key <key>', 'of the tracking API (else SEGMENT_WRITE_KEYS, as the server has it)')
    .addOption(serverOption())
    .option('--config <folder>', 'the workspace that says what the columns mean', 'config')
    .option('--dry-run', 'checks every line and sends nothing')
    .option('--json', 'one document on stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  millrace import people customers.csv --dry-run\n  millrace import events events.ndjson --write-key KEY',
    )
    .action(async (what: 'people' | 'events', file: string, options: Options, command: Command) => {
      const secrets = secretsOf(options, command);
      if (options.dryRun !== true && !secrets.has('segment'))
        command.error(`No write key: give --write-key, or set ${variableOf('segment')} as the server has it.`);
      const format = options.format ?? (file.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson');
      const progress = new EventsProgress('lines');
      const report = await runImport({
        what,
        file,
        format,
        context: await contextOf(options.config, format === 'csv'),
        server: serverPlace(options).server,
        sources,
        secrets,
        isDry: options.dryRun === true,
        onProgress: (lines) => progress.tell(lines, Date.now()),
      }).finally(() => progress.end());
      process.stdout.write(
        options.json === true ? `${JSON.stringify({ version: 1, ...report })}\n` : tell(report, file, options.dryRun === true),
      );
      if (report.rejected.length > 0) process.exitCode = 1;
    });
}

/** In a dry run a vendor's lines count as sendable. */
function secretsOf({ writeKey, dryRun }: Options, command: Command): ReadonlyMap<string, string> {
  try {
    const found = sources
      .filter(({ samples }) => samples !== undefined)
      .map(
        ({ name }) =>
          [name, (name === 'segment' ? writeKey : undefined) ?? secretOf(name) ?? (dryRun === true ? 'none' : undefined)] as const,
      );
    return new Map(found.flatMap(([name, secret]) => (secret === undefined ? [] : [[name, secret]])));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return command.error(error.message);
  }
}

async function contextOf(folder: string, isCsv: boolean): Promise<ImportContext> {
  const files = await readFolder(folder).catch(() => undefined);
  const workspace = files === undefined ? null : compileWorkspace(files, stepSyntaxes).workspace;
  if (workspace === null)
    process.stderr.write(`note: no workspace in ${folder} that compiles; what columns mean is not known, and cells stay texts\n`);
  const computed = (workspace?.traits ?? []).filter(({ of }) => of === 'person').map(({ name }) => name);
  return { plan: workspace?.plan, computed: new Set([...computed, ...(workspace === null ? [] : ['touches'])]), isCsv };
}

function tell({ read, sent, skipped, rejected }: ImportReport, file: string, isDry: boolean): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const lines = rejected
    .slice(0, toldLines)
    .map(({ line, field, why }) => `${file}:${line}  ${field === 'line' ? 'it' : `\`${field}\``} ${why}`);
  if (rejected.length > toldLines) lines.push(`… and ${count(rejected.length - toldLines)} more; --json has all`);
  const done = isDry ? `${count(read - skipped - rejected.length)} could be sent` : `${count(sent)} sent`;
  lines.push(`${count(read)} lines: ${done}, ${count(rejected.length)} rejected${skipped === 0 ? '' : `, ${count(skipped)} left out`}`);
  return `${lines.join('\n')}\n`;
}
