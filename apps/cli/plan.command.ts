// `millrace plan`: what this folder would change on the server. Nothing is written there.

import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { SourceFile } from '#libs/language/source-file.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { askLines, Refused, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { CountProgress } from './remote/count-progress.service.js';
import { tellPlan, type ToldPlan } from './tell-plan.js';

interface Options extends ServerOptions {
  readonly out?: string;
  readonly detailedExitcode?: true;
  readonly enrolExisting?: true;
  readonly json?: true;
}

/** What `--out` writes and `apply` takes. */
export interface KeptPlan {
  readonly version: 1;
  readonly plan: string;
  readonly git_commit?: string;
  readonly enrol_existing?: true;
  readonly files: readonly SourceFile[];
}

export function planCommand(): Command {
  return withServer(new Command('plan'))
    .description('what this folder would change on the server')
    .argument('[folder]', 'the workspace', 'config')
    .option('--out <file>', 'keeps the plan, so that `millrace apply FILE` does exactly that')
    .option('--enrol-existing', 'whoever meets a workflow’s beginning already is enrolled when this plan is applied')
    .option('--detailed-exitcode', '0 nothing changes, 1 failure, 2 something does')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace plan --out plan.json && millrace apply plan.json')
    .action(async (folder: string, options: Options) => {
      const { plan, kept } = await makePlan(serverPlace(options), folder, options.enrolExisting === true);
      if (options.out !== undefined) {
        await writeFile(options.out, `${JSON.stringify(kept, null, 2)}\n`);
        process.stderr.write(`kept in ${options.out}\n`);
      }
      process.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, ...plan })}\n` : `${tellPlan(plan).join('\n')}\n`);
      if (options.detailedExitcode === true && !plan.isEmpty) process.exitCode = 2;
    });
}

/** @throws Refused, UnreadableFolder */
export async function makePlan(place: ServerPlace, folder: string, enrolExisting: boolean): Promise<Planned> {
  return planOf(place, await readFolder(folder), commitOf(folder), enrolExisting);
}

export interface Planned {
  readonly plan: ToldPlan;
  readonly kept: KeptPlan;
}

/** @throws Refused */
export async function planOf(
  place: ServerPlace,
  files: readonly SourceFile[],
  commit: string | undefined,
  enrolExisting: boolean,
): Promise<Planned> {
  const told = enrolExisting ? ({ enrol_existing: true } as const) : {};
  const progress = new CountProgress('subjects');
  let plan: (ToldPlan & { readonly hash: string }) | undefined;
  await askLines(place, '/api/plan', { files, ...told }, (line) => {
    const { progress: at, plan: made, error } = line as PlanLine;
    if (at !== undefined) progress.tell(at.done, at.of);
    if (error !== undefined) throw new Refused(`the plan could not be made: ${error}`, 500);
    plan = made ?? plan;
  });
  progress.end();
  if (plan === undefined) throw new Refused('The server ended before the plan was made: plan again.', 0);
  return { plan, kept: { version: 1, plan: plan.hash, ...(commit === undefined ? {} : { git_commit: commit }), ...told, files } };
}

interface PlanLine {
  readonly progress?: { readonly done: number; readonly of: number };
  readonly plan?: ToldPlan & { readonly hash: string };
  readonly error?: string;
}

/** The commit that the folder is at; undefined outside of git, or when the folder has changes that no commit has. */
function commitOf(folder: string): string | undefined {
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('status', '--porcelain', '.') === '' ? git('rev-parse', 'HEAD') : undefined;
  } catch {
    return undefined;
  }
}
