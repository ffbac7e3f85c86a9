// `millrace apply`: makes a folder, a kept plan or an earlier version what the server runs. Shows the plan and asks before.

import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { SourceFile } from '#libs/language/source-file.js';
import { confirm } from './confirm.service.js';
import { type KeptPlan, makePlan, planOf } from './plan.command.js';
import { ask, Refused, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { tellPlan } from './tell-plan.js';

interface Options extends ServerOptions {
  readonly to?: string;
  readonly yes?: true;
  readonly enrolExisting?: true;
  readonly json?: true;
}

interface Applied {
  readonly version: string;
  readonly isNew: boolean;
  readonly runs: readonly { readonly workflow: string; readonly moved: number; readonly stayed: number }[];
}

export function applyCommand(): Command {
  return withServer(new Command('apply'))
    .description('makes a folder, a kept plan or an earlier version what the server runs')
    .argument('[folder or plan]', 'a workspace, or the file that `millrace plan --out` has written', 'config')
    .option('--to <version>', 'an earlier version again (GET /api/versions lists them)')
    .option('--enrol-existing', 'whoever meets a workflow’s beginning already is enrolled, too (of a kept plan: say it to `plan`)')
    .option('--yes', 'without asking')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExamples:\n  millrace apply plan.json --yes\n  millrace apply --to 41')
    .action(async (source: string, options: Options) => {
      const place = serverPlace(options);
      const kept = source.endsWith('.json') && options.to === undefined ? await readPlan(source) : await planAndAsk(place, source, options);
      if (kept === null) return;
      const { plan, git_commit, enrol_existing, files } = kept;
      const body = { plan, git_commit, enrol_existing, files };
      const applied = await ask<Applied>(place, 'POST', '/api/apply', body);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify({ version: 1, applied: applied.version, is_new: applied.isNew, runs: applied.runs })}\n`
          : `${[`${applied.isNew ? 'applied' : 'unchanged'}: version ${applied.version}`, ...applied.runs.map(tellMoved)].join('\n')}\n`,
      );
    });
}

/** @returns null: there is nothing to do, or nobody said yes */
async function planAndAsk(place: ServerPlace, folder: string, { to, yes, json, enrolExisting }: Options): Promise<KeptPlan | null> {
  const isTold = enrolExisting === true;
  const { plan, kept } =
    to === undefined ? await makePlan(place, folder, isTold) : await planOf(place, await versionFiles(place, to), undefined, isTold);
  if (json !== true || yes !== true) process.stderr.write(`${tellPlan(plan).join('\n')}\n`);
  if (plan.isEmpty || yes === true) return kept;
  if (await confirm('Apply this?', 'look at the plan, then give --yes')) return kept;
  process.stderr.write('Nothing was applied.\n');
  process.exitCode = 1;
  return null;
}

async function versionFiles(place: ServerPlace, version: string): Promise<readonly SourceFile[]> {
  return (await ask<{ files: readonly SourceFile[] }>(place, 'GET', `/api/versions/${encodeURIComponent(version)}`)).files;
}

async function readPlan(file: string): Promise<KeptPlan> {
  const refused = (why: string) => new Refused(`${file} ${why}. Write one with: millrace plan --out ${file}`, 0);
  const text = await readFile(file, 'utf8').catch(() => {
    throw refused('cannot be read');
  });
  try {
    const kept = JSON.parse(text) as KeptPlan;
    if (kept.version === 1 && typeof kept.plan === 'string' && Array.isArray(kept.files)) return kept;
  } catch {
    // Said below.
  }
  throw refused('is no plan of this version of millrace');
}

function tellMoved({ workflow, moved, stayed }: Applied['runs'][number]): string {
  return `${moved} runs of ${workflow} have moved to it${stayed === 0 ? '' : `; ${stayed} stay with their version, because their step is gone`}`;
}
