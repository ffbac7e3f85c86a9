// `millrace doctor`: what is well and what is not, on this machine and at the server, each with its fix.

import { Command } from 'commander';
import { diagnose, type Finding } from './doctor/diagnose.js';
import { lookHere, lookThere } from './doctor/look.service.js';
import { type ServerOptions, serverPlace, withServer } from './remote/server-options.service.js';
import { wantsColour } from './wants-colour.service.js';

interface Options extends ServerOptions {
  readonly json?: true;
}

const colours = { ok: 32, warn: 33, fail: 31 } as const;

export function doctorCommand(): Command {
  return withServer(new Command('doctor'))
    .description('what is well and what is not, here and at the server, each with its fix')
    .argument('[folder]', 'the workspace', 'config')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace doctor --server https://crm.example.com')
    .action(async (folder: string, options: Options) => {
      const place = serverPlace(options);
      const findings = diagnose(await lookHere(folder, place), await lookThere(place));
      const hasFailed = findings.some(({ state }) => state === 'fail');
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, ok: !hasFailed, findings })}\n`);
      else for (const finding of findings) process.stdout.write(tell(finding, wantsColour()));
      if (hasFailed) process.exitCode = 1;
    });
}

function tell({ check, state, says, fix }: Finding, colour: boolean): string {
  const word = state.padEnd(4);
  const line = `${colour ? `\u001B[${colours[state]}m${word}\u001B[0m` : word}  ${check.padEnd(18)} ${says}\n`;
  return fix === undefined ? line : `${line}      ${''.padEnd(18)} → ${fix}\n`;
}
