// `millrace explain E104`: what a code means and how the mistake is mended.

import { Command } from 'commander';
import { explain, explanations } from '#libs/language/explain.js';

export function explainCommand(): Command {
  return new Command('explain')
    .description('says more about the code of a problem')
    .argument('[code]', 'as E104; without it all codes are listed')
    .option('--json', 'one document on stdout')
    .addHelpText('after', '\nExample:\n  millrace explain E104')
    .action((code: string | undefined, { json }: { json?: true }) => {
      const known = Object.entries(explanations).filter(([each]) => code === undefined || each === code.toUpperCase());
      if (known.length === 0) {
        process.stderr.write(
          `There is no code ${code}. \`millrace explain\` lists all; \`millrace check\` shows them in brackets: error[E104].\n`,
        );
        process.exitCode = 2;
      } else if (json === true) {
        process.stdout.write(
          `${JSON.stringify({ version: 1, codes: known.map(([each, explanation]) => ({ code: each, ...explanation })) })}\n`,
        );
      } else if (code === undefined) {
        process.stdout.write(
          known
            .toSorted(([a], [b]) => a.localeCompare(b))
            .map(([each, { title }]) => `${each}  ${title}\n`)
            .join(''),
        );
      } else process.stdout.write(`${explain(code.toUpperCase())}\n`);
    });
}
