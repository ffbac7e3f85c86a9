// `if`: one of two branches; both go on with what follows. Unknown counts as not met.

import { defineStep } from '#libs/engine/step.js';
import { condition, steps } from '#libs/language/keys/fragments.js';
import { key } from '#libs/language/keys/key.js';
import type { Condition } from '#libs/language/expression.js';

interface IfConfig {
  readonly condition: Condition;
}

export const ifStep = defineStep<IfConfig>({
  syntax: {
    kind: 'if',
    about: 'Goes through `then` when the condition holds, else (also when it is unknown) through `else`. Both go on with what follows.',
    example: 'if: account.people >= 50\nthen: [{ wait: 1h }]\nelse: [{ wait: 2h }]',
    schema: condition,
    keys: { then: key('The steps when it holds.', steps), else: key('The steps when it does not, or is unknown.', steps) },
    ports: ['then', 'else'],
    parse: (written, read) => {
      const condition = read.condition(written.at('if'));
      if (['then', 'else'].some((port) => written.keys().includes(port))) return condition === undefined ? undefined : { condition };
      read.problem('E202', '"if" has neither "then" nor "else"', written.place, 'add then: [ … ]');
      return undefined;
    },
    branches: (written) =>
      ['then', 'else'].filter((port) => written.keys().includes(port)).map((port) => ({ port, steps: written.at(port) })),
  },
  decide: ({ config, scope }) => {
    const trace = config.condition.trace(scope);
    return { outcome: { kind: 'go', port: trace.result === true ? 'then' : 'else' }, traces: [trace] };
  },
});
