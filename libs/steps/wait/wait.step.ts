// `wait`: nothing happens for a while.

import { defineStep } from '#libs/engine/step.js';
import { duration } from '#libs/language/keys/fragments.js';

interface WaitConfig {
  readonly ms: number;
}

export const waitStep = defineStep<WaitConfig>({
  syntax: {
    kind: 'wait',
    about: 'Waits for a while. Counts from when the step before was really done: after an email, from when it left.',
    example: 'wait: 2d',
    schema: duration,
    keys: {},
    waits: true,
    parse: (written, read) => {
      const ms = read.duration(written.at('wait'), '"wait"');
      return ms === undefined ? undefined : { ms };
    },
  },
  decide: ({ config, now }) => ({ outcome: { kind: 'sleep', until: now + config.ms, port: 'next' } }),
});
