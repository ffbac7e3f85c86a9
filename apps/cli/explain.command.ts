// `millrace explain E104`: what a code means and how the mistake is mended.

import { Command } from 'commander';
import { explain } from '#libs/language/explain.js';

export function explainCommand(): Command {
  return new Command('explain')
    .description('says more about the code of a problem')
    .argument('<code>', 'as E104')
    .addHelpText('after', '\nExample:\n  millrace explain E104')
    .action((code: string) => {
      const text = explain(code.toUpperCase());
      if (text === undefined) {
        process.stderr.write(`There is no code ${code}. \`millrace check\` shows codes in brackets: error[E104].\n`);
        process.exitCode = 2;
      } else process.stdout.write(`${text}\n`);
    });
}
