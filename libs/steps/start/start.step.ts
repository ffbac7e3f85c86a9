// `start`: another workflow begins for the same subject, by that workflow's own rules. This run goes on.

import { defineStep } from '#libs/engine/step.js';
import { either, mapOf, reference } from '#libs/language/keys/fragments.js';
import { required, type Keys } from '#libs/language/keys/key.js';
import { isMap, isWritten, readMap } from '../read-map.js';

interface StartConfig {
  readonly workflow: string;
}

const startKeys: Keys = { workflow: required('The workflow that begins.', reference) };

export const startStep = defineStep<StartConfig>({
  syntax: {
    kind: 'start',
    about:
      'Starts another workflow for the same person, account or deal, if its own rules (`if`, `again`, `unless_in`) allow it; else the journal says why not. This run goes on at once.',
    example: 'start: { workflow: onboarding }',
    schema: either(reference, mapOf(startKeys)),
    keys: {},
    parse: (written, read) => {
      const isLong = isMap(written.at('start'));
      const map = isLong ? readMap(written, 'start', startKeys, 'start: { workflow: NAME }', read) : written;
      if (map === undefined || (isLong && !isWritten(map, 'workflow', 'workflow: NAME', read))) return undefined;
      const workflow = read.reference(map.at(isLong ? 'workflow' : 'start'), 'workflow');
      return workflow === undefined ? undefined : { workflow };
    },
    starts: ({ workflow }) => [workflow],
  },
  decide: ({ config: { workflow } }) => ({ outcome: { kind: 'go', port: 'next' }, writes: [{ kind: 'start', workflow }] }),
});
