// `exit`: the run ends here, and says why.

import { defineStep } from '#libs/engine/step.js';
import { text } from '#libs/language/keys/fragments.js';

interface ExitConfig {
  readonly reason: string;
}

export const exitStep = defineStep<ExitConfig>({
  syntax: {
    kind: 'exit',
    about: 'Ends the run with a reason, which its list and its journal show.',
    example: 'exit: active again',
    schema: text,
    keys: {},
    ports: [],
    parse: (written, read) => {
      const reason = read.text(written.at('exit'), 'the reason of "exit"');
      return reason === undefined ? undefined : { reason };
    },
  },
  decide: ({ config }) => ({ outcome: { kind: 'finish', reason: config.reason } }),
});
