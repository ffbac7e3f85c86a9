// `millrace plan`: what this folder would change on the server. Nothing is written there.

import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { SourceFile } from '#libs/language/source-file.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { ask, type ServerPlace } from './remote/server.client.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { tellPlan, type ToldPlan } from './tell-plan.js';

interface Options extends ServerOptions {
  readonly out?: string;
  readonly detailedExitcode?: true;
  readonly json?: true;
}

/** What `--out` writes and `apply` takes. */
export interface KeptPlan {
  readonly version: 1;
  readonly plan: string;
  readonly git_commit?: string;
  readonly files: readonly SourceFile[];
}

export function planCommand(): Command {
  return withServer(new Command('plan'))
    .description('what this folder would change on the server')
    .argument('[folder]', 'the workspace', 'config')
    .option('--out <file>', 'keeps the plan, so that `millrace apply FILE` does exactly that')
    .option('--detailed-exitcode', '0 nothing changes, 1 failure, 2 something does')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace plan --out plan.json && millrace apply plan.json')
    .action(async (folder: string, options: Options) => {
      const { plan, kept } = await makePlan(serverPlace(options), folder);
      if (options.out !== undefined) {
        await writeFile(options.out, `${JSON.stringify(kept, null, 2)}\n`);
        process.stderr.write(`kept in ${options.out}\n`);
      }
      process.stdout.write(options.json === true ? `${JSON.stringify({ version: 1, ...plan })}\n` : `${tellPlan(plan).join('\n')}\n`);
      if (options.detailedExitcode === true && !plan.isEmpty) process.exitCode = 2;
    });
}

/** @throws Refused, UnreadableFolder */
export async function makePlan(place: ServerPlace, folder: string): Promise<{ readonly plan: ToldPlan; readonly kept: KeptPlan }> {
  return planOf(place, await readFolder(folder), commitOf(folder));
}

export async function planOf(
  place: ServerPlace,
  files: readonly SourceFile[],
  commit: string | undefined,
): Promise<{ readonly plan: ToldPlan; readonly kept: KeptPlan }> {
  const plan = await ask<ToldPlan & { readonly hash: string }>(place, 'POST', '/api/plan', { files });
  return { plan, kept: { version: 1, plan: plan.hash, ...(commit === undefined ? {} : { git_commit: commit }), files } };
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
