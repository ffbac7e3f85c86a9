// Looks at this machine and asks the server; decides nothing.

import { statSync } from 'node:fs';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { Findings } from '#libs/language/findings.js';
import { isTestFile } from '#libs/language/compile/documents.js';
import { lintWorkspace } from '#libs/language/lint/lint-workspace.js';
import { silenced } from '#libs/language/lint/silence.js';
import { packageVersion } from '#libs/settings/package-version.service.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { emailProblems } from '../email-problems.js';
import { ask, Refused, type ServerPlace } from '../remote/server.client.js';
import { keptFile } from '../remote/server-options.service.js';
import type { Config, Here, Setup, There } from './diagnose.js';

export async function lookHere(folder: string, place: ServerPlace): Promise<Here> {
  return {
    node: process.versions.node,
    version: packageVersion(),
    folder,
    config: await lookAtConfig(folder).catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    server: place.server,
    hasKey: place.key !== undefined && place.key !== '',
    isKeyOpen: isOpen(keptFile()),
  };
}

export async function lookThere(place: ServerPlace): Promise<There> {
  const live = await answers(place, '/health/live');
  const ready = live === true ? await answers(place, '/health/ready') : live;
  const before = Date.now();
  const setup = await ask<Setup>(place, 'GET', '/api/setup').catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, says: error.message };
  });
  return { live, ready, setup, asked: (before + Date.now()) / 2 };
}

async function answers({ server }: ServerPlace, path: string): Promise<true | string> {
  try {
    await ask({ server }, 'GET', path);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) return `${server}${path} answers no JSON: something else listens there`;
    return error.message.split('. Is it running?', 1)[0]!;
  }
}

/** As `millrace check` counts. @throws UnreadableFolder */
async function lookAtConfig(folder: string): Promise<Config> {
  const files = await readFolder(folder);
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  const findings = new Findings();
  const whole = workspace === null ? [] : [...emailProblems(workspace), ...lintWorkspace(workspace)];
  for (const problem of silenced([...problems, ...whole], files)) findings.add(problem);
  const told = findings.inOrderOf(files);
  const errors = told.filter(({ severity }) => severity === 'error').length;
  const texts = files.filter((file) => !isTestFile(file)).map(({ text }) => text.replaceAll(/^\s*#.*$/gm, ''));
  const uses = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  return {
    hash: errors > 0 ? '' : (workspace?.hash ?? ''),
    errors,
    warnings: told.length - errors,
    uses: [...['stripe', 'calendly'].filter((source) => uses(new RegExp(`\\b${source}\\.[a-z_]+`))), 'segment'],
    emails: workspace?.emails.size ?? 0,
    postsToSlack: uses(/\bnotify:.*\bchannel:|\bslack\./),
  };
}

function isOpen(file: string): boolean {
  try {
    return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
